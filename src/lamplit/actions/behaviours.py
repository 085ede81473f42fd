"""Finding what a behaviour may be saying, by what was seen, need or minutes; leaves the words to `engines/practice`.

It is the same for every circle: nothing of a child stands in it, and nothing of what somebody opens is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lamplit.actions.school_shelf import tags_at_school
from lamplit.engines.kernel import Role
from lamplit.engines.practice.behaviours import HOME, MINUTES, Behaviour, Meaning, Strategy, behaviours
from lamplit.engines.practice.library import house
from lamplit.engines.records.kinds.moment import MOMENT
from lamplit.vault.doorway import Visit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a need and whole minutes; what is unknown asks for nothing."""

    need: str = ""
    minutes: int = 0

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        """Return what an address asks for."""
        minutes = next((each for each in MINUTES if str(each) == asked.get("minutes", "")), 0)
        need = asked.get("need", "")
        return cls(need if need in MOMENT.labels["need"] else "", minutes)

    @property
    def anything(self) -> bool:
        """Say whether something is asked for."""
        return bool(self.need or self.minutes)

    def address(self, **other: object) -> str:
        """Return the end of the address that asks for this, with something changed."""
        asked = replace(self, **other)  # type: ignore[arg-type]
        parts = [f"need={asked.need}"] * bool(asked.need) + [f"minutes={asked.minutes}"] * bool(asked.minutes)
        return "?" + "&".join(parts) if parts else ""


@dataclass(frozen=True, slots=True)
class Found:
    """One behaviour that fits what is asked for, with what it may be saying and the first thing to do then."""

    behaviour: Behaviour
    meaning: Meaning
    strategy: Strategy


def shelf(visit: Visit, asked: Wanted) -> tuple[Found, ...]:
    """Return what fits, by title; a teacher finds only what is for school."""
    return tuple(
        Found(each, each.says(asked.need)[0], each.within(asked.minutes)[0])
        for each in _here(visit)
        if each.says(asked.need)
    )


def look(visit: Visit, slug: str) -> Behaviour | None:
    """Return one behaviour as this reader meets it; None when there is none for them."""
    return next((each for each in _here(visit) if each.slug == slug), None)


def needs(visit: Visit) -> list[tuple[str, str]]:
    """Return the needs behind what can be found here, in the order of a moment, with what each is called."""
    there = {meaning.need for each in _here(visit) for meaning in each.meanings}
    return [(code, word) for code, word in MOMENT.labels["need"].items() if code in there]


def tags(visit: Visit, behaviour: Behaviour) -> Sequence[tuple[str, str]]:
    """Return what practices that fit are found by on this reader's shelf, with what each is called."""
    named = [(tag, house().needs[tag]) for tag in behaviour.helps_with]
    return tags_at_school(named) if visit.viewer.role is Role.TEACHER else named


def need_words(need: str) -> str:
    """Return what a need is called."""
    return MOMENT.labels["need"][need]


def _here(visit: Visit) -> list[Behaviour]:
    teaching = visit.viewer.role is Role.TEACHER
    other = HOME if teaching else ""
    return [
        replace(each, situations=tuple(one for one in each.situations if one.where != other or not other))
        for each in behaviours().found.values()
        if each.school or not teaching
    ]
