"""How something agreed or a skill card went, in one tap; leaves who sees it to the policy and to who is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.fields import Field, OneOf, Problem, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, one_line, text_of
from lamplit.engines.records.kinds.practice_run import SLUG_LIMIT, TITLE_LIMIT
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 300
NOTHING = say("Say what it belongs to: something agreed, or a skill.")


@dataclass(frozen=True, slots=True)
class Tried:
    """How it went: `given` is the id of what was agreed, `card` the short name of a skill; one of them is there."""

    how: str
    given: str = ""
    card: str = ""
    title: str = ""
    words: str = ""

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "Tried":
        """Return what a body holds."""
        return cls(**{name: text_of(body, name) for name in ("how", "given", "card", "title", "words")})


class TriedKind(Kind):
    """What it asks and says."""

    code = "tried"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask how it went; what got in the way can be left out."""
        return (
            OneOf("how", words.fields["how"].choices, required=True, missing=say("Tap how it went.")),
            Words("given", 36),
            Words("card", SLUG_LIMIT),
            Words("title", TITLE_LIMIT),
            Words("words", WORDS_LIMIT),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; one that belongs to nothing is asked what it belongs to."""
        checked = super().validate(fields, today)
        if checked.problems or checked.body.keys() & {"given", "card"}:
            return checked
        return replace(checked, body={}, problems=[Problem("given", "missing", NOTHING)])

    def summary(self, body: Mapping[str, object]) -> str:
        """Return what it was, and how it went."""
        found = Tried.of(body)
        how = self.label_for("how", found.how)
        return one_line(say("{what}: {how}", what=found.title, how=how)) if found.title else how


TRIED = TriedKind()
