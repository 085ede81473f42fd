"""Who comes in, as what, and who does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import ApiToken, Consent, DeviceSession, Membership, Person
from lamplit.vault import doorway
from tests.vault.circle import DAY, NOW, Circle, a_session


def test_a_member_comes_in_as_who_they_are(circle: Circle) -> None:
    visit = doorway.enter(a_session(circle.carer.person), circle.id, NOW)
    assert visit is not None and visit.viewer == circle.carer
    assert (visit.person_name, visit.circle_name, visit.subject_name) == (
        "Name of carer",
        "The wrens",
        "Name of subject",
    )
    assert visit.subject_age == 16 and visit.country == "GB" and not visit.together and not visit.operator


def test_somebody_from_elsewhere_learns_nothing(circle: Circle, other: Circle) -> None:
    visit = doorway.enter(a_session(other.carer.person), circle.id, NOW)
    nowhere = doorway.enter(a_session(other.carer.person), uuid4(), NOW)
    assert visit is not None and nowhere is not None
    assert visit.viewer.role is None and visit.viewer.circle is None and visit.viewer.membership is None
    assert replace(visit, session_key=None) == replace(nowhere, session_key=None)


@pytest.mark.parametrize("key", [None, "", "nonsense", "x" * 500])
def test_nobody_comes_in_without_a_session(circle: Circle, key: str | None) -> None:
    assert doorway.enter(key, circle.id, NOW) is None


ENDS: dict[str, Callable[[Circle], object]] = {
    "signed out everywhere": lambda circle: Person.objects.filter(pk=circle.carer.person).update(epoch=2),
    "switched off": lambda circle: Person.objects.filter(pk=circle.carer.person).update(is_active=False),
    "expired": lambda _: DeviceSession.objects.update(expire_date=NOW),
    "too old": lambda _: DeviceSession.objects.update(started_at=NOW - timedelta(hours=12)),
    "idle": lambda _: DeviceSession.objects.update(seen_at=NOW - timedelta(minutes=30)),
    "idle phone": lambda _: DeviceSession.objects.update(phone=True, seen_at=NOW - timedelta(minutes=5)),
    "nobody's": lambda _: DeviceSession.objects.update(person=None),
    "ended": lambda _: DeviceSession.objects.all().delete(),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_ended_session_opens_nothing_at_the_very_next_request(circle: Circle, end: str) -> None:
    key = a_session(circle.carer.person)
    assert doorway.enter(key, circle.id, NOW) is not None
    ENDS[end](circle)
    assert doorway.enter(key, circle.id, NOW) is None


def test_a_trusted_device_stays_open_for_thirty_days(circle: Circle) -> None:
    key = a_session(circle.carer.person, trusted=True)
    DeviceSession.objects.update(expire_date=NOW + timedelta(days=60))
    assert doorway.enter(key, circle.id, NOW + timedelta(days=29)) is not None
    assert doorway.enter(key, circle.id, NOW + timedelta(days=30)) is None


@pytest.mark.parametrize("state", [MemberState.INVITED, MemberState.ACCEPTED, MemberState.PAUSED])
def test_a_part_that_is_not_confirmed_says_so_and_no_names_of_the_child(circle: Circle, state: MemberState) -> None:
    Membership.objects.filter(pk=circle.carer.membership).update(state=state.value)
    visit = doorway.enter(a_session(circle.carer.person), circle.id, NOW)
    assert visit is not None and visit.viewer.state is state
    assert visit.subject is None and visit.subject_name == "" and visit.subject_age is None
    assert visit.circle_name == ("The wrens" if state is MemberState.PAUSED else "This circle")


@pytest.mark.parametrize("change", [{"state": "removed"}, {"removal_due_at": NOW}])
def test_a_removal_counts_from_its_hour_on(circle: Circle, change: dict[str, object]) -> None:
    Membership.objects.filter(pk=circle.carer.membership).update(**change)
    visit = doorway.enter(a_session(circle.carer.person), circle.id, NOW)
    assert visit is not None and visit.viewer.role is None
    Membership.objects.filter(pk=circle.carer.membership).update(
        state="confirmed", removal_due_at=NOW + timedelta(seconds=1)
    )
    visit = doorway.enter(a_session(circle.carer.person), circle.id, NOW)
    assert visit is not None and visit.viewer.role is Role.CARER


@pytest.mark.parametrize(
    ("start", "end", "on_duty"),
    [(None, None, True), (0, 0, True), (-3, -1, False), (1, 4, False), (-1, None, True), (None, -1, False)],
)
def test_duty_is_by_whole_days(circle: Circle, start: int | None, end: int | None, *, on_duty: bool) -> None:
    days = [DAY + timedelta(days=each) if each is not None else None for each in (start, end)]
    Membership.objects.filter(pk=circle.other_carer.membership).update(on_duty_from=days[0], on_duty_until=days[1])
    visit = doorway.enter(a_session(circle.other_carer.person), circle.id, NOW)
    assert visit is not None and visit.viewer.on_duty is on_duty


def test_consent_that_was_withdrawn_is_no_consent(circle: Circle) -> None:
    Consent.objects.filter(membership_id=circle.carer.membership).update(withdrawn_on=date(2026, 1, 1))
    visit = doorway.enter(a_session(circle.carer.person), circle.id, NOW)
    assert visit is not None and visit.viewer.consented is False


def test_the_shared_screen_is_only_for_its_own_circle(circle: Circle, other: Circle) -> None:
    here = doorway.enter(a_session(circle.carer.person, together_circle=circle.id), circle.id, NOW)
    there = doorway.enter(a_session(circle.carer.person, together_circle=other.id), circle.id, NOW)
    assert here is not None and there is not None and here.together and not there.together


def test_the_operator_is_nobody_in_a_circle(circle: Circle) -> None:
    operator = uuid4()
    Person.objects.create(id=operator, username="operator", is_operator=True, created_on=DAY)
    visit = doorway.enter(a_session(operator), circle.id, NOW)
    assert visit is not None and visit.operator and visit.viewer.role is None and visit.subject is None


def a_token(circle: Circle, **more: object) -> str:
    row = {"token_hash": sha256(b"the-token").digest(), "membership_id": circle.carer.membership, "created_at": NOW}
    ApiToken.objects.create(**(row | more))
    return "the-token"


def test_a_token_opens_its_own_circle_and_no_other(circle: Circle, other: Circle) -> None:
    token = a_token(circle)
    visit = doorway.enter_by_token(token, circle.id, NOW)
    assert visit is not None and visit.viewer == circle.carer and visit.session_key is None
    for wrong in ("", "the-toke", "THE-TOKEN", "\ud800"):
        assert doorway.enter_by_token(wrong, circle.id, NOW) is None
    assert doorway.enter_by_token(token, other.id, NOW) is None


@pytest.mark.parametrize("how", ["revoked", "epoch", "inactive", "removed", "due"])
def test_a_token_that_was_ended_opens_nothing(circle: Circle, how: str) -> None:
    token = a_token(circle)
    member = Membership.objects.filter(pk=circle.carer.membership)
    person = Person.objects.filter(pk=circle.carer.person)
    ends = {
        "revoked": lambda: ApiToken.objects.update(revoked_at=NOW),
        "epoch": lambda: person.update(epoch=5),
        "inactive": lambda: person.update(is_active=False),
        "removed": lambda: member.update(state="removed"),
        "due": lambda: member.update(removal_due_at=NOW),
    }
    ends[how]()
    assert doorway.enter_by_token(token, circle.id, NOW) is None
