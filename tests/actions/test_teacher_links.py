"""A teacher's link is made, handed over and ended by those who look after the circle, and each step is told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lamplit.actions import circle_page, circles, clock, consents, doors, teacher_links
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.doors import Visit
from lamplit.actions.school import KIND, school_page, send
from lamplit.actions.teacher_links import Handed
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import Consent, Membership, Person, TeacherCode
from lamplit.people.teacher_links import CODE_LENGTH, MOST_WAITING, spelled
from lamplit.vault.models import AuditEvent
from tests.cast import Cast, make_cast, sign_in

pytestmark = pytest.mark.django_db
AGREED = Agreed("local_authority", "no", "outside")


@pytest.fixture
def handed(cast: Cast) -> Handed:
    return teacher_links.make(cast.carer.visit, "Mr Bell", AGREED)


def person_of(handed: Handed) -> Person:
    return Membership.objects.select_related("person").get(pk=handed.membership).person


def visit_of(cast: Cast, handed: Handed) -> Visit:
    found = doors.enter(sign_in(person_of(handed).pk, mfa=False), cast.circle)
    assert found is not None
    return found


def refused(code: str, *call: object) -> None:
    act, *rest = call
    with pytest.raises(CircleError) as caught:
        act(*rest)  # type: ignore[operator]
    assert caught.value.code == code


def told(cast: Cast) -> list[str]:
    return [line.text for line in circle_page.circle_page(cast.carer.visit).notices]


def test_a_link_makes_a_teacher_who_is_in_with_consent_and_without_an_account(cast: Cast, handed: Handed) -> None:
    part = Membership.objects.get(pk=handed.membership)
    assert (part.role, part.state) == (Role.TEACHER.value, MemberState.CONFIRMED.value)
    assert Consent.objects.get(membership=part).recorded_by_id == cast.carer.person
    person = person_of(handed)
    assert not person.has_usable_password()
    assert person.email is None
    assert "Bell" not in person.username + str(bytes(person.sealed_profile))
    assert "Robin made a new link to the school page for Mr Bell." in told(cast)


@pytest.mark.parametrize("who", ["carer", "therapist", "social_worker"])
def test_those_who_look_after_the_circle_make_one(cast: Cast, who: str) -> None:
    assert teacher_links.make(getattr(cast, who).visit, "Mr Bell", AGREED).link


@pytest.mark.parametrize("who", ["subject", "other_carer", "teacher", "school_lead", "stranger_carer"])
def test_nobody_else_makes_one_or_changes_one(cast: Cast, handed: Handed, who: str) -> None:
    visit = getattr(cast, who).visit
    other = "not_here" if who == "stranger_carer" else "not_yours"
    if who != "stranger_carer":
        refused("not_yours", teacher_links.make, visit, "Mr Bell", AGREED)
    for act in (teacher_links.new_link, teacher_links.new_code, teacher_links.end_link):
        refused(other, act, visit, handed.membership)
    assert teacher_links.doors_of(visit, handed.membership) is None


def test_a_name_and_a_consent_are_needed(cast: Cast) -> None:
    refused("empty_name", teacher_links.make, cast.carer.visit, "  ", AGREED)
    refused("long_name", teacher_links.make, cast.carer.visit, "x" * 61, AGREED)
    refused("odd_consent", teacher_links.make, cast.carer.visit, "Mr Bell", Agreed("", "no", "me"))
    assert not TeacherCode.objects.exists()


def test_only_a_teacher_by_link_of_this_circle_has_codes(cast: Cast, handed: Handed) -> None:
    for membership in (cast.teacher.membership, cast.therapist.membership, cast.stranger_carer.membership, uuid4()):
        refused("not_here", teacher_links.new_code, cast.carer.visit, membership)


def test_ten_codes_wait_at_most_and_a_used_one_makes_room(cast: Cast, handed: Handed) -> None:
    visit = cast.carer.visit
    for _ in range(MOST_WAITING - 1):
        teacher_links.new_code(visit, handed.membership)
    refused("many_codes", teacher_links.new_code, visit, handed.membership)
    assert teacher_links.enter(handed.link, handed.code) is not None
    assert teacher_links.new_code(visit, handed.membership).link == ""


def test_a_code_is_read_however_it_is_typed(handed: Handed) -> None:
    code = handed.code
    for typed in (code.lower(), f" {code[:4]} - {code[4:]} ", code.replace("V", "u")):
        assert spelled(typed) == code
    assert len(spelled("9" * 5000)) == CODE_LENGTH + 1


def test_ending_a_link_ends_its_devices_and_a_new_one_is_refused_codes_of_the_old(cast: Cast, handed: Handed) -> None:
    visit, key = cast.carer.visit, sign_in(person_of(handed).pk, mfa=False)
    assert doors.enter(key, cast.circle) is not None
    teacher_links.end_link(visit, handed.membership)
    assert doors.enter(key, cast.circle) is None
    refused("no_link", teacher_links.new_code, visit, handed.membership)
    ways = teacher_links.doors_of(visit, handed.membership)
    assert ways == teacher_links.TeacherDoors(linked=False, waiting=0, devices=())
    assert teacher_links.new_link(visit, handed.membership).link != handed.link
    assert "Robin ended the link of Mr Bell. It is closed on every device." in told(cast)


def test_one_device_is_ended_and_the_other_stays(cast: Cast, handed: Handed) -> None:
    person = person_of(handed).pk
    first, second = (sign_in(person, mfa=False) for _ in range(2))
    ways = teacher_links.doors_of(cast.carer.visit, handed.membership)
    assert ways is not None
    assert len(ways.devices) == 2
    teacher_links.end_device(cast.carer.visit, handed.membership, ways.devices[0].handle)
    assert [doors.enter(key, cast.circle) is None for key in (first, second)].count(True) == 1
    refused("too_late", teacher_links.end_device, cast.carer.visit, handed.membership, ways.devices[0].handle)


def test_every_step_is_one_audit_row(cast: Cast, handed: Handed) -> None:
    visit = cast.carer.visit
    steps = [
        (lambda: teacher_links.new_code(visit, handed.membership), "circle.school_code"),
        (lambda: teacher_links.enter(handed.link, handed.code), "circle.school_device"),
        (lambda: teacher_links.new_link(visit, handed.membership), "circle.school_link"),
        (lambda: teacher_links.end_link(visit, handed.membership), "circle.school_link_ended"),
    ]
    for act, code in steps:
        before = AuditEvent.objects.count()
        act()
        assert AuditEvent.objects.count() == before + 1
        assert AuditEvent.objects.order_by("-seq").values_list("action", flat=True)[0] == code


def test_a_pause_a_removal_and_a_consent_taken_back_bite_like_for_anybody(cast: Cast, handed: Handed) -> None:
    """P07: what is paused or no longer agreed to closes at the next request."""
    teacher = visit_of(cast, handed)
    send(teacher, uuid4(), "went_well", ["joined_in"], "")
    consents.withdraw_consent(cast.carer.visit, handed.membership)
    without = visit_of(cast, handed)
    assert not without.viewer.consented
    assert [one.said for one in school_page(without).moments] == ["Went well: Joined in"]
    circles.pause(cast.carer.visit, handed.membership)
    assert visit_of(cast, handed).viewer.state is MemberState.PAUSED
    assert not teacher_links.is_open(handed.link)
    assert teacher_links.enter(handed.link, handed.code) is None


def test_an_adult_looks_after_their_own_teacher_link(db: None) -> None:
    grown = make_cast(18)
    handed = teacher_links.make(grown.subject.visit, "Tutor", AGREED)
    refused("not_yours", teacher_links.make, grown.therapist.visit, "Tutor", AGREED)
    assert school_page(visit_of(grown, handed)).who_sees
    assert KIND == "school_moment"
    assert handed.ends_at - clock.now() > timedelta(days=6)


def test_a_teacher_by_link_needs_no_way_back_in(cast: Cast, handed: Handed) -> None:
    from lamplit.actions import way_back

    assert not way_back.may_ask(cast.carer.visit, handed.membership)
    refused("not_here", way_back.ask, cast.carer.visit, handed.membership)
