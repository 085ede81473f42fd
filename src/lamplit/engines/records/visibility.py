"""The one rule of who may do what with an entry; leaves opening, searching and wording to its callers.

Pure and total: no clock, no database, no exception. Whatever it does not know, it refuses. The reasons, in the order
in which they are tried (the first that fits is the answer, and goes to the audit log):

| reason             | allowed | when                                                                          |
|--------------------|---------|-------------------------------------------------------------------------------|
| unknown            | no      | the action, the viewer or the facts are not of the kinds declared here        |
| outside            | no      | another circle, no membership, no role, or a membership not confirmed         |
| erased             | no      | the entry is erased, or its state is not one we know                          |
| second_step        | no      | a therapist signed in without a second factor; or an export without one       |
| shut               | no      | the author, helped back in lately: what was written before waits some days    |
| own                | yes     | the author, doing what authors may with a live entry or a deleted one         |
| signed             | no      | the author, about to change or remove what they have signed off               |
| own_state          | no      | the author, but not while the entry is in this state                          |
| no_consent         | no      | consent to this member's part is not on record                                |
| not_live           | no      | somebody else's entry that is deleted                                         |
| held               | no      | closed to everyone but its author for now                                     |
| paused             | no      | somebody else's entry, whose author has paused their sharing                  |
| not_theirs         | no      | an act only the author may do                                                 |
| made_together      | yes     | the grown-up who sat with the child while it was made                         |
| shown              | yes     | the author showed it to this member, whose role may be shown it               |
| role               | yes     | the stamp lets this role read                                                 |
| day_came           | yes     | the stamp lets this role read from a day that has come                        |
| on_duty            | yes     | the stamp lets this role read while on duty, and this member is               |
| summary            | yes     | reading only: that it exists, and its summary without words                   |
| not_shown          | no      | none of these                                                                 |
| export_not_allowed | no      | somebody else's entry, and not a therapist                                    |
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.stamp import Stamp


class Action(StrEnum):
    """Everything a person can ask to do with one entry."""

    READ = "read"
    REVISE = "revise"
    SHOW = "show"
    STOP_SHOWING = "stop_showing"
    DELETE = "delete"
    RESTORE = "restore"
    COMMENT = "comment"
    SEE_READERS = "see_readers"
    EXPORT = "export"
    SIGN_OFF = "sign_off"
    ADD_TO = "add_to"
    UNDO_SIGN_OFF = "undo_sign_off"


class EntryState(StrEnum):
    """How far an entry is on its way out: deleted ones can come back for seven days, erased ones never."""

    LIVE = "live"
    DELETED = "deleted"
    ERASED = "erased"


class Level(StrEnum):
    """How much of an entry a decision opens."""

    FULL = "full"
    SUMMARY = "summary"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule needs to know about one entry; `author` and `together_with` are people, `shown_to` memberships.

    `together_with` is set only when that grown-up may read it (`policy.reads_together`). `held` closes it to everyone
    but its author, and so does `silent` while its author has paused their sharing. `shut` closes it to its author.
    `signed` locks it for good: from then on it can only be added to.
    """

    circle: UUID
    author: UUID
    state: EntryState
    stamp: Stamp
    together_with: UUID | None = None
    shown_to: frozenset[UUID] = frozenset()
    held: bool = False
    signed: bool = False
    silent: bool = False
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, how much it opens, and the stable code that says why."""

    allowed: bool
    level: Level
    reason: str


_UNKNOWN = Decision(allowed=False, level=Level.NONE, reason="unknown")
_OUTSIDE = Decision(allowed=False, level=Level.NONE, reason="outside")
_ERASED = Decision(allowed=False, level=Level.NONE, reason="erased")
_SECOND_STEP = Decision(allowed=False, level=Level.NONE, reason="second_step")
_SHUT = Decision(allowed=False, level=Level.NONE, reason="shut")
_OWN = Decision(allowed=True, level=Level.FULL, reason="own")
_SIGNED = Decision(allowed=False, level=Level.NONE, reason="signed")
_OWN_STATE = Decision(allowed=False, level=Level.NONE, reason="own_state")
_NO_CONSENT = Decision(allowed=False, level=Level.NONE, reason="no_consent")
_NOT_LIVE = Decision(allowed=False, level=Level.NONE, reason="not_live")
_HELD = Decision(allowed=False, level=Level.NONE, reason="held")
_PAUSED = Decision(allowed=False, level=Level.NONE, reason="paused")
_NOT_THEIRS = Decision(allowed=False, level=Level.NONE, reason="not_theirs")
_TOGETHER = Decision(allowed=True, level=Level.FULL, reason="made_together")
_SHOWN = Decision(allowed=True, level=Level.FULL, reason="shown")
_ROLE = Decision(allowed=True, level=Level.FULL, reason="role")
_DAY_CAME = Decision(allowed=True, level=Level.FULL, reason="day_came")
_ON_DUTY = Decision(allowed=True, level=Level.FULL, reason="on_duty")
_SUMMARY = Decision(allowed=True, level=Level.SUMMARY, reason="summary")
_NOT_SHOWN = Decision(allowed=False, level=Level.NONE, reason="not_shown")
_EXPORT_NOT_ALLOWED = Decision(allowed=False, level=Level.NONE, reason="export_not_allowed")

_OWN_LIVE = frozenset(Action) - {Action.RESTORE}
_OWN_DELETED = frozenset({Action.READ, Action.RESTORE, Action.SEE_READERS})
_UNSIGNED_ONLY = frozenset({Action.REVISE, Action.DELETE, Action.SIGN_OFF})
_SIGNED_ONLY = frozenset({Action.ADD_TO, Action.UNDO_SIGN_OFF})
_OTHERS = frozenset({Action.READ, Action.COMMENT, Action.EXPORT})


def decide(viewer: Viewer, action: Action, facts: Facts) -> Decision:
    """Say whether `viewer` may do `action` with the entry that `facts` describe, and how much that opens.

    Never raises: values of the wrong kind are refused. A true flag must be True itself, so junk never opens anything.
    """
    if not isinstance(action, Action) or not isinstance(viewer, Viewer) or not _well_formed(facts):
        return _UNKNOWN
    if _outside(viewer, facts):
        return _OUTSIDE
    if facts.state is not EntryState.LIVE and facts.state is not EntryState.DELETED:
        return _ERASED
    if viewer.role is Role.THERAPIST and viewer.mfa is not True:
        return _SECOND_STEP
    if viewer.person == facts.author:
        return _decide_own(viewer, action, facts) if facts.shut is False else _SHUT
    return _closed_to_others(viewer, action, facts) or _decide_others(viewer, action, facts)


def _well_formed(facts: object) -> bool:
    """Tell whether `facts` can be asked about at all."""
    return isinstance(facts, Facts) and isinstance(facts.stamp, Stamp) and isinstance(facts.shown_to, frozenset)


def _outside(viewer: Viewer, facts: Facts) -> bool:
    """Tell whether the viewer has no confirmed standing in the entry's circle."""
    return (
        viewer.circle is None
        or viewer.circle != facts.circle
        or viewer.state is not MemberState.CONFIRMED
        or not isinstance(viewer.role, Role)
        or not isinstance(viewer.person, UUID)
    )


def _decide_own(viewer: Viewer, action: Action, facts: Facts) -> Decision:
    """Answer an author about their own entry, which no hold and no missing consent closes to them."""
    if action is Action.EXPORT and viewer.mfa is not True:
        return _SECOND_STEP
    if action in _UNSIGNED_ONLY and facts.signed is not False:
        return _SIGNED
    if action in _SIGNED_ONLY and facts.signed is not True:
        return _OWN_STATE
    return _OWN if action in (_OWN_LIVE if facts.state is EntryState.LIVE else _OWN_DELETED) else _OWN_STATE


def _closed_to_others(viewer: Viewer, action: Action, facts: Facts) -> Decision | None:
    """Answer with what closes an entry to everyone else, before asking whom it is open to."""
    if viewer.consented is not True:
        return _NO_CONSENT
    if facts.state is not EntryState.LIVE:
        return _NOT_LIVE
    if facts.held is not False:
        return _HELD
    if facts.silent is not False:
        return _PAUSED
    return None if action in _OTHERS else _NOT_THEIRS


def _decide_others(viewer: Viewer, action: Action, facts: Facts) -> Decision:
    """Answer somebody else about a live entry that nothing closes."""
    opened = _opened_by(viewer, facts)
    if action is Action.READ:
        return opened
    if opened.level is not Level.FULL:
        return _NOT_SHOWN
    if action is Action.COMMENT:
        return opened
    if viewer.role is not Role.THERAPIST:
        return _EXPORT_NOT_ALLOWED
    return opened


def _opened_by(viewer: Viewer, facts: Facts) -> Decision:
    """Say what opens the entry to this viewer: sitting together, being shown it, role, its day, duty, or a summary."""
    stamp = facts.stamp
    if viewer.person == facts.together_with:
        return _TOGETHER
    if viewer.membership in facts.shown_to and viewer.role in stamp.showable:
        return _SHOWN
    if viewer.role in stamp.readers:
        return _ROLE
    if stamp.opens_to(viewer.role, viewer.today):
        return _DAY_CAME
    if viewer.on_duty is True and viewer.role in stamp.duty_readers:
        return _ON_DUTY
    return _SUMMARY if viewer.role in stamp.hints else _NOT_SHOWN
