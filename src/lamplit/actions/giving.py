"""A therapist gives somebody something to try, and sees whether it was opened and done; leaves the doing to `given`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.agreeing import wordings_among
from lamplit.actions.audiences import audience_choices, members_here, who_will_see
from lamplit.actions.circles import circle_of
from lamplit.actions.doors import Visit
from lamplit.actions.entries import write_entry
from lamplit.actions.given import BOTH, HOW_FAR, KIND, LOOKED_AT, Reached, reached_in, title_of
from lamplit.actions.practice import KNOWN
from lamplit.actions.practice_library import at_hand
from lamplit.actions.wording import day_text
from lamplit.actions.writing import Writing, Written, refuse
from lamplit.engines.kernel import CARER_ROLES, AgeBand, Role, age_band
from lamplit.engines.kernel.saying import say, with_commas
from lamplit.engines.practice.model import Inward, Label, Practice, Variant
from lamplit.engines.practice.offering import needs_switching_on
from lamplit.engines.practice.paths import Path, paths
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.assignment import Assignment
from lamplit.people.models import Circle
from lamplit.vault import audit, entries, profiles, store

STATES = {"": say("not opened"), "opened": say("opened"), "done": say("done")}


@dataclass(frozen=True, slots=True)
class Gift:
    """What a therapist may give here: a practice, or a path of several, as the one it is for would meet it.

    `opening` says that it is shut at the young person's age until the therapist opens it; `rests` that it rests because
    somebody lives with danger now.
    """

    code: str
    title: str
    purpose: str
    minutes: int
    slugs: tuple[str, ...]
    variants: tuple[Variant, ...]
    practice: Practice | None = None
    opening: bool = False
    rests: bool = False

    @property
    def known_text(self) -> str:
        """How well it is known to help, in words; a path says what its least known step is."""
        labels = [at_hand().practices[slug].evidence.label for slug in self.slugs]
        return KNOWN[max(labels, key=list(Label).index)]

    @property
    def theirs(self) -> bool:
        """Whether this house added it; a path comes with Lamplit."""
        return self.practice is not None and self.practice.theirs

    @property
    def steps(self) -> tuple[str, ...]:
        """Return what the steps of a path are called; nothing for one practice."""
        names = (at_hand().practices[slug].title for slug in self.slugs)
        return tuple(names) if len(self.slugs) > 1 else ()


@dataclass(frozen=True, slots=True)
class Giving:
    """What a therapist filled in: for whom (memberships), when, why, a note, and whether they open it under 18."""

    id: UUID
    to: frozenset[UUID]
    when: str = ""
    why: str = ""
    note: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing given, as its giver sees it: to whom, when, and how far each practice came; no word written in it."""

    id: UUID
    title: str
    to_text: str
    day_text: str
    why: str
    steps: tuple[tuple[str, str], ...]
    opens: bool = False


def may_give(visit: Visit) -> bool:
    """Return whether this visitor gives things to try: a therapist of the circle."""
    return visit.viewer.role is Role.THERAPIST


def gifts(visit: Visit) -> tuple[Gift, ...]:
    """Return everything that can be given in this circle: paths first, then practices by title."""
    roles = frozenset(each.role for each in members_here(visit)) & (CARER_ROLES | {Role.SUBJECT})
    found = [_of_path(visit, path) for path in paths().values()]
    found += [_of_practice(visit, each) for each in at_hand().offered() if each.roles & roles]
    return tuple(each for each in found if each is not None)


def gift(visit: Visit, code: str) -> Gift | None:
    """Return one of them by the short name of a practice or a path; None when it cannot be given here."""
    if code in paths():
        return _of_path(visit, paths()[code])
    practice = at_hand().practices.get(code)
    return _of_practice(visit, practice) if practice else None


def _band(visit: Visit) -> AgeBand:
    return AgeBand.ADULT if visit.subject_age is None else age_band(visit.subject_age)


def _of_path(visit: Visit, path: Path) -> Gift | None:
    variants = path.variants(_band(visit))
    old_enough = visit.subject_age is None or visit.subject_age >= path.from_age
    if not old_enough or not all(each.offered for each in variants):
        return None
    opening = any(
        needs_switching_on(at_hand().practices[slug], each) for slug, each in zip(path.steps, variants, strict=True)
    )
    rests = visit.danger_now and any(each.inward is Inward.PAST for each in variants)
    minutes = sum(each.minutes for each in variants)
    return Gift(path.code, path.title, path.purpose, minutes, path.steps, variants, opening=opening, rests=rests)


def _of_practice(visit: Visit, practice: Practice) -> Gift | None:
    own = practice.bands[_band(visit)]
    variant = own if own.offered else practice.bands[AgeBand.ADULT]
    if not variant.offered or (not own.offered and not practice.roles & CARER_ROLES):
        return None
    return Gift(
        practice.slug,
        variant.title or practice.title,
        variant.purpose,
        variant.minutes,
        (practice.slug,),
        (variant,),
        practice,
        opening=own.offered and Role.SUBJECT in practice.roles and needs_switching_on(practice, own),
        rests=visit.danger_now and variant.inward is Inward.PAST,
    )


def for_whom(visit: Visit, found: Gift) -> tuple[tuple[UUID, Role, str], ...]:
    """Return who can get this, the young person first: membership, role, and what to call them."""
    shown = _showable(visit)
    members = sorted(members_here(visit), key=lambda each: each.role is not Role.SUBJECT)
    there = [each for each in members if each.membership in shown and _fits(visit, found, each.role)]
    return tuple((each.membership, each.role, shown[each.membership]) for each in there)


def _showable(visit: Visit) -> Mapping[UUID, str]:
    """Return the people whom the rule lets a therapist show what they give, with what to call them."""
    offered = ((each.value.partition(":"), each.label) for each in audience_choices(visit, KIND))
    return {UUID(value): label for (word, _, value), label in offered if word == "member"}


def _fits(visit: Visit, found: Gift, role: Role) -> bool:
    """Say whether somebody of this role meets every practice of it; a path is for the one the circle is about."""
    if role is Role.SUBJECT:
        return all(at_hand().practices[slug].bands[_band(visit)].offered for slug in found.slugs) and _for(found, role)
    return role in CARER_ROLES and found.practice is not None and _for(found, role)


def _for(found: Gift, role: Role) -> bool:
    wanted = Role.CARER if role in CARER_ROLES else role
    return all(wanted in at_hand().practices[slug].roles for slug in found.slugs)


def give(visit: Visit, found: Gift, giving: Giving) -> Written:
    """Keep something given, for exactly the people chosen; raises Refused or Clash like every entry."""
    offered = {membership: role for membership, role, _ in for_whom(visit, found)}
    if not giving.to or not giving.to <= offered.keys():
        raise refuse("to", "missing", say("Choose who it is for."))
    if found.rests:
        raise refuse("to", "rests", say("Looking back rests while somebody lives with danger. Choose something else."))
    under_18 = found.opening and Role.SUBJECT in {offered[each] for each in giving.to}
    if under_18 and not giving.opens:
        raise refuse("opens", "shut", say("This one is shut under 18. Tick that you open it, or choose another."))
    named = {"when": giving.when, "why": giving.why, "note": giving.note, "opens": "yes" if under_18 else ""}
    fields: dict[str, object] = {name: text for name, text in named.items() if text}
    fields |= {"practices": list(found.slugs), "title": found.title}
    return write_entry(visit, Writing(giving.id, KIND, fields, audience=[f"member:{each}" for each in giving.to]))


def who_is_told(visit: Visit, to: Iterable[UUID] = ()) -> str:
    """Return the sentence beside Send."""
    return who_will_see(visit, KIND, [f"member:{each}" for each in to] or None)


def watched(visit: Visit) -> tuple[Watched, ...]:
    """Return what this therapist gave, the latest first, with how far each came; agreed tasks are in `agreeing`."""
    found = entries.of_kinds(visit.viewer, BOTH, LOOKED_AT, clock.now())
    told = [each.body or each.hint or {} for each in found if each.kind == HOW_FAR and not each.own]
    wordings = wordings_among(found)
    names = {each.membership: each.name for each in members_here(visit)}
    return tuple(
        _watched(visit, each, reached_in(told, each.id), [names[one] for one in each.shown_to if one in names])
        for each in found
        if each.kind == KIND and each.own and each.body is not None and each.id not in wordings
    )


def _watched(visit: Visit, each: entries.Opened, reached: Mapping[str, Reached], names: list[str]) -> Watched:
    what = Assignment.of(each.body or {})
    far = {slug: STATES[reached[slug].state if slug in reached else ""] for slug in what.practices}
    return Watched(
        id=each.id,
        title=what.title or what.task,
        to_text=with_commas(sorted(names)),
        day_text=day_text(each.day, visit.viewer.today or clock.today()),
        why=what.why,
        steps=tuple((title_of(slug) if what.path else what.title, far[slug]) for slug in what.practices),
        opens=what.opens,
    )


def whens() -> tuple[tuple[str, str], ...]:
    """Return when something may be for, as picks."""
    return tuple((each.value, each.label) for each in KINDS[KIND].words.fields["when"].choices)


def set_danger_now(visit: Visit, *, on: bool) -> None:
    """Write down whether somebody here lives with danger now; only a therapist may, and it lies sealed."""
    circle, now = circle_of(visit), clock.now()
    if not may_give(visit):
        raise refuse("", "not_yours", say("A therapist of this circle sets this."))
    with store.write_transaction():
        row = Circle.objects.get(pk=circle)
        row.sealed_name = profiles.reseal_circle(circle, bytes(row.sealed_name), danger_now=on)
        row.save(update_fields=["sealed_name"])
        audit.append(visit.viewer.person, circle, "circle.practices", [circle], "therapist", now)
