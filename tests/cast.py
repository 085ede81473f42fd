"""The fixed cast of the tests: one circle with every role in it, and a second circle of strangers."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from lamplit.engines.kernel import Role

if TYPE_CHECKING:
    from django.test import Client

    from lamplit.vault.doorway import Visit

# Nothing of Django is imported above: `tests/conftest.py` reads this file before the apps are ready.

NAMES = {
    Role.SUBJECT: "Wren",
    Role.CARER: "Robin",
    Role.OTHER_CARER: "Pat",
    Role.THERAPIST: "Sam",
    Role.TEACHER: "Mx Lane",
    Role.SCHOOL_LEAD: "Ms Ash",
    Role.SOCIAL_WORKER: "Jo",
}


@dataclass
class Part:
    """One person in one circle: who they are, and ways in that are made when first asked for."""

    role: Role
    name: str
    person: UUID
    membership: UUID
    circle: UUID
    _session: str | None = field(default=None, repr=False)
    _token: str | None = field(default=None, repr=False)

    @property
    def session_key(self) -> str:
        """A browser this person is signed in with, second factor included."""
        if self._session is None:
            self._session = sign_in(self.person)
        return self._session

    @property
    def token(self) -> str:
        """An API token bound to this membership."""
        from lamplit.actions.tokens import create_token

        if self._token is None:
            self._token = create_token(str(self.person), self.circle)
        return self._token

    @property
    def visit(self) -> "Visit":
        """This person at the door of their circle, read afresh."""
        return self.visit_to(self.circle)

    def visit_to(self, circle: UUID) -> "Visit":
        """This person at the door of any circle."""
        from lamplit.actions import doors

        visit = doors.enter(self.session_key, circle)
        assert visit is not None
        return visit

    @property
    def client(self) -> "Client":
        """A browser with this person's cookie."""
        from django.conf import settings

        client = a_browser()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session_key
        return client

    def api(self, method: str, path: str, body: object = None, *, circle: UUID | None = None) -> Any:
        """Ask the JSON face as this person's program; `path` is what comes after the circle."""
        return ask_api(method, f"/api/v1/circles/{circle or self.circle}{path}", body, token=self.token)


@dataclass
class Cast:
    """Everyone: one Part a role in the first circle, and three strangers in the second."""

    circle: UUID
    other_circle: UUID
    subject: Part
    carer: Part
    other_carer: Part
    therapist: Part
    teacher: Part
    school_lead: Part
    social_worker: Part
    stranger_subject: Part
    stranger_carer: Part
    stranger_therapist: Part

    @property
    def everyone(self) -> tuple[Part, ...]:
        """All seven of the first circle, in the order of the roles."""
        return tuple(getattr(self, role.value) for role in Role)

    @property
    def strangers(self) -> tuple[Part, ...]:
        """The three of the second circle."""
        return (self.stranger_subject, self.stranger_carer, self.stranger_therapist)


def ask_api(method: str, path: str, body: object = None, *, token: str | None = None) -> Any:
    """Ask the JSON face and hold its answer against what it promises; `body` is sent as JSON, bytes as they are."""
    import orjson

    from tests.api import promised

    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
    answer = a_browser().generic(method, path, data, "application/json", headers=headers)
    promised.check(method, path, answer)
    return answer


def a_browser() -> "Client":
    """Return a browser that knows nobody; all of them share one handler, which takes a while to build."""
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.handler = _shared_handler()
    return client


@cache
def _shared_handler() -> Any:
    from django.test.client import ClientHandler

    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


def open_vault() -> None:
    """Unlock the vault with the test run's key file; what an earlier test left in memory is forgotten."""
    from django.conf import settings

    from lamplit.vault import keys

    keys.forget_keys()
    if not settings.KEY_FILE.exists():
        settings.KEY_FILE.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.create_keys(settings.KEY_FILE, settings.DATA_DIR, date(2026, 1, 1))
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    keys.ring().make_house_keys()


def sign_in(person: UUID, *, mfa: bool = True, together_in: UUID | None = None) -> str:
    """Return the session key of a browser this person has signed in with."""
    from allauth.account.internal.flows import login

    from lamplit.people import sessions
    from lamplit.people.models import Person

    row = Person.objects.get(id=person)
    store = sessions.SessionStore()
    store["_auth_user_id"] = str(row.pk)
    store["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    store["_auth_user_hash"] = row.get_session_auth_hash()
    store[sessions.MFA] = mfa
    store[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa" if mfa else "password", "at": time.time()}]
    store[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = login.user_id_to_str(row)
    if together_in is not None:
        store[sessions.TOGETHER] = together_in.hex
    store.create()
    assert store.session_key is not None
    return store.session_key


def make_cast(subject_age: int = 16) -> Cast:
    """Make both circles; the subject of the first is `subject_age` whole years old today."""
    open_vault()
    circle, parts = make_circle(subject_age, tuple(Role))
    other, strangers = make_circle(subject_age, (Role.SUBJECT, Role.CARER, Role.THERAPIST))
    inside = {role.value: parts[role] for role in Role}
    outside = {f"stranger_{role.value}": part for role, part in strangers.items()}
    return Cast(circle=circle, other_circle=other, **inside, **outside)


def make_circle(
    subject_age: int, roles: Sequence[Role], known: Mapping[Role, UUID] | None = None
) -> tuple[UUID, dict[Role, Part]]:
    """Make one circle whose members are confirmed and agreed to; returns its id and its parts by role.

    `known` are people who exist already, by the role they have here: the same carer with a second child.
    """
    from lamplit.actions import clock
    from lamplit.people import circles, memberships
    from lamplit.vault import profiles

    circle, now, today = uuid4(), clock.now(), clock.today()
    people = {role: (known or {}).get(role) or _person(role, subject_age, today) for role in roles}
    circles.make_circle(circle, profiles.seal_circle_name(circle, "The circle"), people[Role.SUBJECT], "GB", today)
    parts = {}
    for place, (role, person) in enumerate(people.items()):
        row = memberships.found(circle, person, role, now + timedelta(microseconds=place))
        agree(row.pk, person, today)
        parts[role] = Part(role, NAMES[role], person, row.pk, circle)
    _has_read_the_agreement(people[Role.SUBJECT], circle, today)
    return circle, parts


def _has_read_the_agreement(person: UUID, circle: UUID, today: date) -> None:
    from lamplit.people import choices

    choices.choose(person, choices.AGREED, today.strftime("%Y%m%d"), circle)


def agree(membership: UUID, by: UUID, on: date) -> None:
    """Put a consent to one member's part on record."""
    from lamplit.people import consents
    from lamplit.people.consents import Ground, Responsibility, Yes

    yes = Yes(Ground.LOCAL_AUTHORITY, Responsibility.NO, None)
    consents.give(membership, yes, recorded_by=by, born_on=None, on=on)


def _person(role: Role, subject_age: int, today: date) -> UUID:
    from lamplit.people.models import Person
    from lamplit.vault import profiles
    from lamplit.vault.shapes import Profile

    person = uuid4()
    born_on = today.replace(year=today.year - subject_age, day=1) if role is Role.SUBJECT else None
    sealed = profiles.seal_profile(person, Profile(NAMES[role], born_on))
    Person.objects.make(person, f"{role.value}-{person.hex[:12]}", None, profile=sealed, on=today)
    return person


def long_here(days: int = 30) -> None:
    """Let everybody have been in their circles for a while."""
    from django.db.models import F

    from lamplit.people.models import Membership

    Membership.objects.update(confirmed_at=F("confirmed_at") - timedelta(days=days))


def rename(person: UUID, name: str) -> None:
    """Give somebody another name; who they are stays."""
    from lamplit.actions import accounts
    from lamplit.people.models import Person

    accounts.rename(Person.objects.get(pk=person), name)


def a_check_in(**fields: object) -> dict[str, object]:
    """The smallest check-in there is, or that with more in it."""
    return {"weather": "stormy", **fields}


def a_journal(text: str = "Some words of my own.") -> dict[str, object]:
    """A page of a journal."""
    return {"text": text}


def a_moment(words: str = "We talked for a while.", **fields: object) -> dict[str, object]:
    """A moment with some words."""
    return {"tone": "ordinary", "words": words, **fields}


def write(part: Part, kind: str, fields: dict[str, object], **more: Any) -> UUID:
    """Let somebody write an entry and return its id."""
    from lamplit.actions.entries import Writing, write_entry

    entry = more.pop("id", None) or uuid4()
    write_entry(part.visit, Writing(id=entry, kind=kind, fields=fields, **more))
    return UUID(str(entry))


def days_ago(days: int) -> datetime:
    """Return this time of day, some days ago."""
    from lamplit.actions import clock

    return clock.now() - timedelta(days=days)


@pytest.fixture
def vault(db: None) -> None:
    """An unlocked vault over an empty database."""
    open_vault()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone, with a subject of 16."""
    return make_cast()
