"""Grants: what the vault opens for, and the only place that makes one; leaves the rule to `engines.records`."""

from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action, Decision, Facts, Level, decide

_MAKER = object()  # known to this module alone, so a grant can be made nowhere else


class Grant:
    """A yes of the one rule to one viewer, for one action, on entries with exactly these facts."""

    __slots__ = ("action", "facts", "level", "own", "person", "reason")

    def __init__(self, maker: object, viewer: Viewer, action: Action, facts: Facts, decision: Decision) -> None:
        """Refuse every maker but `authorise`."""
        if maker is not _MAKER:
            raise TypeError("Only grants.authorise makes a Grant.")
        self.person: UUID = viewer.person
        self.action = action
        self.facts = facts
        self.level: Level = decision.level
        self.reason = decision.reason
        self.own = self.person == self.facts.author  # whether the grant's person wrote what it opens


def authorise(viewer: Viewer, action: Action, facts: Facts) -> Grant | None:
    """Ask the one rule; return a grant when it says yes."""
    decision = decide(viewer, action, facts)
    return Grant(_MAKER, viewer, action, facts, decision) if decision.allowed else None


def reason_against(viewer: Viewer, action: Action, facts: Facts) -> str:
    """Return the rule's code for a no, for the audit."""
    return decide(viewer, action, facts).reason
