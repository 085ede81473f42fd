"""The small safe language of `relevant` and `constraint`: read, checked and worked out here, never by Python itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 500
DEEPEST = 20
_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$\{[^}]*\})|(?P<number>\d+(?:\.\d+)?)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<sign><=|>=|!=|=|<|>|\(|\)|,|\+|-)|(?P<word>[A-Za-z_][\w-]*)|(?P<self>\.))"
)
_COMPARED = ("=", "!=", "<", "<=", ">", ">=")
_FUNCTIONS = {"selected": 2, "count": 1, "answered": 1, "not": 1}
OWN = "."  # what is being answered now, in a constraint

Value = str | float | bool | tuple[str, ...] | None


class ExpressionError(Exception):
    """An expression cannot be used; the text says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression, taken apart: an act and the parts it is done to."""

    act: str
    parts: tuple["Expression", ...] = ()
    value: str | float = ""

    def names(self) -> frozenset[str]:
        """Return the names of the answers it asks for; `.` is the answer being given."""
        return frozenset(str(each.value) for each in self.within() if each.act == "name")

    def within(self) -> "list[Expression]":
        """Return itself and every expression in it, each before its parts."""
        found, at = [self], 0
        while at < len(found):
            found += found[at].parts
            at += 1
        return found


def is_value(name: str, value: str) -> Expression:
    """Return the expression `${name} = 'value'`."""
    return Expression("=", (Expression("name", value=name), Expression("text", value=value)))


def all_of(*parts: Expression | None) -> Expression | None:
    """Return the expression that holds when every part holds; None when there is none."""
    return _joined("and", parts)


def any_of(*parts: Expression | None) -> Expression | None:
    """Return the expression that holds when one part holds; None when there is none."""
    return _joined("or", parts)


def _joined(act: str, parts: tuple[Expression | None, ...]) -> Expression | None:
    there = tuple(part for part in parts if part is not None)
    return there[0] if len(there) == 1 else Expression(act, there) if there else None


@lru_cache(maxsize=4_096)  # the bands of a practice ask for the same answers
def read(text: str) -> Expression:
    """Return the expression written in `text`; raises ExpressionError with a sentence that says how to mend it."""
    if len(text) > LONGEST:
        raise ExpressionError(f"This is {len(text)} signs long; {LONGEST} is the most. Use two steps instead.")
    reader = _Reader(_tokens(text))
    found = reader.either(0)
    if reader.left():
        raise ExpressionError(f"'{reader.left()}' stands after the end. Join two conditions with 'and' or 'or'.")
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise ExpressionError(f"'{text[at:].strip()[:12]}' is not understood. {_what_there_is()}")
        found.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    if not found:
        raise ExpressionError("There is nothing here. Leave the key out, or write a condition such as ${feel} = 'sad'.")
    return found


def _what_there_is() -> str:
    return "Use ${name}, 'text', numbers, = != < <= > >=, and, or, not(), selected(), count(), answered()."


class _Reader:
    """Reads tokens from left to right; each method takes one level of binding."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def left(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def takes(self, *wanted: str) -> str:
        """Take the next token when it is one of `wanted`; a text in quotes never is."""
        if self.at < len(self.tokens) and self.tokens[self.at][0] in ("sign", "word") and self.left() in wanted:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def needs(self, wanted: str) -> None:
        if not self.takes(wanted):
            raise ExpressionError(f"A '{wanted}' is missing before '{self.left() or 'the end'}'. Add it.")

    def either(self, deep: int) -> Expression:
        if deep > DEEPEST:
            raise ExpressionError(f"This is more than {DEEPEST} brackets deep. Use two steps instead.")
        parts = [self.both(deep)]
        while self.takes("or"):
            parts.append(self.both(deep))
        return parts[0] if len(parts) == 1 else Expression("or", tuple(parts))

    def both(self, deep: int) -> Expression:
        parts = [self.compared(deep)]
        while self.takes("and"):
            parts.append(self.compared(deep))
        return parts[0] if len(parts) == 1 else Expression("and", tuple(parts))

    def compared(self, deep: int) -> Expression:
        first = self.summed(deep)
        sign = self.takes(*_COMPARED)
        if not sign:
            return first
        second = self.summed(deep)
        if self.left() in _COMPARED:
            raise ExpressionError("Two comparisons stand in a row. Join them with 'and'.")
        return Expression(sign, (first, second))

    def summed(self, deep: int) -> Expression:
        found = self.one(deep)
        while sign := self.takes("+", "-"):
            found = Expression(sign, (found, self.one(deep)))
        return found

    def one(self, deep: int) -> Expression:
        if self.takes("("):
            found = self.either(deep + 1)
            self.needs(")")
            return found
        if self.at >= len(self.tokens):
            raise ExpressionError("Something is missing at the end. Write what it is compared with.")
        group, text = self.tokens[self.at]
        self.at += 1
        if group == "word":
            return self.function(text, deep)
        return _single(group, text)

    def function(self, name: str, deep: int) -> Expression:
        if name not in _FUNCTIONS:
            raise ExpressionError(f"'{name}' is not known. Put texts in quotes: '{name}'. {_what_there_is()}")
        self.needs("(")
        parts = [self.either(deep + 1)]
        while self.takes(","):
            parts.append(self.either(deep + 1))
        self.needs(")")
        if len(parts) != _FUNCTIONS[name]:
            raise ExpressionError(f"'{name}' takes {_FUNCTIONS[name]} in its brackets, not {len(parts)}.")
        return Expression(name, tuple(parts))


def _single(group: str, text: str) -> Expression:
    if group == "number":
        return Expression("number", value=float(text))
    if group == "text":
        return Expression("text", value=text[1:-1])
    if group == "self":
        return Expression("name", value=OWN)
    if group == "name" and re.fullmatch(r"\$\{\w[\w.]*\}", text):
        return Expression("name", value=text[2:-1])
    raise ExpressionError(f"'{text}' does not belong here. {_what_there_is()}")


def holds(expression: Expression | None, answers: Mapping[str, object], own: object = None) -> bool:
    """Say whether an expression is true of the answers; a missing answer equals nothing, and None always holds."""
    return expression is None or _truth(_worked(expression, answers, own))


def _worked(expression: Expression, answers: Mapping[str, object], own: object) -> Value:
    act = expression.act
    if act == "name":
        return _plain(own if expression.value == OWN else answers.get(str(expression.value)))
    if act in ("text", "number"):
        return expression.value
    if act in ("and", "or"):
        truths = (_truth(_worked(part, answers, own)) for part in expression.parts)
        return all(truths) if act == "and" else any(truths)
    values = [_worked(part, answers, own) for part in expression.parts]
    return _function(act, values) if act in _FUNCTIONS else _compared(act, values[0], values[1])


def _plain(answer: object) -> Value:
    """Return an answer as something to compare: lists and mappings become the texts in them."""
    if isinstance(answer, Mapping):
        return tuple(str(each) for each in answer)
    if isinstance(answer, str | bool) or answer is None:
        return answer
    if isinstance(answer, int | float):
        return float(answer)
    return tuple(str(each) for each in answer) if isinstance(answer, Sequence) else None


def _function(name: str, values: list[Value]) -> Value:
    first = values[0]
    if name == "not":
        return not _truth(first)
    if name == "answered":
        return first not in (None, "", ())
    if name == "count":
        return float(len(first)) if isinstance(first, tuple) else float(first not in (None, ""))
    return values[1] in first if isinstance(first, tuple) else first == values[1]


def _compared(sign: str, first: Value, second: Value) -> Value:
    if sign in ("=", "!="):
        return (first == second) is (sign == "=")
    if isinstance(first, float) and isinstance(second, float):
        ways = {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}
        return ways[sign] if sign in ways else first + second if sign == "+" else first - second
    return None if sign in ("+", "-") else False


def _truth(value: Value) -> bool:
    return bool(value)
