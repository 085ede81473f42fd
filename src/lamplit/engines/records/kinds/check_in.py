"""The weather check-in: complete with one tap and no words; leaves who sees it to the policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Body, Field, OneOf, Whole, Words
from lamplit.engines.records.kinds.kind import Kind, number_of, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in as kept: the weather, and perhaps two numbers from 0 to 10 and some words."""

    weather: str
    energy: int | None = None
    pleasantness: int | None = None
    words: str = ""

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "CheckIn":
        """Return the check-in a body holds."""
        return cls(
            weather=text_of(body, "weather"),
            energy=number_of(body, "energy"),
            pleasantness=number_of(body, "pleasantness"),
            words=text_of(body, "words"),
        )


class CheckInKind(Kind):
    """What a check-in asks and says."""

    code = "check_in"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for the weather; everything else can be left out."""
        weather = words.fields["weather"].choices
        asked = say("Tap the weather that fits best. Don't know is fine.")
        return (
            OneOf("weather", weather, required=True, missing=asked),
            Whole("energy", 0, 10),
            Whole("pleasantness", 0, 10),
            Words("words", WORDS_LIMIT),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the weather, and the first of the words."""
        found = CheckIn.of(body)
        weather = self.label_for("weather", found.weather)
        return one_line(say("{weather}. {words}", weather=weather, words=found.words)) if found.words else weather

    def hint(self, body: Mapping[str, object]) -> Body:
        """Return the weather alone."""
        return {"weather": CheckIn.of(body).weather}


CHECK_IN = CheckInKind()
