"""Keys for other people's programs, bound to one membership; shown once, kept only as a hash."""

from uuid import UUID


class NoSuchMember(Exception):
    """There is no confirmed membership for that person in that circle."""


def create_token(person: str, circle: UUID) -> str:
    """Return a new API token for `person` (user name, e-mail or id) in `circle`; raises NoSuchMember."""
    raise NotImplementedError
