"""Which entries take replies beside what the one rule says of commenting; leaves who reads an entry to `visibility`."""

from lamplit.engines.kernel import Role

MOST = 200  # replies under one entry; a talk longer than that wants a room, not a page
_SCHOOL = frozenset({Role.TEACHER, Role.SCHOOL_LEAD})


def takes_replies(author_role: Role, viewer_role: Role | None) -> bool:
    """Tell whether this member may answer an entry by somebody of `author_role`, if they read all of it.

    School is one way: nothing is answered there and nobody answers from there, so that no word about home reaches a
    classroom by this door (users.md (d): no free text that becomes evidence).
    """
    return author_role not in _SCHOOL and viewer_role is not None and viewer_role not in _SCHOOL
