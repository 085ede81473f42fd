"""What each role finds on its first screen; leaves the drawing to the faces."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions.cards import EntryCard
from lamplit.actions.drafts import Draft
from lamplit.vault.doorway import Visit


@dataclass(frozen=True, slots=True)
class WeatherChoice:
    """One weather word: `value` is stored, `label` and `icon` are shown together, always."""

    value: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class CarerHome:
    """Now: one greeting, the latest entries they may read, unfinished words, and a calm line for an empty day."""

    greeting: str
    circle_name: str
    subject_name: str
    latest: tuple[EntryCard, ...]
    empty_text: str
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class ShownThing:
    """An own entry that somebody else may see, and who: `to_text` reads "Dr Moss, Therapist"."""

    entry: UUID
    summary: str
    day_text: str
    to_text: str
    seen_text: str


@dataclass(frozen=True, slots=True)
class YoungHome:
    """Mine: the weather of today if there is one, unfinished words, and what is shown to whom."""

    greeting: str
    weathers: tuple[WeatherChoice, ...]
    weather_today: EntryCard | None
    who_sees: str
    drafts: tuple[Draft, ...]
    shown: tuple[ShownThing, ...]


@dataclass(frozen=True, slots=True)
class TherapistCircle:
    """One circle on Today: `shown_text` says what was shown lately, in words and without counting what was not."""

    id: UUID
    name: str
    subject_name: str
    age_text: str
    shown_text: str
    latest: tuple[EntryCard, ...]


@dataclass(frozen=True, slots=True)
class TherapistHome:
    """Today: the date in words and each circle they are the therapist of."""

    day_text: str
    circles: tuple[TherapistCircle, ...]


@dataclass(frozen=True, slots=True)
class TogetherHome:
    """With a grown-up: weather words for two people at one screen; nothing written alone is ever here."""

    subject_name: str
    greeting: str
    weathers: tuple[WeatherChoice, ...]
    who_sees: str
    allowed: bool
    refusal: str


def carer_home(visit: Visit, hour: int | None = None) -> CarerHome:
    """Return the carer's first screen; `hour` 0 to 23, by default the hour of this house."""
    raise NotImplementedError


def young_home(visit: Visit) -> YoungHome:
    """Return the young person's first screen."""
    raise NotImplementedError


def therapist_home(person_id: UUID, session_key: str) -> TherapistHome:
    """Return the therapist's first screen over all circles in which they are the therapist."""
    raise NotImplementedError


def together_home(visit: Visit) -> TogetherHome:
    """Return the screen for a child and an adult together; `allowed` is False from 13 on."""
    raise NotImplementedError
