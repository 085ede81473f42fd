"""The drawing: lines and stickers, and words about it or none; leaves the marks to `marks`, the paper to the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from lamplit.engines.kernel import with_commas
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.fields import Field, Refusal, Schema, Value, Words, clean_words, label_for
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Choice, Vocabulary
from lamplit.engines.records.marks import LONGEST, read_marks, what_is_there

WORDS_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Marks:
    """The lines and stickers of a drawing as text; `choices` are what each is called."""

    name: str
    limit: int
    choices: tuple[Choice, ...]
    required: ClassVar[bool] = False

    def check(self, value: object) -> str | None:
        """Return the marks, or None when the paper is empty; raises Refusal for what is no drawing."""
        text = clean_words(value, self.limit)
        if text is None:
            return None
        if read_marks(text.strip()) is None:
            raise Refusal("not_a_drawing", say("That did not arrive as a drawing. Undo the last line and try again."))
        return text.strip()

    def read_back(self, value: Value) -> str:
        """Return what is on the paper, by name, for whoever listens to it."""
        there = what_is_there(value) if isinstance(value, str) else ()
        return with_commas([label_for(self.choices, each) for each in there])

    def schema(self) -> Schema:
        """Return a text of at most `limit` characters."""
        return {"type": "string", "minLength": 1, "maxLength": self.limit}


class DrawingKind(Kind):
    """What a drawing asks and says."""

    code = "drawing"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for the drawing, and for words about it, which can be left out."""
        return (Marks("marks", LONGEST, words.fields["marks"].choices), Words("words", WORDS_LIMIT))

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the words, or that it is a drawing."""
        return one_line(text_of(body, "words")) or self.title


DRAWING = DrawingKind()
