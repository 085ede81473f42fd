"""One part of somebody's plan in their own words; leaves the whole plan, its versions and its order to the actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.days import Day, day_of
from lamplit.engines.records.kinds.fields import Field, OneOf, Whole, Words
from lamplit.engines.records.kinds.kind import Bearing, Kind, number_of, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT, SHORT_LIMIT = 4000, 600
# The parts of which the policy says something of their own.
_BEARS = {"help_me": "how_you_can_help_me", "school_first": "what_to_do_first"}


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A part of a plan as kept; `likely` is 0 to 10: how sure the writer is to use it."""

    part: str
    text: str
    made: str = ""
    review_on: date | None = None
    likely: int | None = None

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "PlanPart":
        """Return the part a body holds."""
        return cls(
            part=text_of(body, "part"),
            text=text_of(body, "text"),
            made=text_of(body, "made"),
            review_on=day_of(body.get("review_on")),
            likely=number_of(body, "likely"),
        )


class PlanPartKind(Kind):
    """What a part of a plan asks and says."""

    code = "plan_part"
    coarse = "plan"
    bears_on = ("part", "made")

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask which part it is and for words; everything else can be left out."""
        return (
            OneOf("part", words.fields["part"].choices, required=True, missing=say("Say which part this is.")),
            Words("text", TEXT_LIMIT, required=True, missing=say("Write one thing first, or skip this part.")),
            OneOf("made", words.fields["made"].choices),
            Day("review_on"),
            Whole("likely", 0, 10),
            Words("in_the_way", SHORT_LIMIT),
        )

    def bearing(self, body: Mapping[str, object]) -> Bearing:
        """Return which part of the plan this is, where that decides, and whether the therapist made it too."""
        part = _BEARS.get(text_of(body, "part"), "")
        made = "made_with_therapist" if text_of(body, "made") == "therapist" else ""
        return Bearing(frozenset(filter(None, (part, made))))

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the name of the part, and the first of its words."""
        found = PlanPart.of(body)
        return one_line(say("{part}: {words}", part=self.label_for("part", found.part), words=found.text))


PLAN_PART = PlanPartKind()
