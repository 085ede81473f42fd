"""Who may ask for an address: every view declares one policy, and a view with none answers 403."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from lamplit.engines.kernel import Role
from lamplit.web.accounts.recent import recent_sign_in as recent_sign_in

View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    """How much a visitor must have shown before a view answers."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    MEMBER = "member"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Policy:
    """One view's rule; `roles` narrows `MEMBER` to some roles, and an empty set means every confirmed member.

    `bare` marks a page that must answer without session or database: help, health and the neutral page.
    """

    door: Door
    roles: frozenset[Role] = frozenset()
    bare: bool = False

    def admits(self, role: Role | None) -> bool:
        """Return True when a confirmed member with `role` may pass."""
        return role is not None and (not self.roles or role in self.roles)


# A teacher opens only what names them: pages of home, and pages that are yet to come, stay shut by themselves.
AT_HOME = frozenset(Role) - {Role.TEACHER}
EVERYBODY = frozenset(Role)
PUBLIC = Policy(Door.PUBLIC)
BY_KEY = "token"  # what views of the JSON face declare; each asks for its own credentials before anything else
BARE = Policy(Door.PUBLIC, bare=True)
SIGNED_IN = Policy(Door.SIGNED_IN)
OPERATOR = Policy(Door.OPERATOR)


def public(view: View) -> View:
    """Let anybody ask for this view."""
    return _marked(view, PUBLIC)


def bare(view: View) -> View:
    """Let anybody ask for this view, with no session and no database behind it."""
    return _marked(view, BARE)


def signed_in(view: View) -> View:
    """Let anybody with a live session ask for this view."""
    return _marked(view, SIGNED_IN)


def operator(view: View) -> View:
    """Let only the server's operator ask for this view; it opens no circle."""
    return _marked(view, OPERATOR)


def member(*roles: Role) -> Callable[[View], View]:
    """Let confirmed members of the circle in the address ask for this view; without `roles` all but teachers may."""
    policy = Policy(Door.MEMBER, frozenset(roles) or AT_HOME)

    def decorate(view: View) -> View:
        return _marked(view, policy)

    return decorate


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """Return the policy a view declares, else None: it is refused."""
    declared = getattr(view, "policy", None)
    if isinstance(declared, Policy):
        return declared
    return PUBLIC if declared == BY_KEY else None


def _marked(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view
