"""Skill cards as each reader meets them, that one was used, and how often where; counts what its reader may read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.audiences import who_will_see
from lamplit.actions.entries import write_entry
from lamplit.actions.writing import Writing, Written
from lamplit.engines.kernel import CARER_ROLES, AgeBand, Role, age_band
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.skill_cards import CARER, TEACHER, SkillCard, Version, skill_cards
from lamplit.engines.records.kinds.tried import TRIED, Tried
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

KIND, USED = TRIED.code, "used"
LOOKED_AT = 500  # the newest entries this reader may see
COUNTING = CARER_ROLES | {Role.THERAPIST}


@dataclass(frozen=True, slots=True)
class CardHere:
    """One skill for one reader: `version` is theirs, `beside` the others', `counted` where it was used."""

    card: SkillCard
    version: Version
    beside: tuple[tuple[str, Version], ...] = ()
    counted: str = ""
    used: bool = False  # whether there is anything in the count


def cards_for(visit: Visit) -> tuple[CardHere, ...]:
    """Return every skill as this reader meets it; with where it was used, for carers and therapists."""
    counts = _counts(visit) if visit.viewer.role in COUNTING else None
    return tuple(_here(visit, each, counts) for each in skill_cards().values())


def card_for(visit: Visit, code: str) -> CardHere | None:
    """Return one skill as this reader meets it; None when there is none of that name."""
    card = skill_cards().get(code)
    if card is None:
        return None
    return _here(visit, card, _counts(visit) if visit.viewer.role in COUNTING else None)


def may_use(visit: Visit) -> bool:
    """Return whether this reader can say that they used one: the young person, carers and teachers."""
    return visit.viewer.role in CARER_ROLES | {Role.SUBJECT, Role.TEACHER}


def use(visit: Visit, here: CardHere, use_id: UUID) -> Written:
    """Keep that a skill was used; a young person's own is theirs alone. Raises Refused or Clash like every entry."""
    fields = {"how": USED, "card": here.card.code, "title": str(here.card.title)}
    return write_entry(visit, Writing(use_id, KIND, fields, audience=_audience(visit)))


def who_sees_use(visit: Visit) -> str:
    """Return the sentence beside the button; nothing for those who only read the cards."""
    return who_will_see(visit, KIND, _audience(visit)) if may_use(visit) else ""


def _audience(visit: Visit) -> list[str] | None:
    return ["me"] if visit.viewer.role is Role.SUBJECT else None


def _here(visit: Visit, card: SkillCard, counts: Mapping[str, Counter[str]] | None) -> CardHere:
    band = AgeBand.ADULT if visit.subject_age is None else age_band(visit.subject_age)
    child, carer, school = card.for_child(band), card.versions[CARER], card.versions[TEACHER]
    every = ((say("For the child"), child), (say("For home"), carer), (say("For school"), school))
    mine = {Role.SUBJECT: child, Role.TEACHER: school}.get(visit.viewer.role or Role.CARER, carer)
    if counts is None:
        return CardHere(card, mine)
    beside = tuple((label, each) for label, each in every if each is not mine)
    counted = counts.get(card.code, Counter())
    return CardHere(card, mine, beside, _where(counted), used=bool(counted))


def _counts(visit: Visit) -> Mapping[str, Counter[str]]:
    """Return how often each skill was used where, among what this reader may read in full."""
    found: dict[str, Counter[str]] = {}
    for each in entries.of_kinds(visit.viewer, frozenset({KIND}), LOOKED_AT, clock.now()):
        told = Tried.of(each.body or {})
        if told.card and told.how == USED:
            found.setdefault(told.card, Counter())[_place(each.author_role)] += 1
    return found


def _place(author: Role) -> str:
    return {Role.SUBJECT: "self", Role.TEACHER: "school"}.get(author, "home")


def _where(counted: Counter[str]) -> str:
    """Return "home 3, school 2, by themself: not shown"; that reads the same whether there is any or not."""
    home, school, alone = counted["home"], counted["school"], counted["self"]
    if not alone:
        return say("home {home}, school {school}, by themself: not shown", home=home, school=school)
    return say("home {home}, school {school}, by themself and shown {alone}", home=home, school=school, alone=alone)
