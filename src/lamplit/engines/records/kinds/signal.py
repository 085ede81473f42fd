"""One of six agreed signs to a chosen grown-up, with no words of one's own; leaves whom it is shown to the actions."""

from collections.abc import Mapping, Sequence

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Field, OneOf
from lamplit.engines.records.kinds.kind import Kind, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary


class SignalKind(Kind):
    """What a signal asks and says."""

    code = "signal"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask which of the six it is, and nothing else."""
        return (OneOf("sign", words.fields["sign"].choices, required=True, missing=say("Tap one of the six.")),)

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the words of the sign."""
        return self.label_for("sign", text_of(body, "sign"))


SIGNAL = SignalKind()
