"""The photo or memory: a picture and one line; leaves the picture itself to the vault, who sees it to the policy."""

from collections.abc import Mapping, Sequence

from lamplit.engines.records.kinds.fields import Field, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

LINE_LIMIT = 300


class PhotoKind(Kind):
    """What a photo asks and says beside its picture, which is no part of the body."""

    code = "photo"
    pictured = True

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for one line, which can be left out."""
        return (Words("words", LINE_LIMIT),)

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the line, or that it is a photo."""
        return one_line(text_of(body, "words")) or self.title


PHOTO = PhotoKind()
