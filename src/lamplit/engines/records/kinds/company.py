"""One tap that says "I need company" to one person: it holds no word at all; leaves whom it is shown to the policy."""

from collections.abc import Mapping, Sequence

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Field
from lamplit.engines.records.kinds.kind import Kind
from lamplit.engines.records.kinds.vocabulary import Vocabulary


class CompanyKind(Kind):
    """What asking for company asks and says: nothing but that."""

    code = "company"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for nothing: whatever was written stays where it is."""
        return ()

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the one thing it says."""
        return say("I need company. Nothing has to be said.")


COMPANY = CompanyKind()
