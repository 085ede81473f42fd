"""A hope, and one next step towards it if there is one; leaves the plan to `plan_part`."""

from collections.abc import Mapping, Sequence

from lamplit.engines.records.kinds.fields import Field, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT = 600


class HopeKind(Kind):
    """What a hope asks and says."""

    code = "hope"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for the hope; the next step can be left out."""
        return (Words("text", TEXT_LIMIT, required=True), Words("next_step", TEXT_LIMIT))

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the hope."""
        return one_line(text_of(body, "text"))


HOPE = HopeKind()
