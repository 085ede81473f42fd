"""Somebody who can be asked for support: what they are, when to call, their number; leaves dialling to `phones`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from lamplit.engines.kernel import say
from lamplit.engines.kernel.phones import MOST_SIGNS, read_phone
from lamplit.engines.records.kinds.fields import Field, OneOf, Refusal, Schema, Value, Words, clean_words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

NAME_LIMIT, WHEN_LIMIT = 60, 200
NO_NUMBER = say("That does not look like a phone number. Use digits, and a plus at the front if you need one.")


@dataclass(frozen=True, slots=True)
class Dialled:
    """A phone number in its writer's own shape, but one that a phone can dial."""

    name: str
    required: ClassVar[bool] = False

    def check(self, value: object) -> str | None:
        """Return the number as it was written, or None when there is none."""
        written = clean_words(value, MOST_SIGNS)
        if written is not None and read_phone(written) is None:
            raise Refusal("not_a_number", NO_NUMBER)
        return written

    def read_back(self, value: Value) -> str:
        """Return the number as it is."""
        return value if isinstance(value, str) else ""

    def schema(self) -> Schema:
        """Return a short text."""
        return {"type": "string", "minLength": 3, "maxLength": MOST_SIGNS}


class SupportKind(Kind):
    """What such a person asks and says."""

    code = "support"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for a name and what they are; the rest can be left out."""
        return (
            Words("name", NAME_LIMIT, required=True, missing=say("Write what you call them first.")),
            OneOf("sort", words.fields["sort"].choices, required=True, missing=say("Pick what they are to you.")),
            Words("call_when", WHEN_LIMIT),
            Dialled("phone"),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the name."""
        return one_line(text_of(body, "name"))


SUPPORT = SupportKind()
