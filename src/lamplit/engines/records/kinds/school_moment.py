"""The school moment: it went well or it was hard, a pick or two, a few words; leaves who sees it to the policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.kernel import say, with_commas
from lamplit.engines.records.kinds.fields import Field, OneOf, SomeOf, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of, texts_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 140


@dataclass(frozen=True, slots=True)
class SchoolMoment:
    """A school moment as kept; `tone` is went_well or was_hard, `what` holds codes from `content/kinds`."""

    tone: str
    what: tuple[str, ...] = ()
    words: str = ""

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "SchoolMoment":
        """Return the school moment a body holds."""
        return cls(tone=text_of(body, "tone"), what=texts_of(body, "what"), words=text_of(body, "words"))


class SchoolMomentKind(Kind):
    """What a school moment asks and says."""

    code = "school_moment"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask how it was; what it was and a few words can be left out."""
        tone, what = words.fields["tone"].choices, words.fields["what"].choices
        return (
            OneOf("tone", tone, required=True, missing=say("Tap Went well or Was hard to go on.")),
            SomeOf("what", what),
            Words("words", WORDS_LIMIT),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return how it was, then what it was, in picks or in words."""
        found = SchoolMoment.of(body)
        tone = self.label_for("tone", found.tone)
        what = with_commas([self.label_for("what", each) for each in found.what]) or found.words
        return one_line(say("{what}: {words}", what=tone, words=what)) if what else tone

    def fitting(self, tone: str, what: Sequence[str]) -> tuple[str, ...]:
        """Return the picks that are offered with this tone; a page without scripts may send others along."""
        offered = {each.value for each in self.words.fields["what"].choices if tone in each.tones}
        return tuple(each for each in what if each in offered)


SCHOOL_MOMENT = SchoolMomentKind()
