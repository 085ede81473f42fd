"""Finding among practices: each filter shows exactly what carries its tag; leaves what there is to the actions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from django.http import QueryDict

from lamplit.engines.kernel import AgeBand
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.library import house
from lamplit.engines.practice.model import Practice
from lamplit.web.views.asked import Asked

MINUTES = (("1", say("Up to 1 minute")), ("5", say("Up to 5 minutes")), ("15", say("Up to 15 minutes")))
PACES = ("too_fast", "too_slow", "just_right")  # tags of helps_with that say how somebody is now
AGES = (
    (AgeBand.EARLY.value, say("3 to 5")),
    (AgeBand.YOUNG.value, say("6 to 8")),
    (AgeBand.MIDDLE.value, say("9 to 12")),
    (AgeBand.TEEN.value, say("13 to 17")),
    (AgeBand.ADULT.value, say("Grown-ups")),
)


class Findable(Protocol):
    """A card of a shelf; one without a practice of its own (a path) is found only when nothing is asked for."""

    @property
    def practice(self) -> Practice | None:
        """The practice behind it."""

    @property
    def minutes(self) -> int:
        """How long it takes."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked for: tags, an age band, whole minutes; what is empty, or cannot be read, asks for nothing."""

    need: str = ""
    way: str = ""
    pace: str = ""
    age: str = ""
    minutes: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> "Sought":
        """Return what an address asks for."""
        return cls(**{name: asked.get(name, "") for name in ("need", "way", "pace", "age", "minutes")})

    @property
    def anything(self) -> bool:
        """Say whether something is asked for."""
        return any(asdict(self).values())

    def fits(self, card: Findable) -> bool:
        """Say whether a card carries every tag asked for, is for that age and takes no longer."""
        practice = card.practice
        if practice is None:
            return not self.anything
        tagged = {*practice.helps_with, ""} >= {self.need, self.pace} and self.way in {*practice.modalities, ""}
        aged = not self.age or any(band == self.age and each.offered for band, each in practice.bands.items())
        return tagged and aged and (not self._longest or card.minutes <= self._longest)

    @property
    def _longest(self) -> int:
        text = self.minutes
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def sought(request: Asked, cards: Sequence[Findable]) -> dict[str, object]:
    """Return what a shelf's page needs: the cards that fit, and what else could be asked for."""
    asked, tags = Sought.of(request.GET), house()
    practices = [card.practice for card in cards if card.practice is not None]
    needs = {tag for each in practices for tag in each.helps_with}
    return {
        "cards": [card for card in cards if asked.fits(card)],
        "sought": asked,
        "needs": _named(needs - set(PACES), tags.needs),
        "ways": _named({tag for each in practices for tag in each.modalities}, tags.modalities),
        "paces": [(tag, tags.needs[tag]) for tag in PACES if tag in needs],
        "lengths": MINUTES,
        "ages": AGES,
    }


def _named(found: set[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(tag, names[tag]) for tag in sorted(found, key=lambda tag: names[tag])]
