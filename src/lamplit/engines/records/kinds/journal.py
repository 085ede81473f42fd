"""The journal: a page of words, private until shown; leaves who sees it to the policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.records.kinds.fields import Field, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT = 20_000
TITLE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal page as kept."""

    text: str
    title: str = ""

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "Journal":
        """Return the page a body holds."""
        return cls(text=text_of(body, "text"), title=text_of(body, "title"))


class JournalKind(Kind):
    """What a journal page asks and says."""

    code = "journal"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for words, and a title if there is one."""
        return (Words("title", TITLE_LIMIT), Words("text", TEXT_LIMIT, required=True))

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the title, or the first of the words."""
        page = Journal.of(body)
        return one_line(page.title or page.text)


JOURNAL = JournalKind()
