"""Changing who sees an own entry after it was written; leaves the first choice to `audiences`, one person to `sharing`.

What stands may always be narrowed. It is widened only by a choice made now, and only to roles that the entry could be
opened to on the day it was written: its stamp remembers them, so no birthday in between opens anything.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.core import signing

from lamplit.actions import clock
from lamplit.actions.audiences import (
    Audience,
    AudienceChoice,
    default_stamp,
    members_here,
    named_members,
    never_for,
    person_choice,
    read_asked,
    role_words,
)
from lamplit.actions.wording import PAUSED_SHARING
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS, NO_BEARING, Bearing
from lamplit.engines.records.policy import may_choose, who_sees
from lamplit.engines.records.stamp import Stamp, bits, roles
from lamplit.engines.records.visibility import Facts
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

_SALT = "lamplit.audience"


def choices_again(visit: Visit, kind: str, entry_id: UUID) -> tuple[AudienceChoice, ...]:
    """Return what the author of an entry may tick now, ticked as it stands; empty for anybody else."""
    facts = entries.standing(visit.viewer, entry_id)
    return _choices(visit, kind, facts) if facts else ()


def who_would_see(
    visit: Visit, kind: str, entry_id: UUID, asked: Sequence[str] | None, bearing: Bearing = NO_BEARING
) -> str | None:
    """Return the sentence for an own entry if it were saved with `asked`; None when there is none; raises Refused."""
    facts = entries.standing(visit.viewer, entry_id)
    if facts is None:
        return None
    audience = settle_again(visit, kind, facts, asked, bearing)
    return _sentence(visit, replace(facts, stamp=audience.stamp, shown_to=audience.show_to))


def settle_again(
    visit: Visit, kind: str, facts: Facts, asked: Sequence[str] | None, bearing: Bearing = NO_BEARING
) -> Audience:
    """Return the audience of an entry that stands as `facts` say; raises Refused for one that cannot be.

    None, or the very ticks that stand, leave everything as it is. A role that was not inside comes in only if the
    entry could be opened to it when written and the policy still lets it be. What the words say now that bears on who
    sees them (`bearing`) is followed, but never opens what its author has closed.
    """
    if asked is None or set(asked) - {"me"} == _ticked(visit, kind, facts):
        return Audience(_bearing_on(visit, kind, facts.stamp, facts.stamp, bearing), facts.shown_to, ())
    chosen, named = read_asked(asked)
    stamp = _bearing_on(visit, kind, facts.stamp, _stamp_again(visit, kind, facts.stamp, chosen), bearing)
    return Audience(stamp, frozenset(each.membership for each in named_members(visit, named, stamp)), ())


def as_it_stands(visit: Visit, entry_id: UUID) -> str:
    """Return who sees an own entry now as one signed text, by which `open_again` finds the way back; or nothing."""
    facts = entries.standing(visit.viewer, entry_id)
    if facts is None or facts.together_with is not None or _is_private(facts):
        return ""
    stamp = facts.stamp
    numbers = [bits(each) for each in (stamp.readers, stamp.hints, stamp.duty_readers, stamp.showable, stamp.later)]
    members = [each.hex for each in sorted(facts.shown_to)]
    opens_on = stamp.opens_on.isoformat() if stamp.opens_on else None
    return signing.Signer(salt=_SALT).sign_object([entry_id.hex, numbers, opens_on, members], compress=True)


def only_me(visit: Visit, entry_id: UUID) -> bool:
    """Close an own entry to everybody else at once; False when there is none, or a grown-up made it too."""
    facts = entries.standing(visit.viewer, entry_id)
    if facts is None or facts.together_with is not None:
        return False
    after = replace(facts, stamp=facts.stamp.private(), shown_to=frozenset())
    return _is_private(facts) or entries.restamp(visit.viewer, entry_id, facts, after, None, clock.now())


def open_again(visit: Visit, entry_id: UUID, before: str) -> bool:
    """Let those see an entry again who saw it before `only_me`; False when it has changed since."""
    facts, stood = entries.standing(visit.viewer, entry_id), _read_back(before, entry_id)
    if facts is None or stood is None:
        return False
    stamp, members = stood
    if facts.stamp == stamp:
        return True
    if facts.stamp != stamp.private() or facts.shown_to:
        return False
    here = frozenset(each.membership for each in members_here(visit) if each.role in stamp.showable)
    after = replace(facts, stamp=stamp, shown_to=members & here)
    return entries.restamp(visit.viewer, entry_id, facts, after, _hint(visit, entry_id, stamp), clock.now())


def _choices(visit: Visit, kind: str, facts: Facts) -> tuple[AudienceChoice, ...]:
    others = [each for each in members_here(visit) if each.membership != visit.viewer.membership]
    stamp = facts.stamp.on(clock.today())
    inside = stamp.readers | stamp.duty_readers
    usual = _usual(visit, kind)
    offered = inside | ((usual.readers | usual.duty_readers) & may_choose(facts.stamp))
    by_name = may_choose(facts.stamp) - offered
    return (
        *(
            AudienceChoice(f"role:{role}", role_words(role, others, visit), role in inside)
            for role in Role
            if role in offered
        ),
        *(
            person_choice(each, chosen=each.membership in facts.shown_to)
            for each in others
            if each.role in by_name or each.membership in facts.shown_to
        ),
    )


def _ticked(visit: Visit, kind: str, facts: Facts) -> set[str]:
    return {choice.value for choice in _choices(visit, kind, facts) if choice.chosen}


def _usual(visit: Visit, kind: str, bearing: Bearing = NO_BEARING) -> Stamp:
    """Return what the policy says today; nobody when this author may not write this kind any more."""
    try:
        return default_stamp(visit, kind, bearing=bearing)
    except Refused:
        return Stamp()


def _stamp_again(visit: Visit, kind: str, stood: Stamp, chosen: frozenset[Role]) -> Stamp:
    """Return the stamp for the chosen roles: those inside stay as they were, others only within both policies.

    Who waits for a day goes on waiting for it, unless nobody is chosen at all.
    """
    stood = stood.on(clock.today())
    usual, could = _usual(visit, kind), may_choose(stood)
    added = chosen - stood.readers - stood.duty_readers
    beyond = added - (could & may_choose(usual))
    if beyond:
        raise never_for(min(beyond, key=str))
    waiting = stood.later - chosen if chosen else frozenset()
    return Stamp(
        readers=(chosen & stood.readers) | (added - usual.duty_readers),
        duty_readers=(chosen & stood.duty_readers) | (added & usual.duty_readers),
        showable=could,
        later=waiting,
        opens_on=stood.opens_on if waiting else None,
    )


def _bearing_on(visit: Visit, kind: str, stood: Stamp, stamp: Stamp, bearing: Bearing) -> Stamp:
    """Return a stamp with what the words say now: another day to wait for, or who learns that it is there.

    An entry that nobody else reads stays so; one whose hints its author has taken away gets none back.
    """
    if not KINDS[kind].bears_on or not (stamp.readers or stamp.duty_readers):
        return stamp
    plain, usual = _usual(visit, kind), _usual(visit, kind, bearing)
    hints = usual.hints if plain.hints <= stamp.hints else stamp.hints & usual.hints
    if bearing.until == stood.opens_on:
        return replace(stamp, hints=hints)
    later = usual.later - stamp.readers
    return replace(stamp, hints=hints, later=later, opens_on=bearing.until if later else None)


def _sentence(visit: Visit, facts: Facts) -> str:
    if visit.sharing_paused:
        return PAUSED_SHARING
    members, stamp = members_here(visit), facts.stamp.on(clock.today())
    adult = next((each for each in members if each.person == facts.together_with), None)
    said = facts.together_with is None or (adult is not None and adult.role in stamp.readers)
    return who_sees(
        stamp,
        author_role=visit.viewer.role or Role.SUBJECT,
        together_name=None if said else adult.name if adult else say("a grown-up"),
        shown_names=[each.name for each in members if each.membership in facts.shown_to],
        present=visit.present,
    )


def _is_private(facts: Facts) -> bool:
    return facts.stamp == facts.stamp.private() and not facts.shown_to


def _read_back(text: str, entry_id: UUID) -> tuple[Stamp, frozenset[UUID]] | None:
    """Return the stamp and the memberships inside a signed text; None for one that is not ours or of another entry."""
    try:
        entry, numbers, opens_on, members = signing.Signer(salt=_SALT).unsign_object(text)
    except signing.BadSignature:
        return None
    readers, hints, duty_readers, showable, later = (roles(number) for number in numbers)
    day = date.fromisoformat(opens_on) if opens_on else None
    stamp = Stamp(readers, hints, duty_readers, showable, later, day)
    return (stamp, frozenset(UUID(each) for each in members)) if entry == entry_id.hex else None


def _hint(visit: Visit, entry_id: UUID, stamp: Stamp) -> dict[str, object] | None:
    """Return what roles with a hint learn of an entry; only then are its words opened for it."""
    if not stamp.hints:
        return None
    opened = entries.read(visit.viewer, entry_id, clock.now())
    return dict(KINDS[opened.kind].hint(opened.body)) if opened and opened.body is not None else None
