"""Something that holds somebody up: a person, a place, a skill, a memory, a saying; leaves the plan to `plan_part`."""

from collections.abc import Mapping, Sequence

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Field, OneOf, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT = 600


class StrengthKind(Kind):
    """What such a thing asks and says."""

    code = "strength"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask what sort it is and for a few words."""
        missing = say("Pick what it is: a person, a place, a skill, a memory or a saying.")
        return (
            OneOf("sort", words.fields["sort"].choices, required=True, missing=missing),
            Words("text", TEXT_LIMIT, required=True),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the words."""
        return one_line(text_of(body, "text"))


STRENGTH = StrengthKind()
