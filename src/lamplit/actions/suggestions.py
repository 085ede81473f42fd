"""What may fit a child, laid out first with the words that chose it; leaves the rules to `engines/practice`.

Only what a visitor may read can choose anything for them, so that a suggestion never tells what they may not know.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.practice_library import at_hand
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.suggesting import Cause, Suggestion, rules, suggest
from lamplit.engines.records.kinds.need import NEED, Need
from lamplit.people import choices
from lamplit.vault import entries_plan
from lamplit.vault.doorway import Visit
from lamplit.vault.shapes import Opened

MOST = 3  # at once; more is a list again
_AWAY = "not_"


@dataclass(frozen=True, slots=True)
class Suggested:
    """One practice that is laid out first: whose words chose it and which, why, and the entry they stand in."""

    slug: str
    because: str
    why: str
    entry: UUID


def suggested(visit: Visit, offered: Iterable[str]) -> tuple[Suggested, ...]:
    """Return up to MOST of the practices `offered` that fit what this visitor may read; what they put away is out.

    Only the entries whose words are then said count as opened. What is folded away chooses nothing.
    """
    away = choices.named(visit.viewer.person, _AWAY, visit.viewer.circle)
    left = {slug for slug in offered if _name(visit, slug) not in away}
    found: list[tuple[Suggestion, Opened]] = []

    def pick(kept: Sequence[Opened]) -> list[UUID]:
        plain = [each for each in reversed(kept) if not each.damaged and not each.sensitive]
        views = sorted(plain, key=lambda each: each.author_role is not Role.SUBJECT)
        said = suggest([Need.of(each.body or {}) for each in views], left, rules())[:MOST]
        found.extend((each, views[each.cause.at]) for each in said)
        return [kept.id for _, kept in found]

    entries_plan.picked(visit.viewer, (NEED.code,), clock.now(), pick)
    return tuple(Suggested(each.slug, because(each.cause, kept), each.cause.rule.why, kept.id) for each, kept in found)


def because(cause: Cause, kept: Opened) -> str:
    """Return the sentence that names whose words chose a practice, and says them."""
    words = cause.quoted or NEED.label_for(cause.about, cause.pick)
    said = {"words": words, "where": NEED.label_for("about", cause.about)}
    if kept.own:
        return say("Because you wrote “{words}” under {where}.", **said)
    return say("Because {name} wrote “{words}” under {where}.", name=kept.author_name, **said)


def known(slug: str) -> str | None:
    """Return the short name of a practice there is, None for any other text."""
    return slug if slug in at_hand().practices else None


def put_away(visit: Visit, slug: str, *, away: bool = True) -> None:
    """Keep one practice from being laid out first for this person in this circle, or let it back; no shelf changes."""
    choices.choose(visit.viewer.person, _name(visit, slug), choices.ON if away else choices.OFF, visit.viewer.circle)


def _name(visit: Visit, slug: str) -> str:
    """Return a short name that says no practice by itself, and is another for everybody."""
    return _AWAY + blake2s(slug.encode(), key=visit.viewer.person.bytes, digest_size=8).hexdigest()
