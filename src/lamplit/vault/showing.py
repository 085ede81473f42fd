"""Whom an entry may be shown to by name, and the audit's lines when its audience changes; seals nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.records.visibility import Facts
from lamplit.vault import chain, store
from lamplit.vault.failures import NotShowable


def refuse_unshowable(viewer: Viewer, facts: Facts, members: frozenset[UUID], now: datetime) -> None:
    """Raise NotShowable for the author, for anyone not confirmed here, and for roles the stamp does not allow."""
    if not members:
        return
    roles_here = member_roles(facts.circle, tuple(members), now)
    for member in members:
        if member == viewer.membership or roles_here.get(member) not in facts.stamp.showable:
            raise NotShowable(member)


def member_roles(circle: UUID, members: Sequence[UUID], now: datetime) -> dict[UUID, Role]:
    """Return the roles of those of `members` who are confirmed in a circle and not on their way out."""
    places = ", ".join(["%s"] * len(members))
    found = store.rows(
        f"SELECT id, role FROM people_membership WHERE circle_id = %s AND state = 'confirmed' AND id IN ({places}) "  # noqa: S608 - placeholders only
        "AND (removal_due_at IS NULL OR removal_due_at > %s)",
        [store.id_in(circle), *(store.id_in(member) for member in members), store.moment_in(now)],
    )
    return {UUID(store.hex_out(member)): Role(role) for member, role in found}


def note_audience(viewer: Viewer, before: Facts, after: Facts, entry: UUID, now: datetime) -> None:
    """Add one link when other roles see an entry than before, and one for each member who began or ceased to."""
    old, new = before.stamp, after.stamp
    if old != new:
        fewer = new.readers <= old.readers and new.hints <= old.hints and new.duty_readers <= old.duty_readers
        fewer = fewer and new.later <= old.later and (not new.later or new.opens_on == old.opens_on)
        chain.append(viewer.person, after.circle, "audience", [entry], "narrower" if fewer else "wider", now)
    for member in sorted(after.shown_to - before.shown_to):
        chain.append(viewer.person, after.circle, "show", [entry, member], "own", now)
    for member in sorted(before.shown_to - after.shown_to):
        chain.append(viewer.person, after.circle, "stop_showing", [entry, member], "own", now)
