"""A fear or a worry on one's own list, and whether it is to come up in a session; leaves the lock to the pages."""

from collections.abc import Mapping, Sequence

from lamplit.engines.records.kinds.fields import Field, OneOf, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT = 1000


class FearKind(Kind):
    """What it asks and says."""

    code = "fear"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for words, and whether to bring it."""
        return (Words("text", TEXT_LIMIT, required=True), OneOf("bring", words.fields["bring"].choices))

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the first of the words."""
        return one_line(text_of(body, "text"))

    def sensitive_default(self, body: Mapping[str, object]) -> bool:
        """Fold every fear, wherever it is listed."""
        return True


FEAR = FearKind()
