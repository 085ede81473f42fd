"""The recording: a sound and a few words; leaves the sound itself to the vault, who hears it to the policy."""

from collections.abc import Mapping, Sequence

from lamplit.engines.records.kinds.fields import Field, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

LINE_LIMIT = 300


class RecordingKind(Kind):
    """What a recording asks and says beside its sound, which is no part of the body."""

    code = "recording"
    sounded = True

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for a few words, which can be left out."""
        return (Words("words", LINE_LIMIT),)

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the words, or that it is a recording."""
        return one_line(text_of(body, "words")) or self.title


RECORDING = RecordingKind()
