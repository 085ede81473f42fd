"""Read reviewed YAML with every scalar as text and its line kept; leaves what the words mean to each loader."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import NamedTuple

import yaml

from lamplit.engines.kernel import Saying

HEADER = ("source", "licence", "review_date")
DEEPEST = 40  # parts within parts; what ships has a quarter of that
MOST_BRACKETS = 300
_NAMED = re.compile(r"[&*](?<![^\s,\[{:-].)\S")
_DEEP = re.compile(r"^[ \t?:-]{40}", re.MULTILINE)


# The C reader gives the same nodes and lines twelve times as fast; some builds of PyYAML come without it.
class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """A reader that never asks what a scalar might mean: every one is text, so looking it up would be time lost.

    Every node gets the same empty tag, and no path is kept: whatever `"".format` is given, it answers with nothing, and
    unlike a function written here it costs next to nothing for each of a hundred thousand nodes.
    """

    resolve = descend_resolver = ascend_resolver = staticmethod("".format)


class Item(NamedTuple):
    """One piece of a content file: a text, a list or a mapping, and the line it starts on (from 1).

    A tuple, because a library of practices holds a hundred thousand of them.
    """

    value: "str | list[Item] | dict[str, Item]"
    line: int

    def text(self) -> str:
        """Return the text, or an empty one when this is a list or a mapping."""
        return self.value if isinstance(self.value, str) else ""

    def saying(self) -> str:
        """Return the text as words people read, which can be translated; nothing stays nothing."""
        return Saying(self.text()) if self.text() else ""

    def items(self) -> "list[Item]":
        """Return the list, or an empty one."""
        return self.value if isinstance(self.value, list) else []

    def fields(self) -> "dict[str, Item]":
        """Return the mapping, or an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    def get(self, key: str) -> "Item":
        """Return the item under `key`, or an empty text standing on this line."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return Item("", self.line) if found is None else found

    def said(self, key: str) -> str:
        """Return the text under `key`, or an empty one: the same as `get(key).text()`, without an item between."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return found.value if found is not None and isinstance(found.value, str) else ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a content file: where, a stable code, and how to mend it."""

    file: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        """Show the fault as `file:line: code: message`."""
        return f"{self.file}:{self.line}: {self.code}: {self.message}"


class ContentError(Exception):
    """A content file cannot be used; `faults` holds every problem found in it, in the order of their lines."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep the faults, and show them one a line."""
        self.faults = sorted(faults, key=lambda fault: (fault.file, fault.line, fault.code))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Faults:
    """The faults found so far in one file."""

    def __init__(self, file: str) -> None:
        """Start with none, for `file`."""
        self.file = file
        self.found: list[Fault] = []

    def add(self, where: Item, code: str, message: str) -> None:
        """Note one fault at the line of `where`."""
        self.found.append(Fault(self.file, where.line, code, message))

    def settle(self, refuse: Callable[[list[Fault]], Exception] = ContentError) -> None:
        """Raise everything found at once, if anything was."""
        if self.found:
            raise refuse(self.found)


def content_text(*path: str) -> str:
    """Return the text of one file shipped in `lamplit.content`."""
    return files("lamplit.content").joinpath(*path).read_text(encoding="utf-8")


def content_bytes(*path: str) -> bytes:
    """Return the bytes of one file shipped in `lamplit.content`."""
    return files("lamplit.content").joinpath(*path).read_bytes()


def read_items(text: str, file: str) -> Item:
    """Read YAML text into items; raises ContentError naming the line when it is not YAML or names a key twice.

    Names for parts (`&` and `*`) are refused: a few lines of them could stand for more than any machine holds.
    """
    faults = Faults(file)
    _refuse_what_cannot_be_held(text, faults)
    faults.settle()
    try:
        node = yaml.compose(text, Loader=_Loader)
        found = _item(node, faults) if node is not None else Item({}, 1)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        faults.add(Item("", line), "not_yaml", f"This is not YAML: {problem.problem}. Look at this line's spaces.")
        raise ContentError(faults.found) from problem
    except yaml.YAMLError as problem:
        faults.add(Item("", 1), "not_yaml", "This file holds signs that YAML does not allow. Save it as plain text.")
        raise ContentError(faults.found) from problem
    faults.settle()
    return found


def _refuse_what_cannot_be_held(text: str, faults: Faults) -> None:
    """Note named parts, and parts within parts deeper than anybody writes: reading those would end the program."""
    if not _NAMED.search(text) and not _DEEP.search(text) and text.count("[") + text.count("{") <= MOST_BRACKETS:
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line = 1 + (event.start_mark.line if event.start_mark else 0)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                faults.add(Item("", line), "not_yaml", "This lies too deep within other parts. Write it flatter.")
                return
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                faults.add(Item("", line), "not_yaml", "Parts named with & or * are not used. Write the words again.")
    except yaml.YAMLError:
        return  # told, with its line, by whoever reads it


def _item(node: yaml.Node, faults: Faults) -> Item:
    """Turn one YAML node into an item, noting keys that stand twice."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Item(node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Item([_item(child, faults) for child in node.value], line)
    fields: dict[str, Item] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else str(key.value)
        if name in fields:
            faults.add(Item("", key.start_mark.line + 1), "said_twice", f"'{name}' stands here twice. Keep one.")
        plain = isinstance(value, yaml.ScalarNode)  # most are, and a call for each would be felt
        fields[name] = Item(value.value, value.start_mark.line + 1) if plain else _item(value, faults)
    return Item(fields, line)


def check_header(root: Item, faults: Faults) -> None:
    """Note what is missing of the header every content file carries: source, licence, review date (YYYY-MM-DD)."""
    for key in HEADER:
        if not root.get(key).text().strip():
            faults.add(root.get(key), "header_missing", f"Add '{key}:' at the top of the file.")
    review = root.get("review_date")
    if review.text():
        try:
            date.fromisoformat(review.text())
        except ValueError:
            faults.add(review, "bad_date", "Write the review date as year-month-day, such as 2026-11-22.")
