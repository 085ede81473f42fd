"""How much is left in a carer, in one tap: their own picture of it and no measure; leaves showing it to the pages."""

from collections.abc import Mapping, Sequence

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Field, OneOf
from lamplit.engines.records.kinds.kind import Kind, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

LOW = frozenset({"empty", "low"})


class FuelKind(Kind):
    """What the gauge asks and says."""

    code = "fuel"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask how much is left, and nothing else."""
        missing = say("Tap how much is left.")
        return (OneOf("left", words.fields["left"].choices, required=True, missing=missing),)

    def summary(self, body: Mapping[str, object]) -> str:
        """Return how much is left, in words."""
        return say("Fuel: {left}", left=self.label_for("left", text_of(body, "left")))


FUEL = FuelKind()
