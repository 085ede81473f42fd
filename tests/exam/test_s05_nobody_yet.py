"""S05: invited, accepted, paused, removed and expired people do nothing anywhere, by any credential."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from lamplit.actions import circles, clock, invitations
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import ApiToken, DeviceSession, Membership
from tests.cast import NAMES, Cast, Part, make_cast, write
from tests.exam.asking import addresses_in, ask, everything_kept

CANARY = "canaryquill"
INSIDE = (CANARY.encode(), *(NAMES[role].encode() for role in (Role.SUBJECT, Role.TEACHER, Role.SCHOOL_LEAD)))
SOME, ALL = ("GET", "POST"), ("GET", "POST", "PUT", "PATCH", "DELETE")


def now_invited(_cast: Cast, part: Part) -> None:
    Membership.objects.filter(pk=part.membership).update(state=MemberState.INVITED.value, confirmed_at=None)


def now_accepted(_cast: Cast, part: Part) -> None:
    Membership.objects.filter(pk=part.membership).update(state=MemberState.ACCEPTED.value, confirmed_at=None)


def now_paused(cast: Cast, part: Part) -> None:
    circles.pause(somebody_else(cast, part).visit, part.membership)


def now_removed(cast: Cast, part: Part) -> None:
    first, second = [each for each in (cast.therapist, cast.social_worker, cast.carer) if each is not part][:2]
    circles.ask_removal(first.visit, part.membership)
    circles.agree_removal(second.visit, part.membership)


def now_due(cast: Cast, part: Part) -> None:
    circles.ask_removal(somebody_else(cast, part).visit, part.membership)
    Membership.objects.filter(pk=part.membership).update(removal_due_at=clock.now() - timedelta(seconds=1))


def now_expired(_cast: Cast, part: Part) -> None:
    DeviceSession.objects.filter(session_key=part.session_key).update(started_at=clock.now() - timedelta(hours=13))
    ApiToken.objects.filter(membership=part.membership).update(revoked_at=clock.now())


STATES: dict[str, Callable[[Cast, Part], None]] = {
    "invited": now_invited,
    "accepted": now_accepted,
    "paused": now_paused,
    "removed": now_removed,
    "removal due": now_due,
    "expired": now_expired,
}


def somebody_else(cast: Cast, part: Part) -> Part:
    return cast.carer if part is cast.therapist else cast.therapist


def successes_of(client: Client, token: str, addresses: list[str], methods: tuple[str, ...]) -> list[str]:
    """Return every answer with something of the circle in it, and whatever changed a row."""
    before, found = everything_kept(), []
    for address in addresses:
        for method in methods:
            status, body = ask(client, method, address, token if address.startswith("/api/") else None)
            if any(canary in body for canary in INSIDE) or (address.startswith("/api/") and status < 400):
                found.append(f"{method} {address}: {status}")
    return [*found, *(["something was changed"] if everything_kept() != before else [])]


def crawl_as(cast: Cast, part: Part, state: str, methods: tuple[str, ...]) -> list[str]:
    write(cast.subject, "journal", {"text": f"Private {CANARY}"})
    moment = write(cast.carer, "moment", {"tone": "good", "words": f"We swam. {CANARY}"})
    client, token = part.client, part.token
    STATES[state](cast, part)
    addresses = addresses_in(cast, cast.teacher, moment)
    assert len(addresses) > 30
    return successes_of(client, token, addresses, methods)


@pytest.mark.exam("S05")
@pytest.mark.parametrize("state", list(STATES))
def test_somebody_who_is_not_let_in_gets_nothing_by_cookie_or_token(db: None, state: str) -> None:
    cast = make_cast(10)
    assert crawl_as(cast, cast.social_worker, state, SOME) == []


@pytest.mark.exam("S05")
def test_the_same_asking_does_succeed_for_somebody_who_is_let_in(db: None) -> None:
    cast = make_cast(10)
    moment = write(cast.carer, "moment", {"tone": "good", "words": f"We swam. {CANARY}"})
    staying = [each for each in addresses_in(cast, cast.teacher, moment) if not each.endswith("/leave")]
    found = successes_of(cast.therapist.client, cast.therapist.token, staying, SOME)
    assert "something was changed" in found
    assert any(f"GET /c/{cast.circle}/diary" in line for line in found)
    assert any(f"GET /api/v1/circles/{cast.circle}/entries" in line for line in found)


@pytest.mark.exam("S05")
def test_holding_a_link_opens_nothing(db: None) -> None:
    cast = make_cast(10)
    made = invitations.invite(cast.carer.visit, Role.SOCIAL_WORKER)
    moment = write(cast.carer, "moment", {"tone": "good", "words": f"We swam. {CANARY}"})
    addresses = addresses_in(cast, cast.teacher, moment)
    assert successes_of(Client(), made.token, addresses, SOME) == []


@pytest.mark.whole
@pytest.mark.exam("S05")
@pytest.mark.parametrize("state", list(STATES))
@pytest.mark.parametrize("key", ["carer", "other_carer", "therapist", "teacher", "school_lead", "social_worker"])
def test_no_role_gets_anything_by_any_method(db: None, state: str, key: str) -> None:
    cast = make_cast(10)
    assert crawl_as(cast, getattr(cast, key), state, ALL) == []
