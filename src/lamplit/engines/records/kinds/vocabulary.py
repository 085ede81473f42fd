"""The words a kind is asked and read with, from `content/kinds`; leaves checking answers to `fields`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: what is stored, what is shown, and the tones it is offered for (empty: all)."""

    value: str
    label: str
    tones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What one field is called on a page, how it is asked for, and what can be picked."""

    label: str
    question: str
    hint: str
    lowest: str
    highest: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All the words of one kind."""

    kind: str
    title: str
    icon: str
    content_note: str
    fields: Mapping[str, FieldWords]


@cache
def vocabulary(kind: str) -> Vocabulary:
    """Return the words of one kind; raises ContentError, naming file and line, when the file is faulty."""
    return read_vocabulary(content_text("kinds", f"{kind}.yaml"), f"content/kinds/{kind}.yaml")


def read_vocabulary(text: str, file: str) -> Vocabulary:
    """Return the checked words written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    for key in ("kind", "title", "icon", "content_note"):
        _want(root, key, faults)
    fields = {name: _field(item, faults) for name, item in root.get("fields").fields().items()}
    faults.settle(ContentError)
    return Vocabulary(
        kind=root.get("kind").text(),
        title=root.get("title").saying(),
        icon=root.get("icon").text(),
        content_note=root.get("content_note").saying(),
        fields=MappingProxyType(fields),
    )


def _field(item: Item, faults: Faults) -> FieldWords:
    """Read the words of one field."""
    for key in ("label", "question"):
        _want(item, key, faults)
    choices = tuple(_choice(choice, faults) for choice in item.get("choices").items())
    values = [choice.value for choice in choices]
    for choice, where in zip(choices, item.get("choices").items(), strict=True):
        if values.count(choice.value) > 1:
            faults.add(where, "choice_twice", f"'{choice.value}' can be picked twice. Keep one.")
    words = {key: item.get(key).saying() for key in ("label", "question", "hint", "lowest", "highest")}
    return FieldWords(**words, choices=choices)


def _choice(item: Item, faults: Faults) -> Choice:
    """Read one choice."""
    for key in ("value", "label"):
        _want(item, key, faults)
    tones = frozenset(tone.text() for tone in item.get("for").items())
    return Choice(item.get("value").text(), item.get("label").saying(), tones)


def _want(item: Item, key: str, faults: Faults) -> None:
    """Note a text that must be there and is not."""
    if not item.get(key).text().strip():
        faults.add(item.get(key), "text_missing", f"Add '{key}:' here.")
