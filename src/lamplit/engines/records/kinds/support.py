"""Somebody who can be asked for support: what they are, when to call, their number; leaves dialling to `phones`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lamplit.engines.kernel import say
from lamplit.engines.kernel.phones import MOST_SIGNS, read_phone
from lamplit.engines.records.kinds.fields import Field, OneOf, Problem, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

NAME_LIMIT, WHEN_LIMIT = 60, 200
NO_NUMBER = say("That does not look like a phone number. Use digits, and a plus at the front if you need one.")


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
            Words("phone", MOST_SIGNS),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; a number in any shape, but one that a phone can dial."""
        checked = super().validate(fields, today)
        phone = text_of(checked.body, "phone")
        if checked.problems or not phone or read_phone(phone):
            return checked
        return replace(checked, body={}, problems=[Problem("phone", "not_a_number", NO_NUMBER)])

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the name."""
        return one_line(text_of(body, "name"))


SUPPORT = SupportKind()
