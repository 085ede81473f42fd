"""A worry about a child's safety: own words, what was seen, an opinion kept apart; leaves telling to the actions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Field, Problem, SomeWords, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 4000
MOST_EXCLUDED = 20


class ConcernKind(Kind):
    """What a concern asks and says; it is signed off as it is kept, and from then on only added to."""

    code = "concern"
    signable = True
    signed_at_once = True

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for the child's words, for facts, for an opinion apart from them, and who is to be left out."""
        return (
            Words("said", WORDS_LIMIT),
            Words("seen", WORDS_LIMIT),
            Words("think", WORDS_LIMIT),
            Words("did", WORDS_LIMIT),
            SomeWords("excluded", most=MOST_EXCLUDED, limit=120),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; something said or seen has to be there."""
        checked = super().validate(fields, today)
        if checked.problems or text_of(checked.body, "said") or text_of(checked.body, "seen"):
            return checked
        missing = say("Write what was said, or what you saw. A few words are enough. You can add to it later.")
        return replace(checked, body={}, problems=[Problem("said", "missing", missing)])

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the title alone: no list shows a word of it."""
        return self.title

    def sensitive_default(self, body: Mapping[str, object]) -> bool:
        """Fold every concern."""
        return True


CONCERN = ConcernKind()
