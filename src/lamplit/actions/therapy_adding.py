"""Adding a session: what is asked before a transcript is kept; leaves reading it to `therapy_reading`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from lamplit.actions import clock
from lamplit.actions.audiences import policy_of
from lamplit.actions.members import confirmed_members
from lamplit.actions.therapy_reading import TranscriptError, masked_turns, read_words
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import Problem
from lamplit.engines.records.policy import may_write
from lamplit.vault import therapy
from lamplit.vault.doorway import Visit

KEPT_DAYS = 30
MOST_DAYS = 90
CONSENT_ALONE_FROM = 13  # years: from then on only the young person's own yes counts
PURPOSES: Mapping[str, str] = {
    "supervision": say("To talk it over in supervision"),
    "learning": say("To learn from my own work"),
    "together": say("To look back on it with them"),
}
_THEY = say("They agreed to the recording, and to it being read here")
_CARER = say("Their carer agreed for them, and they were told")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody filled in beside a transcript, as it was typed."""

    raw: bytes
    on: str
    agreed: str
    agreed_on: str
    purpose: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class Days:
    """The days a form begins with, and between which days the words may end."""

    today: date
    ends_on: date
    last: date


def days() -> Days:
    """Return today, the usual day on which the words end, and the latest there may be."""
    today = clock.today()
    return Days(today, today + timedelta(days=KEPT_DAYS), today + timedelta(days=MOST_DAYS))


def who_may_agree(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return whose yes counts at this age, with the words that stand beside it."""
    young = visit.subject_age is not None and visit.subject_age < CONSENT_ALONE_FROM
    return (("they", _THEY), ("carer", _CARER)) if young else (("they", _THEY),)


def add_session(visit: Visit, asked: Asked) -> tuple[UUID, bool]:
    """Keep a session; return its id, and whether it is new or an earlier one of the same transcript. Raises Refused.

    Nothing is kept without a consent on record. What tells who somebody is goes before anything is kept.
    """
    settled, problems = _settled(visit, asked)
    turns: list[list[str]] = []
    try:
        turns = masked_turns(asked.raw, names_here(visit))
    except TranscriptError as error:
        problems.insert(0, Problem("words", "no_transcript", str(error)))
    if problems:
        raise Refused(problems)
    words, counts = read_words(turns, {})
    facts = {**settled, "told": {}, "wrong": [], "offers": {}, "counts": counts}
    new = therapy.NewSession(uuid4(), date.fromisoformat(settled["ends_on"]), facts, words, _said(turns))
    kept = therapy.add(visit.viewer, new, clock.now())
    return kept, kept == new.id


def names_here(visit: Visit) -> tuple[str, ...]:
    """Return the names that are known in this circle, so that they are found wherever they stand."""
    circle = visit.viewer.circle
    members = confirmed_members(circle, clock.now(), clock.today()) if circle else ()
    return tuple(dict.fromkeys(name for name in (visit.subject_name, *(each.name for each in members)) if name))


def day_typed(text: str) -> date | None:
    """Return a day as a form sends it, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _settled(visit: Visit, asked: Asked) -> tuple[dict[str, str], list[Problem]]:
    """Return what is kept beside the words, and what stands in the way."""
    span, problems = days(), []
    on, agreed_on, ends_on = (day_typed(text) for text in (asked.on, asked.agreed_on, asked.ends_on))
    if on is None or on > span.today:
        problems.append(Problem("on", "day", say("Pick the day you met. It cannot be a day to come.")))
    if asked.agreed not in dict(who_may_agree(visit)) or not _may_be_kept(visit):
        problems.append(Problem("agreed", "consent", say("Say who agreed. Without a yes on record nothing is kept.")))
    if agreed_on is None or agreed_on > span.today:
        problems.append(Problem("agreed_on", "day", say("Pick the day they agreed.")))
    if asked.purpose not in PURPOSES:
        problems.append(Problem("purpose", "choose", say("Say what it is for.")))
    if ends_on is None or not span.today < ends_on <= span.last:
        text = say("Pick a day after today, {days} days from now at most.", days=MOST_DAYS)
        problems.append(Problem("ends_on", "day", text))
    known = {"on": on, "agreed_on": agreed_on, "ends_on": ends_on}
    facts = {name: day.isoformat() for name, day in known.items() if day}
    return {**facts, "agreed": asked.agreed, "purpose": asked.purpose}, problems


def _may_be_kept(visit: Visit) -> bool:
    """Ask the policy whether a therapist may keep this, now that it was agreed to."""
    age = visit.subject_age
    return may_write(policy_of(visit), "transcript", Role.THERAPIST, age, recording_agreed=True)


def _said(turns: list[list[str]]) -> bytes:
    """Return what tells one transcript from another."""
    return "\x1e".join("\x1f".join(turn) for turn in turns).encode()
