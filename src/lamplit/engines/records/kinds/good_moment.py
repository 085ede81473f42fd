"""The good moment: a carer's quick note of something that went well; leaves hard and mixed ones to `moment`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lamplit.engines.kernel import say, with_commas
from lamplit.engines.records.kinds.fields import Field, Problem, Schema, SomeOf, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, one_line, text_of, texts_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 2000
SAID_LIMIT = 500
NOTHING = say("Tap one thing, or write one line. That is enough.")


@dataclass(frozen=True, slots=True)
class GoodMoment:
    """A good moment as kept; lists hold codes from `content/kinds/good_moment.yaml`, `said` is what the child said."""

    happened: tuple[str, ...] = ()
    words: str = ""
    said: str = ""
    feelings: tuple[str, ...] = ()

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "GoodMoment":
        """Return the good moment a body holds."""
        return cls(
            happened=texts_of(body, "happened"),
            words=text_of(body, "words"),
            said=text_of(body, "said"),
            feelings=texts_of(body, "feelings"),
        )


class GoodMomentKind(Kind):
    """What a good moment asks and says: one tap or one line is enough."""

    code = "good_moment"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask what happened, in picks or in words; no single answer is needed."""
        return (
            SomeOf("happened", words.fields["happened"].choices),
            Words("words", WORDS_LIMIT),
            Words("said", SAID_LIMIT),
            SomeOf("feelings", words.fields["feelings"].choices),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; a page on which nothing was said is asked for one thing."""
        checked = super().validate(fields, today)
        if checked.problems or checked.body:
            return checked
        return replace(checked, problems=[Problem("happened", "missing", NOTHING)])

    def summary(self, body: Mapping[str, object]) -> str:
        """Return that it was good, then what was seen, in picks or in words."""
        found = GoodMoment.of(body)
        picks = with_commas([self.label_for("happened", each) for each in found.happened])
        felt = with_commas([self.label_for("feelings", each) for each in found.feelings])
        seen = picks or found.words or found.said or felt
        return one_line(say("{what}: {words}", what=self.title, words=seen))

    def schema(self) -> Schema:
        """Return the JSON schema of a body: at least one of the answers."""
        return {**super().schema(), "minProperties": 1}


GOOD_MOMENT = GoodMomentKind()
