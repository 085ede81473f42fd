"""One task agreed in a session, worded for each: written once, sent and taken back in one act; `agreed` is the rest.

Each wording is an entry of its own, shown by name, so that nobody opens another's. School has its wording and no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from lamplit.actions import clock
from lamplit.actions.audiences import default_stamp, members_here, who_will_see
from lamplit.actions.entries import delete_entry, restore_entry, write_entry
from lamplit.actions.given import KIND, LOOKED_AT
from lamplit.actions.members import Member
from lamplit.actions.tallies import tally
from lamplit.actions.wording import day_text, role_label
from lamplit.actions.writing import Refused, Writing
from lamplit.engines.kernel import CARER_ROLES, AgeBand, Role, age_band
from lamplit.engines.kernel.saying import say, with_commas
from lamplit.engines.practice.skill_cards import CARER, TEACHER, skill_cards
from lamplit.engines.records.kinds import KINDS, Problem
from lamplit.engines.records.kinds.assignment import SCHOOL_LIMIT, Assignment
from lamplit.engines.records.kinds.tried import TRIED, Tried
from lamplit.engines.records.school_words import clinical_words
from lamplit.vault import entries, store
from lamplit.vault.doorway import Visit

CHILD, AT_HOME, AT_SCHOOL = "child", "carer", "school"  # the three wordings
SIDES = (CHILD, AT_HOME, AT_SCHOOL)
SELF_FROM = 13  # years: from this birthday on it is the young person who says yes to school
_YES = {"subject", "carer"}


@dataclass(frozen=True, slots=True)
class Wordings:
    """What a therapist filled in: a wording for each side, for whom (memberships), when, and who said yes to school."""

    id: UUID
    words: Mapping[str, str]
    to: frozenset[UUID] = frozenset()
    when: str = ""
    said_yes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one side will see: who they are, their words, what they read of school's words, and the rule's sentence."""

    side: str
    to_text: str
    words: str
    who_sees: str
    school: str = ""


@dataclass(frozen=True, slots=True)
class Bridged:
    """One agreed task as its writer sees it: each side's words, to whom, and what came back, counted apart."""

    id: UUID
    day_text: str
    sides: tuple[tuple[str, str, str, str], ...]


@dataclass(slots=True)
class _Side:
    label: str
    members: list[Member] = field(default_factory=list)


def offered(visit: Visit) -> tuple[tuple[UUID, str, str], ...]:
    """Return who can have a wording: membership, side, and what to call them; the young person first."""
    showable = default_stamp(visit, KIND).showable
    found = ((each, side_of(each.role)) for each in members_here(visit) if each.role in showable)
    there = [(each, side) for each, side in found if side]
    there.sort(key=lambda pair: SIDES.index(pair[1]))
    return tuple((each.membership, side, _called(each)) for each, side in there)


def side_of(role: Role) -> str:
    """Return which wording is for this role; nothing for roles that get none."""
    return {Role.SUBJECT: CHILD, Role.TEACHER: AT_SCHOOL}.get(role, AT_HOME if role in CARER_ROLES else "")


def starts(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return the skills to begin from: short name and what each is called."""
    return tuple((card.code, card.title) for card in skill_cards().values())


def start_from(visit: Visit, code: str) -> Mapping[str, str]:
    """Return the three wordings of a skill, the child's at their own age; nothing for one there is none of."""
    card = skill_cards().get(code)
    if card is None:
        return {}
    band = AgeBand.ADULT if visit.subject_age is None else age_band(visit.subject_age)
    child, carer, teacher = card.for_child(band), card.versions[CARER], card.versions[TEACHER]
    return {CHILD: child.task, AT_HOME: carer.task, AT_SCHOOL: teacher.task}


def look(visit: Visit, wordings: Wordings) -> tuple[Seen, ...]:
    """Return exactly what each side will see; raises Refused with every problem."""
    chosen = _checked(visit, wordings)
    school = wordings.words.get(AT_SCHOOL, "") if AT_SCHOOL in chosen else ""
    return tuple(
        Seen(
            side,
            with_commas([_called(each) for each in members]),
            wordings.words[side],
            who_will_see(visit, KIND, _audience(members)),
            school if side != AT_SCHOOL else "",
        )
        for side, members in chosen.items()
    )


def send(visit: Visit, wordings: Wordings) -> None:
    """Keep every wording, or none of them; raises Refused or Clash. Sending the same again keeps one of each."""
    chosen = _checked(visit, wordings)
    with store.write_transaction():
        for side, members in chosen.items():
            body = _body(wordings, side, school=AT_SCHOOL in chosen)
            write_entry(visit, Writing(uuid5(wordings.id, side), KIND, body, audience=_audience(members)))


def _body(wordings: Wordings, side: str, *, school: bool) -> dict[str, object]:
    """Return one wording; school's holds its words and nothing else."""
    body: dict[str, object] = {"task": wordings.words[side]}
    if side == AT_SCHOOL:
        return body
    body |= {"agreed": str(wordings.id)} | ({"when": wordings.when} if wordings.when else {})
    return body | ({"school": wordings.words[AT_SCHOOL], "said_yes": list(wordings.said_yes)} if school else {})


def take_back(visit: Visit, agreed: UUID) -> bool:
    """Take a task back from everybody, from their next request on; False when there is none of this visitor's."""
    with store.write_transaction():
        gone = [delete_entry(visit, uuid5(agreed, side)) for side in SIDES]
    return any(gone)


def bring_back(visit: Visit, agreed: UUID) -> bool:
    """Give a task that was taken back to everybody who had it; False when there is none."""
    with store.write_transaction():
        there = [restore_entry(visit, uuid5(agreed, side)) for side in SIDES]
    return any(there)


def watched(visit: Visit) -> tuple[Bridged, ...]:
    """Return the tasks this therapist wrote, the latest first, each with what came back from every side."""
    found = entries.of_kinds(visit.viewer, frozenset({KIND, TRIED.code}), LOOKED_AT, clock.now())
    mine = {each.id: each for each in found if each.kind == KIND and each.own and each.body is not None}
    told = [Tried.of(each.body) for each in found if each.kind == TRIED.code and each.body is not None]
    names = {each.membership: _called(each) for each in members_here(visit)}
    agreed = dict.fromkeys(Assignment.of(each.body or {}).agreed for each in mine.values())
    return tuple(_bridged(visit, UUID(one), mine, told, names) for one in agreed if one)


def wordings_among(found: Iterable[entries.Opened]) -> frozenset[UUID]:
    """Return the ids of every wording of the agreed tasks among some opened entries."""
    bodies = (Assignment.of(each.body) for each in found if each.kind == KIND and each.own and each.body is not None)
    agreed = {UUID(each.agreed) for each in bodies if each.agreed}
    return frozenset(uuid5(one, side) for one in agreed for side in SIDES)


def _bridged(
    visit: Visit, agreed: UUID, mine: Mapping[UUID, entries.Opened], told: Iterable[Tried], names: Mapping[UUID, str]
) -> Bridged:
    told = list(told)
    there = [(side, mine[uuid5(agreed, side)]) for side in SIDES if uuid5(agreed, side) in mine]
    return Bridged(
        agreed,
        day_text(there[0][1].day, visit.viewer.today or clock.today()),
        tuple(
            (
                side,
                with_commas(sorted(names[one] for one in each.shown_to if one in names)),
                Assignment.of(each.body or {}).task,
                tally(one.how for one in told if one.given == str(each.id)),
            )
            for side, each in there
        ),
    )


def whens() -> tuple[tuple[str, str], ...]:
    """Return when a task may be for, as picks."""
    return tuple((each.value, each.label) for each in KINDS[KIND].words.fields["when"].choices)


def yeses(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return who can say yes to school, as picks; from 13 on it is the young person's to say."""
    picks = {each.value: each.label for each in KINDS[KIND].words.fields["said_yes"].choices}
    subject = visit.subject_name or picks["subject"]
    return (("subject", subject),) if _says_for_self(visit) else (("subject", subject), ("carer", picks["carer"]))


def _says_for_self(visit: Visit) -> bool:
    return visit.subject_age is None or visit.subject_age >= SELF_FROM


def _checked(visit: Visit, wordings: Wordings) -> dict[str, list[Member]]:
    """Return who gets which wording; raises Refused with everything that stands in the way."""
    sides = {membership: side for membership, side, _ in offered(visit)}
    if not wordings.to or not wordings.to <= sides.keys():
        raise Refused([Problem("to", "missing", say("Choose who it is for."))])
    chosen: dict[str, list[Member]] = {side: [] for side in SIDES if side in {sides[one] for one in wordings.to}}
    for each in members_here(visit):
        if each.membership in wordings.to:
            chosen[sides[each.membership]].append(each)
    problems = [*_words_missing(wordings, chosen), *(_school_problems(visit, wordings) if AT_SCHOOL in chosen else ())]
    if set(chosen) == {AT_SCHOOL}:
        problems.append(Problem("to", "alone", say("School is never asked alone. Choose somebody at home too.")))
    if problems:
        raise Refused(problems)
    return chosen


def _words_missing(wordings: Wordings, chosen: Iterable[str]) -> list[Problem]:
    message = say("Write what they read, or take them off the list.")
    return [Problem(side, "missing", message) for side in chosen if not wordings.words.get(side, "").strip()]


def _school_problems(visit: Visit, wordings: Wordings) -> Iterable[Problem]:
    """Hold school's wording against the list of its page, and ask for the yes of whose it is to give."""
    words = wordings.words.get(AT_SCHOOL, "")
    if found := clinical_words(words):
        text = say("School reads this line. Say it without: {words}.", words=with_commas(found))
        yield Problem(AT_SCHOOL, "not_for_school", text)
    if len(words) > SCHOOL_LIMIT:
        yield Problem(
            AT_SCHOOL, "too_long", say("School reads one line. Keep it to {most} letters.", most=SCHOOL_LIMIT)
        )
    needed = "subject" if _says_for_self(visit) else "carer"
    if needed not in wordings.said_yes or not set(wordings.said_yes) <= _YES:
        who = visit.subject_name if needed == "subject" and visit.subject_name else role_label(Role(needed)).lower()
        text = say("School reads this only after a yes from: {who}. Tick it when you have it.", who=who)
        yield Problem("said_yes", "missing", text)


def _audience(members: Iterable[Member]) -> list[str]:
    return [f"member:{each.membership}" for each in members]


def _called(member: Member) -> str:
    return say("{name} ({role})", name=member.name, role=role_label(member.role).lower())
