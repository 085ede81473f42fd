"""Who is told of a concern, and who never learns of it; leaves keeping it to `entries`, ways outside to pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lamplit.actions import clock
from lamplit.actions.audiences import Audience, default_stamp, members_here
from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, card
from lamplit.actions.members import Member
from lamplit.actions.wording import joined, role_label
from lamplit.actions.writing import Writing, refuse
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.people.models import Person
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

KIND = "concern"
OPERATOR = "operator"
WRITERS = frozenset({Role.CARER, Role.OTHER_CARER, Role.THERAPIST, Role.SCHOOL_LEAD, Role.SOCIAL_WORKER})
THE_OPERATOR = say("The person who runs this Lamplit")


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody who can be left out: `value` goes back as it is. The page ticks nobody."""

    value: str
    name: str
    role_label: str


def may_record(visit: Visit) -> bool:
    """Tell whether this visitor writes concerns here."""
    return visit.viewer.role in WRITERS and not visit.together


def everybody(visit: Visit) -> tuple[Somebody, ...]:
    """Return every other member and the person who runs the house, to be left out of a concern."""
    others = [each for each in members_here(visit) if each.membership != visit.viewer.membership]
    named = [Somebody(str(each.membership), each.name, role_label(each.role)) for each in others]
    return (*named, Somebody(OPERATOR, THE_OPERATOR, ""))


def settle(visit: Visit, writing: Writing) -> tuple[Writing, tuple[Member, ...] | None]:
    """Return a concern with the names of those left out, and who is told of it; other kinds as they are, and None.

    Raises Refused when an audience was asked for: who is told follows from who is left out, and from nothing else.
    """
    if writing.kind != KIND:
        return writing, None
    if writing.audience is not None:
        raise refuse("audience", "not_allowed", say("Who is told of a concern follows from who is left out of it."))
    said = writing.fields.get("excluded")
    left_out = [each for each in said if isinstance(each, str)] if isinstance(said, list | tuple) else []
    fields = {**writing.fields, "excluded": _names(visit, left_out)} if left_out else writing.fields
    return replace(writing, fields=fields), told_of(visit, left_out)


def audience(visit: Visit, told: tuple[Member, ...]) -> Audience:
    """Return the audience of a concern: those who are told, and nobody else now or later when nobody is.

    Raises Refused when this visitor may not write one.
    """
    stamp = default_stamp(visit, KIND)
    closed = stamp if told else replace(stamp, showable=frozenset())
    return Audience(closed, frozenset(each.membership for each in told), tuple(each.name for each in told))


def told_of(visit: Visit, left_out: Iterable[str]) -> tuple[Member, ...]:
    """Return the safeguarding leads who are told, none of them where one of those left out could learn through them."""
    out, here = set(left_out), members_here(visit)
    if OPERATOR in out or out & {str(each.membership) for each in _close(here)}:
        return ()
    return tuple(each for each in here if each.role is Role.SCHOOL_LEAD and each.membership != visit.viewer.membership)


def who_sees_line(visit: Visit) -> str:
    """Return the sentence beside Save; it is true whoever is ticked. Raises Refused for who may not write one."""
    default_stamp(visit, KIND)
    told = told_of(visit, ())
    if not told or visit.sharing_paused:
        return say("Only you. Nobody in this circle is told.")
    close = joined([each.name for each in _close(members_here(visit)) if each.membership != visit.viewer.membership])
    return say(
        "You and {lead}. Only you, if you tick {close} or the person who runs this Lamplit.",
        lead=joined([each.name for each in told]),
        close=close,
    )


def concerns(visit: Visit) -> tuple[EntryCard, ...]:
    """Return every concern this visitor wrote or was told of, the oldest first."""
    look = Look.of(visit)
    kept = entries.of_kinds(visit.viewer, frozenset({KIND}), None, clock.now())
    found = [card(each, look) for each in reversed(kept)]
    return tuple(sorted(found, key=lambda each: each.iso))


def _close(here: Iterable[Member]) -> list[Member]:
    """Return the members through whom somebody left out could learn: with one of them left out, nobody is told."""
    running = set(Person.objects.filter(is_operator=True).values_list("id", flat=True))
    return [each for each in here if each.role in (Role.SCHOOL_LEAD, Role.CARER) or each.person in running]


def _names(visit: Visit, left_out: Sequence[str]) -> list[str]:
    """Return those left out by name: ids of members become their names, other words stay as they were typed."""
    known = {each.value: each.name for each in everybody(visit)}
    return [str(known.get(each, each)) for each in left_out]
