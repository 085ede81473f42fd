"""Roles a person can hold in a circle, and how far a membership has come; leaves what they may do to `records`."""

from enum import StrEnum


class Role(StrEnum):
    """What someone is to the subject of one circle (contract.md, "Roles and ages")."""

    SUBJECT = "subject"
    CARER = "carer"
    OTHER_CARER = "other_carer"
    THERAPIST = "therapist"
    TEACHER = "teacher"
    SCHOOL_LEAD = "school_lead"
    SOCIAL_WORKER = "social_worker"

    __hash__ = (
        str.__hash__
    )  # the same as its text's, and much quicker than an Enum's own: every rule asks sets of roles


class MemberState(StrEnum):
    """How far a membership has come; only `CONFIRMED` counts for anything (security.md 0.6)."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    PAUSED = "paused"
    REMOVED = "removed"


ADULT_ROLES = frozenset(Role) - {Role.SUBJECT}
CARER_ROLES = frozenset({Role.CARER, Role.OTHER_CARER})
