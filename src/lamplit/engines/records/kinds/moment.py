"""The moment: what a grown-up saw, what may have been felt and needed, what was done; leaves patterns to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.kernel import say, with_commas
from lamplit.engines.records.kinds.fields import Field, OneOf, SomeOf, SomeWords, Whole, Words
from lamplit.engines.records.kinds.kind import Kind, number_of, one_line, text_of, texts_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 4000
MORE_LIMIT = 1000
SAYING_LIMIT = 300
MINUTES_IN_A_DAY = 1440
INTENSE = 8
_FOLDED = frozenset({"hurt_themselves", "hit_or_kicked", "ran_off"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as kept; lists hold codes from `content/kinds/moment.yaml`, `intensity` is 0-10, times are minutes."""

    tone: str
    feelings: tuple[str, ...] = ()
    happened: tuple[str, ...] = ()
    words: str = ""
    before: tuple[str, ...] = ()
    before_words: str = ""
    need: str = ""
    saying: str = ""
    did: tuple[str, ...] = ()
    did_words: str = ""
    helped: tuple[str, ...] = ()
    ended: str = ""
    ended_words: str = ""
    setting: str = ""
    intensity: int | None = None
    duration_minutes: int | None = None
    other_explanations: tuple[str, ...] = ()

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "Moment":
        """Return the moment a body holds."""
        return cls(
            tone=text_of(body, "tone"),
            feelings=texts_of(body, "feelings"),
            happened=texts_of(body, "happened"),
            words=text_of(body, "words"),
            before=texts_of(body, "before"),
            before_words=text_of(body, "before_words"),
            need=text_of(body, "need"),
            saying=text_of(body, "saying"),
            did=texts_of(body, "did"),
            did_words=text_of(body, "did_words"),
            helped=texts_of(body, "helped"),
            ended=text_of(body, "ended"),
            ended_words=text_of(body, "ended_words"),
            setting=text_of(body, "setting"),
            intensity=number_of(body, "intensity"),
            duration_minutes=number_of(body, "duration_minutes"),
            other_explanations=texts_of(body, "other_explanations"),
        )


class MomentKind(Kind):
    """What a moment asks and says: feelings before what happened, and both before what was done."""

    code = "moment"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask what kind of moment it was; everything else can be left out."""
        picks = {name: field.choices for name, field in words.fields.items()}
        return (
            OneOf("tone", picks["tone"], required=True, missing=say("Pick good, hard or ordinary to go on.")),
            SomeOf("feelings", picks["feelings"]),
            SomeOf("happened", picks["happened"]),
            Words("words", WORDS_LIMIT),
            SomeOf("before", picks["before"]),
            Words("before_words", MORE_LIMIT),
            OneOf("need", picks["need"]),
            Words("saying", SAYING_LIMIT),
            SomeOf("did", picks["did"]),
            Words("did_words", MORE_LIMIT),
            SomeOf("helped", picks["helped"]),
            OneOf("ended", picks["ended"]),
            Words("ended_words", MORE_LIMIT),
            OneOf("setting", picks["setting"]),
            Whole("intensity", 0, 10),
            Whole("duration_minutes", 0, MINUTES_IN_A_DAY, minutes=True),
            SomeWords("other_explanations", most=2, limit=300),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the tone, then what was seen, in picks or in words."""
        tone = self.label_for("tone", text_of(body, "tone"))
        seen = with_commas(self.picked(body, "happened")) or text_of(body, "words")
        return one_line(say("{what}: {words}", what=tone, words=seen)) if seen else tone

    def picked(self, body: Mapping[str, object], name: str) -> tuple[str, ...]:
        """Return the labels picked for one field."""
        labels = self.labels[name]
        return tuple([labels.get(value) or value.replace("_", " ") for value in texts_of(body, name)])

    def sensitive_default(self, body: Mapping[str, object]) -> bool:
        """Fold a hard moment in which somebody was hurt or away, or that felt very big (8 or more)."""
        if text_of(body, "tone") != "hard":
            return False
        intensity = number_of(body, "intensity")
        very_big = intensity is not None and intensity >= INTENSE
        return very_big or not _FOLDED.isdisjoint(texts_of(body, "happened"))


MOMENT = MomentKind()
