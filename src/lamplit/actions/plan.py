"""The plan in the circle: its parts, their versions and what others offer; leaves keeping a part to `entries`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions import help as helping
from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import delete_entry, read_entry, revise_entry
from lamplit.actions.looks import Look, card
from lamplit.actions.plan_rules import Rule, is_gone, rule_of
from lamplit.actions.replies import ReplyCard, reply_card
from lamplit.actions.writing import Writing
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.days import weekday_and_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.plan_part import PLAN_PART, PlanPart
from lamplit.engines.records.kinds.plan_rule import PLAN_RULE
from lamplit.vault import entries_plan
from lamplit.vault.doorway import Visit
from lamplit.vault.entries import Opened
from lamplit.vault.shapes import Thread

PART, RULE = PLAN_PART.code, PLAN_RULE.code
GOAL = "goal"
EIGHT = ("signs", "alone", "places", "people", "workers", "safer", "reasons", "after")
FOUR = ("signs", "alone", "people", "help_me")
FOR_OTHERS = ("help_me", "school_first")
IN_ORDER = (GOAL, *EIGHT, *FOR_OTHERS)
TAKERS = frozenset({Role.SUBJECT, Role.THERAPIST})  # who may take away what they read, by the one rule
CHILD_UNDER = 13  # years: below, the plan is the short one, made with a grown-up
REVIEW_AFTER = timedelta(weeks=4)
_TITLES = KINDS[PART].labels["part"]


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part as one reader sees it: what stands, other versions of it, and words others offer in its place.

    `number` is its place on the device's own copy (0 the goal, 1 to 8 the parts, 9 how you can help me), None for
    what is never copied there. `offers` are for the owner; `said` is all that stands beneath.
    """

    code: str
    title: str
    hint: str
    number: int | None
    card: EntryCard | None = None
    others: tuple[EntryCard, ...] = ()
    offers: tuple[ReplyCard, ...] = ()
    said: tuple[ReplyCard, ...] = ()
    may_say: bool = False

    @property
    def text(self) -> str:
        """The words that stand, or none."""
        return PlanPart.of(self.card.body or {}).text if self.card else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as one reader sees it; `own` for whom it is about, `child` for the short version.

    `rule_gone` says that a rule this reader said yes to is not shown to them now.
    """

    own: bool
    child: bool
    goal: PartPage
    parts: tuple[PartPage, ...]
    for_others: tuple[PartPage, ...]
    rules: tuple[Rule, ...]
    review_text: str
    due: bool
    rule_gone: bool = False

    @property
    def every(self) -> tuple[PartPage, ...]:
        """Every part, the goal first."""
        return (self.goal, *self.parts, *self.for_others)

    @property
    def cards(self) -> tuple[EntryCard, ...]:
        """Every entry on it, versions and rules as well."""
        parts = [(each.card, *each.others) for each in self.every]
        return tuple(card for cards in parts for card in cards if card) + tuple(each.card for each in self.rules)

    @property
    def written(self) -> tuple[PartPage, ...]:
        """The parts in which something stands."""
        return tuple(each for each in self.every if each.card)


def plan_of(visit: Visit) -> Plan:
    """Return the plan as this visitor may see it."""
    look = Look.of(visit)
    found = entries_plan.with_replies(visit.viewer, (PART, RULE), look.now)
    by_part = _by_part(found)
    own, child = visit.viewer.role is Role.SUBJECT, is_child(visit)
    shown = {code: _page(code, by_part.get(code, []), look, child=child) for code in IN_ORDER}
    beyond = tuple(code for code in EIGHT if code in by_part)  # what the short version does not ask for, and has
    codes = tuple(dict.fromkeys((*(FOUR if child else EIGHT), *beyond)))
    review, due = _review(by_part, look.today)
    rules = tuple(rule_of(opened, thread, look) for opened, thread in found if opened.kind == RULE)
    return Plan(
        own=own,
        child=child,
        goal=shown[GOAL],
        parts=tuple(shown[code] for code in codes),
        for_others=tuple(shown[code] for code in FOR_OTHERS if code not in codes),
        rules=rules,
        review_text=review,
        due=due,
        rule_gone=not own and is_gone(visit, rules),
    )


def is_child(visit: Visit) -> bool:
    """Tell whether the plan is the short one; an age nobody knows has the long one."""
    age = visit.subject_age
    return age is not None and age < CHILD_UNDER


def title_of(code: str, *, child: bool) -> str:
    """Return the heading of a part."""
    return _words(code).get("child", _TITLES[code]) if child else _TITLES[code]


def hint_of(code: str, *, child: bool) -> str:
    """Return the line under the heading of a part."""
    words = _words(code)
    return words.get("child_hint", words["hint"]) if child else words["hint"]


def review_day() -> date:
    """Return the day on which a part written now is looked at again, unless its writer picks another."""
    return clock.today() + REVIEW_AFTER


def keep_this(visit: Visit, entry: UUID) -> str | None:
    """Let one of several versions of a part stand and put the others aside for 7 days; None when there is no such."""
    mine = _versions(visit, entry)
    if mine is None:
        return None
    for other in mine:
        if other.id != entry:
            delete_entry(visit, other.id)
    return part_of(mine[0])


def keep_both(visit: Visit, entry: UUID) -> str | None:
    """Put every version of a part together in the one that stands; None when there is no such part."""
    mine = _versions(visit, entry)
    if mine is None:
        return None
    texts = dict.fromkeys(PlanPart.of(each.body or {}).text for each in mine)
    if not _reword(visit, mine[0].id, "\n\n".join(texts)):
        return None
    for other in mine[1:]:
        delete_entry(visit, other.id)
    return part_of(mine[0])


def use_offer(visit: Visit, entry: UUID, reply: UUID) -> str | None:
    """Put the words somebody offered in the place of a part's own; what stood stays among its earlier versions."""
    found = entries_plan.with_replies(visit.viewer, (PART,), clock.now())
    for opened, thread in found:
        if opened.id == entry and opened.own:
            text = next((each.text for each in thread.items if each.id == reply and not each.damaged), "")
            return part_of(opened) if text and _reword(visit, entry, text) else None
    return None


def part_of(opened: Opened) -> str:
    """Return which part an entry is."""
    return PlanPart.of(opened.body or {}).part


def add_words(visit: Visit, code: str, text: str) -> UUID | None:
    """Put a line into the first version of a part that stands; None when none does yet."""
    stands = next((each for each in _own_parts(visit) if part_of(each) == code), None)
    if stands is None:
        return None
    before = PlanPart.of(stands.body or {}).text
    if text not in before.splitlines():
        _reword(visit, stands.id, f"{before}\n{text}")
    return stands.id


def _reword(visit: Visit, entry: UUID, text: str) -> bool:
    """Change the words of an own part and nothing else; raises Clash, and Refused for words that are too long."""
    stands = read_entry(visit, entry)
    if stands is None or stands.body is None:
        return False
    writing = Writing(entry, PART, {**stands.body, "text": text})
    return revise_entry(visit, entry, stands.revision, writing) is not None


def _own_parts(visit: Visit) -> list[Opened]:
    return [each for each in entries_plan.of_kinds(visit.viewer, (PART,), clock.now()) if each.own]


def _versions(visit: Visit, entry: UUID) -> list[Opened] | None:
    """Return the versions of the part to which an own entry belongs, the one that stands first."""
    mine = _own_parts(visit)
    code = next((part_of(each) for each in mine if each.id == entry), None)
    return [each for each in mine if part_of(each) == code] if code else None


def _by_part(found: Iterable[tuple[Opened, Thread]]) -> dict[str, list[tuple[Opened, Thread]]]:
    by_part: dict[str, list[tuple[Opened, Thread]]] = {}
    for opened, thread in found:
        if opened.kind == PART:
            by_part.setdefault(part_of(opened), []).append((opened, thread))
    return by_part


def _page(code: str, versions: list[tuple[Opened, Thread]], look: Look, *, child: bool) -> PartPage:
    number = (GOAL, *EIGHT, "help_me").index(code) if code != "school_first" else None
    bare = PartPage(code, title_of(code, child=child), hint_of(code, child=child), number)
    if not versions:
        return bare
    first, thread = versions[0]
    said = tuple(reply_card(each, look) for each in thread.items)
    return PartPage(
        bare.code,
        bare.title,
        bare.hint,
        number,
        card=card(first, look),
        others=tuple(card(each, look) for each, _ in versions[1:]),
        offers=tuple(each for each in said if _is_offer(each, first)),
        said=said,
        may_say=thread.may_add,
    )


def _is_offer(reply: ReplyCard, part: Opened) -> bool:
    """Tell whether a reply came after the words that stand, by somebody else, and says something else."""
    if reply.own or reply.damaged or not part.own or reply.written_at is None or part.written_at is None:
        return False
    return reply.written_at > part.written_at and reply.text != PlanPart.of(part.body or {}).text


def _review(by_part: Mapping[str, list[tuple[Opened, Thread]]], today: date) -> tuple[str, bool]:
    """Return when the plan is to be looked at again, in words, and whether that day has come."""
    days = [PlanPart.of(each.body or {}).review_on for versions in by_part.values() for each, _ in versions]
    first = min((day for day in days if day is not None), default=None)
    if first is None:
        return "", False
    if first <= today:
        return say("It was to be looked at again on {day}. Is it still right?", day=weekday_and_day(first)), True
    return say("To be looked at again on {day}.", day=weekday_and_day(first)), False


def _words(code: str) -> Mapping[str, str]:
    found: Mapping[str, str] = helping.words("plan")["parts"][code]
    return found
