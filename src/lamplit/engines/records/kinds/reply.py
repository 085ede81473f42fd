"""The reply: a few plain words under somebody's entry; leaves who may answer, and who reads it, to that entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.records.kinds.fields import Field, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as kept."""

    text: str

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "Reply":
        """Return the reply a body holds."""
        return cls(text=text_of(body, "text"))


class ReplyKind(Kind):
    """What a reply asks and says."""

    code = "reply"
    beneath = True

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for words."""
        return (Words("text", TEXT_LIMIT, required=True),)

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the first of the words."""
        return one_line(Reply.of(body).text)


REPLY = ReplyKind()
