"""Something good to know about a child, in plain words; leaves laying the views of several people side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lamplit.engines.kernel import say, with_commas
from lamplit.engines.records.kinds.fields import Field, OneOf, Problem, Schema, SomeOf, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, one_line, text_of, texts_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT = 600
AREAS = ("before", "comfort", "senses", "closeness")
NOTHING = say("Tap one thing, or write one line. That is enough.")


@dataclass(frozen=True, slots=True)
class Need:
    """One view as kept: what it is `about` (one of AREAS), codes picked in each area, and words."""

    about: str = ""
    picks: tuple[tuple[str, str], ...] = ()
    text: str = ""

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "Need":
        """Return the view a body holds; each pick stands with its area."""
        picks = tuple((area, code) for area in AREAS for code in texts_of(body, area))
        return cls(text_of(body, "about"), picks, text_of(body, "text"))


class NeedKind(Kind):
    """What such a view asks and says: one tap or one line is enough."""

    code = "need"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask which of the four it is about, for picks and for words; a page shows the picks of its own area."""
        missing = say("Pick what it is about.")
        return (
            OneOf("about", words.fields["about"].choices, required=True, missing=missing),
            *(SomeOf(area, words.fields[area].choices) for area in AREAS),
            Words("text", TEXT_LIMIT),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; a page on which nothing was said is asked for one thing."""
        checked = super().validate(fields, today)
        if checked.problems or checked.body.keys() - {"about"}:
            return checked
        about = text_of(checked.body, "about")
        return replace(checked, body={}, problems=[Problem(about, "missing", NOTHING)])

    def summary(self, body: Mapping[str, object]) -> str:
        """Return what it is about, then what was picked or written."""
        found = Need.of(body)
        picked = with_commas([self.label_for(area, code) for area, code in found.picks])
        about = self.label_for("about", found.about)
        return one_line(say("{what}: {words}", what=about, words=picked or found.text))

    def schema(self) -> Schema:
        """Return the JSON schema of a body: what it is about, and at least one answer."""
        return {**super().schema(), "minProperties": 2}


NEED = NeedKind()
