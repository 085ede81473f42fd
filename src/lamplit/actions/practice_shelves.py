"""Which practices a phone may play without a connection: the same for everybody of one age; leaves playing to it.

A shelf is named by who plays and at which age ("young-9-12"). It holds reviewed words and nothing of anybody's own, so
what lies on a phone does not say which practice somebody was given, opened or did.
"""

from dataclasses import dataclass
from itertools import product

from lamplit.actions.practice import age_met, bands_at, plays_as
from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.practice import ways
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Practice, Variant
from lamplit.vault.doorway import Visit

WHO = {"young": Role.SUBJECT, "carer": Role.CARER}
NAMES = tuple(f"{who}-{band}" for who, band in product(WHO, AgeBand))


@dataclass(frozen=True, slots=True)
class Kept:
    """One practice as it stands on a shelf, with every place of it."""

    practice: Practice
    variant: Variant
    places: tuple[ways.Place, ...]

    @property
    def title(self) -> str:
        """What it is called at this age."""
        return self.variant.title or self.practice.title


def shelf_of(visit: Visit) -> str:
    """Return the name of the shelf that is this person's in this circle; nothing for who keeps no practices."""
    role = plays_as(visit)
    who = next((name for name, each in WHO.items() if each is role), "")
    return f"{who}-{age_met(visit)}" if who else ""


def on_shelf(name: str) -> tuple[Kept, ...] | None:
    """Return what stands on a shelf, by title; None when there is none of this name."""
    if name not in NAMES:
        return None
    who, band = name.split("-", 1)
    found = (_kept(practice, AgeBand(band), young=who == "young") for practice in shipped().offered(role=WHO[who]))
    return tuple(each for each in found if each is not None)


def _kept(practice: Practice, band: AgeBand, *, young: bool) -> Kept | None:
    bands = bands_at(band, practice, young=young)
    variant = practice.bands[bands[0]] if bands else None
    if variant is None or not ways.works_alone(practice, variant):
        return None
    return Kept(practice, variant, ways.table(variant))
