"""What each role finds on its first screen; leaves the drawing to the faces."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from lamplit.actions import clock, duty, rota_reading
from lamplit.actions.audiences import TOGETHER_UNTIL, may_write_together, who_will_see
from lamplit.actions.balance import asks_for_good
from lamplit.actions.cards import EntryCard
from lamplit.actions.doors import circles_of, enter
from lamplit.actions.drafts import unfinished_text
from lamplit.actions.given import Given, given_among, given_to
from lamplit.actions.looks import Look, card, cards
from lamplit.actions.parts import WeatherChoice, weathers
from lamplit.actions.rota_reading import ToRead
from lamplit.actions.wording import day_text, greeting, joined, role_label
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import MemberState, Role
from lamplit.engines.kernel.days import weekday_and_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.visibility import Level
from lamplit.vault import audit, entries
from lamplit.vault.doorway import Visit

__all__ = [
    "CarerHome",
    "ShownThing",
    "TherapistCircle",
    "TherapistHome",
    "TogetherHome",
    "WeatherChoice",
    "YoungHome",
    "carer_home",
    "therapist_home",
    "together_home",
    "young_home",
]

LATEST = 5
LOOKED_AT = 50  # entries a first screen looks through
MOST_SHOWN = 5
MOST_GIVEN = 3
WEEK = timedelta(days=6)
NOTHING_TODAY = say("Nothing noted today. That can be a good sign.")


@dataclass(frozen=True, slots=True)
class CarerHome:
    """Now: one greeting, the latest entries they may read, and a calm line for an empty day.

    `asks_for_good` is True after two hard moments in a row, for somebody on duty who has not asked not to be asked.
    `unfinished` says when words not saved yet were last kept, or nothing. `duty_text` speaks of a respite carer's days;
    whose days are over `may_write` about them still, whose days have not begun may not.
    """

    greeting: str
    circle_name: str
    subject_name: str
    latest: tuple[EntryCard, ...]
    empty_text: str
    unfinished: str
    may_write_together: bool
    duty_text: str = ""
    may_write: bool = True
    on_duty: bool = True
    asks_for_good: bool = False
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownThing:
    """An own entry that somebody was shown: `to_text` reads "Jo Marsh (therapist)", `seen_text` may be empty."""

    entry: UUID
    summary: str
    day_text: str
    to_text: str
    seen_text: str


@dataclass(frozen=True, slots=True)
class YoungHome:
    """Mine: the weather of today if there is one, when unfinished words were kept, and what is shown to whom."""

    greeting: str
    weathers: tuple[WeatherChoice, ...]
    weather_today: EntryCard | None
    who_sees: str
    unfinished: str
    shown: tuple[ShownThing, ...]
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class TherapistCircle:
    """One circle on Today: `shown_text` says what there is to read of this week, and nothing of what there is not."""

    id: UUID
    name: str
    subject_name: str
    age_text: str
    shown_text: str
    latest: tuple[EntryCard, ...]
    may_be_together: bool = False
    waiting: tuple[ToRead, ...] = ()


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
    look = Look.of(visit)
    found = entries.page(visit.viewer, None, LATEST, look.now).items
    latest = cards(found, look)
    return CarerHome(
        greeting=greeting(look.now.astimezone(look.zone).hour if hour is None else hour),
        circle_name=visit.circle_name,
        subject_name=visit.subject_name,
        latest=latest,
        empty_text="" if not duty.is_on(visit) or any(each.day == look.today for each in latest) else NOTHING_TODAY,
        unfinished=unfinished_text(visit),
        may_write_together=may_write_together(visit),
        duty_text=duty.home_text(visit),
        may_write=duty.may_write_of_own_days(visit),
        on_duty=duty.is_on(visit),
        asks_for_good=duty.is_on(visit) and asks_for_good(visit, found),
        given=_to_try(given_to(visit)),
    )


def young_home(visit: Visit) -> YoungHome:
    """Return the young person's first screen."""
    look = Look.of(visit)
    found = entries.page(visit.viewer, None, LOOKED_AT, look.now).items
    own = [each for each in found if each.own]
    weather = next((each for each in own if each.kind == "check_in" and each.day == look.today), None)
    return YoungHome(
        greeting=say("Hey. What\u2019s it like right now?"),
        weathers=weathers(),
        weather_today=card(weather, look) if weather else None,
        who_sees=_sentence(visit, together=False),
        unfinished=unfinished_text(visit),
        shown=tuple(_shown(each, look) for each in own if each.shown_to)[:MOST_SHOWN],
        given=_to_try(given_among(visit, found)),
    )


def _to_try(given: Iterable[Given]) -> tuple[Given, ...]:
    """Return what somebody was given and has not done yet, the latest few."""
    return tuple(each for each in given if each.open)[:MOST_GIVEN]


def _shown(opened: entries.Opened, look: Look) -> ShownThing:
    members = [each for each in look.members() if each.membership in opened.shown_to]
    reads = audit.reads_of(look.visit.viewer, opened.id)
    return ShownThing(
        entry=opened.id,
        summary=card(opened, look).summary,
        day_text=look.day(opened.day),
        to_text=joined(
            [say("{name} ({role})", name=each.name, role=role_label(each.role).lower()) for each in members]
        ),
        seen_text=say("Seen {day}", day=day_text(reads[0].at.astimezone(look.zone).date(), look.today))
        if reads
        else "",
    )


def therapist_home(person_id: UUID, session_key: str) -> TherapistHome:
    """Return the therapist's first screen over all circles in which they are the therapist."""
    mine = [
        each for each in circles_of(person_id) if each.role is Role.THERAPIST and each.state is MemberState.CONFIRMED
    ]
    visits = [visit for each in mine if (visit := enter(session_key, each.id)) is not None]
    today = clock.today()
    return TherapistHome(
        day_text=weekday_and_day(today),
        circles=tuple(_therapist_circle(visit) for visit in visits if visit.viewer.role is Role.THERAPIST),
    )


def _therapist_circle(visit: Visit) -> TherapistCircle:
    look, waiting = Look.of(visit), rota_reading.waiting(visit)
    found = entries.page(visit.viewer, None, LOOKED_AT, look.now).items
    week = [each for each in found if not each.own and each.level is Level.FULL and each.day >= look.today - WEEK]
    age = visit.subject_age
    return TherapistCircle(
        id=visit.viewer.circle or visit.viewer.person,
        name=visit.circle_name,
        subject_name=visit.subject_name,
        age_text="" if age is None else str(age),
        shown_text=_to_read(visit.subject_name, week),
        latest=_to_read_first(cards([each for each in week if each.id not in {one.card.id for one in waiting}], look)),
        may_be_together=may_write_together(visit),
        waiting=waiting,
    )


def _to_read_first(week: tuple[EntryCard, ...]) -> tuple[EntryCard, ...]:
    """Return every entry marked "please read", then the newest others up to three lines."""
    marked = tuple(each for each in week if each.please_read)
    others = [each for each in week if not each.please_read]
    return (*marked, *others[: max(0, 3 - len(marked))])


def _to_read(name: str, week: Iterable[entries.Opened]) -> str:
    roles = [each.author_role for each in week]
    theirs = roles.count(Role.SUBJECT)
    home = len(roles) - theirs
    said = []
    if theirs:
        said.append(say("{count} from {name}", count=theirs, name=name))
    if home:
        said.append(say("{count} from home", count=home))
    return (
        say("From this week, to read: {what}.", what=joined(said)) if said else say("Nothing to read from this week.")
    )


def together_home(visit: Visit) -> TogetherHome:
    """Return the screen for a child and an adult together; `allowed` is False from 13 on."""
    allowed = may_write_together(visit)
    return TogetherHome(
        subject_name=visit.subject_name,
        greeting=say("How is your weather?"),
        weathers=weathers() if allowed else (),
        who_sees=_sentence(visit, together=True) if allowed else "",
        allowed=allowed,
        refusal="" if allowed else _no_together(visit),
    )


def _no_together(visit: Visit) -> str:
    if not duty.is_on(visit) and visit.subject_age is not None and visit.subject_age < TOGETHER_UNTIL:
        return say("This screen is for your days on duty.")
    return say("Writing together is for children under 13. They can write alone.")


def _sentence(visit: Visit, *, together: bool) -> str:
    try:
        return who_will_see(visit, "check_in", together=together)
    except Refused:
        return ""
