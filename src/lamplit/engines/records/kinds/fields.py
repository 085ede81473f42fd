"""What a kind can ask for and how an answer is checked, kept and read back; leaves which fields to each kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from lamplit.engines.kernel import say, say_many, with_commas
from lamplit.engines.records.kinds.vocabulary import Choice

Value = str | int | list[str]
Body = dict[str, Value]
Schema = dict[str, "str | int | bool | list[str] | Schema"]

_BROKEN = re.compile("[\ud800-\udfff]")  # halves of a sign whose other half is missing
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # every control sign (Unicode "Cc") but line end and tab


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in what somebody wrote: the field's name, a stable code, and what to say to them."""

    field: str
    code: str
    message: str


class Refusal(Exception):  # noqa: N818 - raised and caught within this package
    """An answer that cannot be kept, with its code and what to say."""

    def __init__(self, code: str, message: str) -> None:
        """Keep both."""
        self.code = code
        self.message = message
        super().__init__(message)


class Field(Protocol):
    """One thing a kind asks for."""

    @property
    def name(self) -> str:
        """The key in the body."""

    @property
    def required(self) -> bool:
        """Whether an entry is incomplete without it."""

    def check(self, value: object) -> Value | None:
        """Return the answer as it is kept, or None when nothing was answered; raises Refusal."""

    def read_back(self, value: Value) -> str:
        """Return a kept answer as words for a page."""

    def schema(self) -> Schema:
        """Return the JSON schema of the kept answer."""


@dataclass(frozen=True, slots=True)
class Words:
    """Free words, kept exactly as written but for control signs nobody can see; `limit` in characters."""

    name: str
    limit: int
    required: bool = False
    missing: str = say("Write something here first, even one word.")

    def check(self, value: object) -> str | None:
        """Return the words, or None when there are none."""
        return clean_words(value, self.limit)

    def read_back(self, value: Value) -> str:
        """Return the words as they are."""
        return value if isinstance(value, str) else ""

    def schema(self) -> Schema:
        """Return a text of at most `limit` characters."""
        return {"type": "string", "minLength": 1, "maxLength": self.limit}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One pick from a reviewed list."""

    name: str
    choices: tuple[Choice, ...]
    required: bool = False
    missing: str = say("Pick one to go on.")

    def check(self, value: object) -> str | None:
        """Return the pick, or None when nothing was picked."""
        if _is_nothing(value):
            return None
        return _picked(value, self.choices)

    def read_back(self, value: Value) -> str:
        """Return the label of the pick."""
        return label_for(self.choices, value) if isinstance(value, str) else ""

    def schema(self) -> Schema:
        """Return the list of what can be picked."""
        return {"type": "string", "enum": [choice.value for choice in self.choices]}


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Any number of picks from a reviewed list, in the list's order of being picked, each once."""

    name: str
    choices: tuple[Choice, ...]
    required: ClassVar[bool] = False

    def check(self, value: object) -> list[str] | None:
        """Return the picks, or None when nothing was picked; one text counts as a list of one."""
        given = _as_list(value)
        if len(given) > len(self.choices) * 2:
            raise Refusal("too_many", say("That is more than the list holds. Pick again from the list."))
        picked = [_picked(each, self.choices) for each in given if not _is_nothing(each)]
        return list(dict.fromkeys(picked)) or None

    def read_back(self, value: Value) -> str:
        """Return the labels, with commas."""
        return with_commas([label_for(self.choices, each) for each in value]) if isinstance(value, list) else ""

    def schema(self) -> Schema:
        """Return a list of different picks."""
        one: Schema = {"type": "string", "enum": [choice.value for choice in self.choices]}
        return {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `lowest` to `highest`; forms send it as text, which is read as a number."""

    name: str
    lowest: int
    highest: int
    minutes: bool = False
    required: ClassVar[bool] = False

    def check(self, value: object) -> int | None:
        """Return the number, or None when none was given."""
        if _is_nothing(value):
            return None
        number = _number(value, len(str(self.highest)))
        if number is None or not self.lowest <= number <= self.highest:
            said = say("Give a whole number from {lowest} to {highest:,}.", lowest=self.lowest, highest=self.highest)
            raise Refusal("not_in_range", said)
        return number

    def read_back(self, value: Value) -> str:
        """Return the number with its unit, or with what it is out of."""
        if self.minutes:
            return say_many("{count} minute", "{count} minutes", value) if isinstance(value, int) else ""
        return say("{number} out of {highest}", number=value, highest=self.highest)

    def schema(self) -> Schema:
        """Return the range."""
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest}


@dataclass(frozen=True, slots=True)
class SomeWords:
    """A few short texts; `most` is how many, `limit` how long each may be in characters."""

    name: str
    most: int
    limit: int
    required: ClassVar[bool] = False

    def check(self, value: object) -> list[str] | None:
        """Return the texts that say something, or None when none does."""
        given = [each for each in _as_list(value) if not _is_nothing(each)]
        if len(given) > self.most:
            said = say("There is room for {most} here. Put the rest in your own words.", most=self.most)
            raise Refusal("too_many", said)
        texts = (clean_words(each, self.limit) for each in given)
        return [text for text in texts if text is not None] or None

    def read_back(self, value: Value) -> str:
        """Return the texts, one a line."""
        return "\n".join(value) if isinstance(value, list) else ""

    def schema(self) -> Schema:
        """Return a short list of texts."""
        one: Schema = {"type": "string", "minLength": 1, "maxLength": self.limit}
        return {"type": "array", "items": one, "minItems": 1, "maxItems": self.most}


def clean_words(value: object, limit: int) -> str | None:
    """Return words without invisible control signs, lines ended alike, or None when they say nothing.

    Direction marks, joiners and every other letter stay. Raises Refusal when it is not text or longer than `limit`.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refusal("not_text", say("This needs to be words."))
    if len(value) > limit * 2:  # far too long: say so without reading it all
        raise _too_long(len(value) - limit, limit)
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and _BROKEN.search(text):
        raise Refusal("broken_text", say("Part of this did not arrive whole. Please paste or type it again."))
    text = _UNSEEN.sub("", text)
    if len(text) > limit:
        raise _too_long(len(text) - limit, limit)
    return text if text.strip() else None


def label_for(choices: Sequence[Choice], value: str) -> str:
    """Return what a stored pick is called; one that left the list is shown as it was stored."""
    return next((choice.label for choice in choices if choice.value == value), value.replace("_", " "))


def check_fields(fields: Sequence[Field], given: Mapping[str, object]) -> tuple[Body, list[Problem]]:
    """Return the body to keep and every problem at once; what is not among `fields` is a problem too."""
    body: Body = {}
    known = {field.name for field in fields}
    problems = [_unknown(name) for name in given if name not in known]
    for field in fields:
        if field.name not in given and not field.required:
            continue
        try:
            value = field.check(given.get(field.name))
        except Refusal as refusal:
            problems.append(Problem(field.name, refusal.code, refusal.message))
            continue
        if value is not None:
            body[field.name] = value
        elif isinstance(field, Words | OneOf) and field.required:
            problems.append(Problem(field.name, "missing", field.missing))
    return body, problems


def _unknown(name: object) -> Problem:
    """Say that a field is not one of this kind's; a name of any length or kind is cut to something short."""
    return Problem(str(name)[:60], "unknown_field", say("This part is not known here, so it was not kept."))


def _too_long(over: int, limit: int) -> Refusal:
    """Say by how much."""
    return Refusal(
        "too_long",
        say(
            "This is {over:,} characters too long. There is room for {limit:,}. Your words are still here: "
            "take some out, or put the rest in a second entry.",
            over=over,
            limit=limit,
        ),
    )


def _is_nothing(value: object) -> bool:
    """Tell whether a form or a program left this out."""
    return value is None or value == ""


def _as_list(value: object) -> list[object]:
    """Return picks as a list; one text is a list of one."""
    if _is_nothing(value):
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return list(value)
    raise Refusal("not_a_list", say("Pick from the list."))


def _picked(value: object, choices: Sequence[Choice]) -> str:
    """Return a pick that is on the list."""
    if isinstance(value, str) and any(choice.value == value for choice in choices):
        return value
    raise Refusal("not_on_the_list", say("That is not on the list. Please pick again."))


def _number(value: object, digits: int) -> int | None:
    """Return a whole number given as a number or as plain digits, or None when it is neither."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        text = value.strip() if len(value) <= digits + 20 else ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
    return None
