"""What helped somebody, by their own figures, and the calm places they built; leaves the practising to `practice`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.practice import KIND
from lamplit.actions.practice_library import at_hand
from lamplit.engines.kernel.saying import say_many
from lamplit.engines.records.kinds.kind import number_of, text_of, texts_of
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

LOOKED_AT = 500  # the newest entries this person may see
CALM_PLACE, WORD = "calm-place", "word"


@dataclass(frozen=True, slots=True)
class Helped:
    """One thing that was done and rated: its own mean of 0 to 10, and from how many times."""

    slug: str
    title: str
    mean: float
    times: int

    @property
    def text(self) -> str:
        """Return the mean with its count, in words."""
        mean = f"{self.mean:.1f}".removesuffix(".0")
        return say_many("{mean} of 10, from 1 time", "{mean} of 10, from {count} times", self.times, mean=mean)


@dataclass(frozen=True, slots=True)
class CalmPlace:
    """A calm place somebody built and kept, under its cue word."""

    entry: UUID
    word: str


@dataclass(frozen=True, slots=True)
class Menu:
    """What helped, the most helpful first, and the calm places, the latest first."""

    helped: tuple[Helped, ...]
    places: tuple[CalmPlace, ...]


def menu(visit: Visit) -> Menu:
    """Return this person's own menu, made of what they kept and of nothing anybody else wrote."""
    found = entries.of_kinds(visit.viewer, frozenset({KIND}), LOOKED_AT, clock.now())
    own = [(each.id, each.body) for each in found if each.own and each.body is not None]
    places = {word: entry for entry, body in reversed(own) if (word := cue_word(body))}
    latest_first = [CalmPlace(entry, word) for word, entry in places.items()][::-1]
    return Menu(ranked(body for _, body in own), tuple(latest_first))


def ranked(bodies: Iterable[Mapping[str, object]]) -> tuple[Helped, ...]:
    """Return what was rated, by mean; alike ones by how often, then by name."""
    rated: dict[str, list[int]] = {}
    titles: dict[str, str] = {}
    for body in bodies:
        slug, helped = text_of(body, "practice"), number_of(body, "helped")
        if helped is not None:
            rated.setdefault(slug, []).append(helped)
            titles.setdefault(slug, text_of(body, "title") or slug.replace("-", " "))
    found = (Helped(slug, titles[slug], sum(each) / len(each), len(each)) for slug, each in rated.items())
    return tuple(sorted(found, key=lambda each: (-each.mean, -each.times, each.title)))


def cue_word(body: Mapping[str, object]) -> str:
    """Return the word under which a run of the calm place was kept; nothing for any other run, or with no word."""
    practice = at_hand().practices.get(CALM_PLACE)
    if practice is None or text_of(body, "practice") != CALM_PLACE:
        return ""
    asked = {step.label for variant in practice.bands.values() for step in variant.steps if step.name == WORD}
    said = (text.partition("\n") for text in texts_of(body, "said"))
    return next((answer.strip() for question, _, answer in said if question in asked), "")
