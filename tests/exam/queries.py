"""Finds, in source code, queries that are made of anything but our own words; leaves asking them to a database."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA|WHERE|ORDER BY|JOIN|VALUES)\b")
SENT = {"execute", "executemany", "executescript", "store.rows", "store.row", "store.change", "_ran"}
FILTERS = {"filter", "exclude", "get", "create", "update", "annotate", "aggregate", "get_or_create",
           "update_or_create", "values", "values_list", "alias"}  # fmt: skip
OF_A_REQUEST = {"GET", "POST", "META", "COOKIES", "FILES"}
GIVES_OURS = {
    "holds",  # vault/store.py: one of two spellings of the same question, by the database
    "table_names",  # what the database itself says its tables are called
    "sequence_reset_sql",  # Django's own statement, made from its models
}
MADE_OF: dict[object, Callable[[Any], Iterable[ast.AST]]] = {
    ast.Constant: lambda _: (),
    ast.JoinedStr: lambda node: node.values,
    ast.BoolOp: lambda node: node.values,
    ast.Dict: lambda node: node.values,
    ast.Tuple: lambda node: node.elts,
    ast.List: lambda node: node.elts,
    ast.Set: lambda node: node.elts,
    ast.IfExp: lambda node: (node.body, node.orelse),
    ast.BinOp: lambda node: (node.left,) if isinstance(node.op, ast.Mult) else (node.left, node.right),
    ast.Subscript: lambda node: (node.value,),
    ast.Starred: lambda node: (node.value,),
    ast.ListComp: lambda node: (node.elt,),
    ast.GeneratorExp: lambda node: (node.elt,),
}
UPPER = re.compile(r"^_*[A-Z][A-Z0-9_]*$")
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass
class Source:
    """One module, and for every node what stands around it."""

    tree: ast.Module
    around: dict[ast.AST, ast.AST] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)  # names that are being looked at, against circles

    @classmethod
    def of(cls, text: str) -> "Source":
        """Read a module."""
        source = cls(ast.parse(text))
        for node in ast.walk(source.tree):
            for child in ast.iter_child_nodes(node):
                source.around[child] = node
        return source

    def function(self, node: ast.AST) -> Function | None:
        """Return the function a node stands in."""
        while node in self.around:
            node = self.around[node]
            if isinstance(node, Function):
                return node
        return None

    def ours(self, node: ast.AST | None) -> bool:
        """Say whether a value can only be words of ours: constants, and what is made of constants alone."""
        if type(node) in MADE_OF:
            return all(self.ours(part) for part in MADE_OF[type(node)](node))
        match node:
            case ast.FormattedValue(value=value, format_spec=spec):
                return self.ours(value) or (spec is not None and ast.unparse(spec) == "f'd'")  # a whole number
            case ast.Call():
                return self._call(node)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Name(id=name):
                return bool(UPPER.match(name)) or self._named(name, node)
        return node is None

    def _attribute(self, node: ast.Attribute) -> bool:
        """A constant of a module or class, or a field of something that is only ever made of words of ours."""
        if UPPER.match(node.attr):
            return node.attr not in OF_A_REQUEST
        if not isinstance(node.value, ast.Name):
            return False
        return self._field(node) if node.value.id == "self" else self._named(node.value.id, node)

    def _field(self, node: ast.Attribute) -> bool:
        around: ast.AST = node
        while around in self.around and not isinstance(around, ast.ClassDef):
            around = self.around[around]
        if not isinstance(around, ast.ClassDef):
            return False
        names = [
            each.target.id
            for each in around.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        ]
        made = [
            call for call in ast.walk(self.tree) if isinstance(call, ast.Call) and ast.unparse(call.func) == around.name
        ]
        given = [
            {each.arg: each.value for each in call.keywords} | dict(zip(names, call.args, strict=False))
            for call in made
        ]
        return bool(given) and all(node.attr in each and self.ours(each[node.attr]) for each in given)

    def _call(self, node: ast.Call) -> bool:
        """A list put together, or the answer of a function of this module that only ever gives words of ours."""
        match node.func:
            case ast.Attribute(value=value, attr="join" | "items" | "lower"):
                return self.ours(value) and all(self.ours(each) for each in node.args)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name in GIVES_OURS or self._gives(name)
        return False

    def _gives(self, name: str) -> bool:
        made = [each for each in ast.walk(self.tree) if isinstance(each, ast.FunctionDef) and each.name == name]
        given = [each for one in made for each in ast.walk(one) if isinstance(each, ast.Return)]
        return bool(given) and all(self.ours(each.value) for each in given)

    def _named(self, name: str, node: ast.AST) -> bool:
        function = self.function(node)
        key = (getattr(function, "name", ""), name)
        if key in self.asked:
            return True
        self.asked.add(key)
        try:
            found = list(self._assigned(name, function or self.tree))
            found += self._passed(name, function)
            found = found or list(self._assigned(name, self.tree))
            return bool(found) and all(self.ours(each) for each in found)
        finally:
            self.asked.discard(key)

    def fixed(self, node: ast.AST) -> bool:
        """Say whether all names in what is unpacked are written in the source of this module."""
        if isinstance(node, ast.Dict):
            return all(isinstance(key, ast.Constant) for key in node.keys)
        function = self.function(node)
        if not isinstance(node, ast.Name) or not isinstance(function, ast.FunctionDef):
            return False
        if function.args.kwarg is None or function.args.kwarg.arg != node.id or not function.name.startswith("_"):
            return False
        calls = [each for each in ast.walk(self.tree) if isinstance(each, ast.Call)]
        ours = [each for each in calls if ast.unparse(each.func) == function.name]
        return all(each.arg is not None for call in ours for each in call.keywords)

    def _assigned(self, name: str, within: ast.AST) -> Iterator[ast.AST]:
        for node in ast.walk(within):
            match node:
                case ast.Assign(targets=targets, value=value):
                    yield from (_part(each, value, name) for each in targets if _holds(each, name))
                case ast.AnnAssign(target=target, value=ast.AST() as value) if _holds(target, name):
                    yield value
                case ast.AugAssign(target=target, value=value) if _holds(target, name):
                    yield value
                case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                    if _holds(target, name):
                        yield value

    def _passed(self, name: str, function: Function | None) -> Iterator[ast.AST]:
        """Yield what every call in this module passes as that parameter; a call from elsewhere cannot be seen."""
        if not isinstance(function, ast.FunctionDef):
            return
        names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
        if name not in {*names, *(each.arg for each in function.args.kwonlyargs)}:
            return
        if not function.name.startswith("_"):
            yield ast.Name(id="from elsewhere")
        for call in ast.walk(self.tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == function.name:
                passed = {each.arg: each.value for each in call.keywords} | dict(zip(names, call.args, strict=False))
                yield passed.get(name, ast.Constant(None))


def _holds(target: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(target))


def _part(target: ast.AST, value: ast.AST, name: str) -> ast.AST:
    """Return what one name gets when several are given at once; all of it where that cannot be told."""
    if isinstance(value, ast.IfExp):
        return ast.Tuple(elts=[_part(target, value.body, name), _part(target, value.orelse, name)])
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return next(given for place, given in zip(target.elts, value.elts, strict=True) if _holds(place, name))
    return value


def found_in(text: str) -> list[str]:
    """Return every place of a module where text of a request could become part of a query, as "line: why"."""
    source = Source.of(text)
    hits = {(node.lineno, why) for node in ast.walk(source.tree) for why in _faults(source, node)}
    return [f"{line}: {why}" for line, why in sorted(hits)]


def _faults(source: Source, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr | ast.BinOp) and _is_sql(node) and not source.ours(node):
        yield "a query is put together from something that is not ours"
    if not isinstance(node, ast.Call):
        return
    name = ast.unparse(node.func)
    last = name.split(".")[-1]
    if last == "format" and _is_sql(node.func):
        yield "a query is put together with format"
    if last in {"RawSQL", "extra"} or (last == "raw" and ".objects" in name):
        yield f"{last} lets text into a query"
    query = node.args[0] if {last, name} & SENT and node.args else None
    if query is not None and not _is_passed_on(source, query) and not source.ours(query):
        yield f"{last} sends something that is not ours"
    if last == "order_by" and not all(source.ours(each) or isinstance(each, ast.Call) for each in node.args):
        yield "the order of a query is not ours"
    if last in FILTERS and any(each.arg is None and not source.fixed(each.value) for each in node.keywords):
        yield f"{last} takes names of fields that are not ours"


def _is_sql(node: ast.AST) -> bool:
    words = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(SQL.search(each) for each in words)


def _is_passed_on(source: Source, node: ast.AST) -> bool:
    """Say whether a query is only handed through, as `store` does with what its callers wrote."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    function = source.function(node)
    takes = {each.arg for each in function.args.args} if function else set()
    return isinstance(node, ast.Name | ast.Call) and "sql" in names & takes
