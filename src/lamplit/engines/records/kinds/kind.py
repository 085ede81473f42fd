"""What every kind of entry can do; leaves the fields, the summary and the body's own shape to its module."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lamplit.engines.kernel import shaped
from lamplit.engines.records.kinds.fields import Body, Field, Problem, Schema, Value, check_fields
from lamplit.engines.records.kinds.vocabulary import Vocabulary, vocabulary

SUMMARY_LENGTH = 120
SPARE = 40


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of something written: a body that can be kept, or the problems that are in its way."""

    body: Body
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Tell whether it can be kept."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a reading page: what it is called and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """What an entry says itself that bears on who sees it: circumstances of the policy, and a day to wait for."""

    holding: frozenset[str] = frozenset()
    until: date | None = None


NO_BEARING = Bearing()


class Kind:
    """One kind of entry: what is asked, what is kept, and how it is read back.

    A kind that is `beneath` stands under another entry and is seen by whoever reads that one; no policy row is its own.
    `bears_on` are the fields from which `bearing` reads; `signable` kinds can be signed off, and then only added to.
    """

    code: str
    coarse = "note"
    pictured = False  # whether an entry of this kind holds a picture beside its body
    sounded = False  # or a recording
    beneath = False
    bears_on: tuple[str, ...] = ()
    signable = False
    youngest = 0  # the youngest age, in whole years, somebody can be whom this is asked about
    signed_at_once = False  # whether it is signed off as it is kept, for good

    def __init__(self) -> None:
        """Read this kind's words and build its fields from them."""
        self.words: Vocabulary = vocabulary(self.code)
        self.fields: tuple[Field, ...] = tuple(self.ask(self.words))
        self.labels = {
            name: {choice.value: choice.label for choice in field.choices} for name, field in self.words.fields.items()
        }

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Return what this kind asks for, in the order it is asked and read."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What this kind is called on a page."""
        return self.words.title

    @property
    def icon(self) -> str:
        """The name of its picture."""
        return self.words.icon

    @property
    def content_note(self) -> str:
        """The line that stands over a folded, sensitive entry of this kind."""
        return self.words.content_note

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns in an export."""
        return tuple(each.name for each in self.fields)

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what a form or a program sent; `today` is for kinds that ask for a day. Never raises."""
        body, problems = check_fields(self.fields, fields)
        return Checked({} if problems else body, problems)

    def parts(self, body: Mapping[str, object]) -> tuple[Part, ...]:
        """Return a body as labelled words, in reading order; what is not there is left out."""
        return tuple(
            Part(self.words.fields[each.name].label, text)
            for each in self.fields
            if (text := self._text(each, body.get(each.name)))
        )

    def hint_parts(self, hint: Mapping[str, object]) -> tuple[Part, ...]:
        """Return a summary without words as labelled words."""
        return self.parts(hint)

    def row(self, body: Mapping[str, object]) -> tuple[str, ...]:
        """Return a body as one row of an export, as wide as `columns`."""
        return tuple(self._cell(each, body.get(each.name)) for each in self.fields)

    def label_for(self, field_name: str, value: str) -> str:
        """Return what a stored pick of a field is called."""
        return self.labels[field_name].get(value) or value.replace("_", " ")

    def summary(self, body: Mapping[str, object]) -> str:
        """Return one line that says what is in a body, for those who may read it."""
        raise NotImplementedError

    def hint(self, body: Mapping[str, object]) -> Body:
        """Return what may be told without any words, for those who learn only that it is there."""
        return {}

    def bearing(self, body: Mapping[str, object]) -> Bearing:
        """Return what a body says that bears on who sees it; a body that was not checked yet says what it can."""
        return NO_BEARING

    def sensitive_default(self, body: Mapping[str, object]) -> bool:
        """Tell whether a body is folded under its content note unless its author says otherwise."""
        return False

    def schema(self) -> Schema:
        """Return the JSON schema of a body (draft 2020-12)."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title,
            "type": "object",
            "properties": {each.name: each.schema() for each in self.fields},
            "required": [each.name for each in self.fields if each.required],
            "additionalProperties": False,
        }

    def _cell(self, asked: Field, value: object) -> str:
        """Return a kept answer for an export, where a number stands alone."""
        return str(value) if isinstance(value, int) else self._text(asked, value)

    @staticmethod
    def _text(asked: Field, value: object) -> str:
        """Return a kept answer as words; an answer of another shape, from an older version, is left out."""
        kept = as_value(value)
        return "" if kept is None else asked.read_back(kept)


def as_value(value: object) -> Value | None:
    """Return a value of a body if it has one of the shapes bodies have."""
    if isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple):
        return [each for each in value if isinstance(each, str)]
    return None


def text_of(body: Mapping[str, object], name: str) -> str:
    """Return the text under `name`, or an empty one."""
    value = body.get(name)
    return value if isinstance(value, str) else ""


def number_of(body: Mapping[str, object], name: str) -> int | None:
    """Return the whole number under `name`, or None."""
    value = body.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def texts_of(body: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Return the texts under `name`, or none."""
    value = body.get(name)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()


def one_line(text: str) -> str:
    """Return words on one line, cut at a word with an ellipsis when longer than a summary may be."""
    return shaped(text, _cut)


def _cut(text: str, length: int = SUMMARY_LENGTH) -> str:
    line = " ".join(text[: length + SPARE].split())  # mostly enough to fill the line
    if len(line) <= length:
        line = " ".join(text[: length * 4].split())
    if len(line) <= length:
        return line
    return f"{line[: length - 1].rsplit(' ', 1)[0]}…"
