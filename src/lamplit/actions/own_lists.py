"""Short lists a person keeps for themselves, and the one tap that puts a line of one into the plan."""

from uuid import UUID, uuid4

from lamplit.actions import plan
from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import read_entry, write_entry
from lamplit.actions.looks import Look, card
from lamplit.actions.writing import Writing
from lamplit.engines.kernel.saying import with_commas
from lamplit.engines.records.kinds.hope import HOPE
from lamplit.engines.records.kinds.kind import text_of
from lamplit.engines.records.kinds.strength import STRENGTH
from lamplit.vault import entries_plan
from lamplit.vault.doorway import Visit

HOPES, STRENGTHS = HOPE.code, STRENGTH.code
PULLED = (STRENGTHS, HOPES)
_INTO = {"person": "people", "place": "places", "skill": "alone", "memory": "reasons", "saying": "reasons"}


def own_list(visit: Visit, *kinds: str) -> tuple[EntryCard, ...]:
    """Return what this visitor keeps of these kinds, the latest first; what others keep is never among it."""
    look = Look.of(visit)
    found = entries_plan.of_kinds(visit.viewer, kinds, look.now)
    return tuple(card(each, look) for each in reversed(found) if each.own)


def into(kept: EntryCard) -> str:
    """Return the part of the plan into which something of a list goes."""
    return _INTO.get(text_of(kept.body or {}, "sort"), "reasons")


def line_of(kept: EntryCard) -> str:
    """Return what of it goes into the plan: its words on one line, a hope with its next step."""
    body = kept.body or {}
    said = [" ".join(text_of(body, name).split()) for name in ("text", "next_step")]
    return str(with_commas([each for each in said if each]))


def put_in_plan(visit: Visit, entry: UUID) -> str | None:
    """Put one own thing into the part it belongs to and return that part; None when it is not there.

    It goes below what stands, for those who see that part; a part that is still empty is begun, for its writer alone
    but for what the policy gives others. What is in it already is not put in twice. Raises Clash and Refused.
    """
    kept = read_entry(visit, entry)
    if kept is None or not kept.own or kept.kind not in PULLED or kept.state != "live":
        return None
    code = into(kept)
    if plan.add_words(visit, code, line_of(kept)) is None:
        fields = {"part": code, "text": line_of(kept), "review_on": plan.review_day().isoformat()}
        write_entry(visit, Writing(uuid4(), plan.PART, fields))
    return code
