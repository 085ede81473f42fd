"""The first page of a new house."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from lamplit.actions import clock, doors, setup
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.invitations import Newcomer
from lamplit.actions.setup import Founding
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import Circle, Consent, Person, SetupToken
from tests.cast import make_cast, open_vault, sign_in

ROBIN = Newcomer("Robin", "robin.carer", "four quiet otter boats")
OTTER = Founding(
    "Otter", date(2018, 4, 2), is_adult=False, role="carer", agreed=Agreed("local_authority", "no", "outside")
)


def changed(founding: Founding, **changes: Any) -> Founding:
    return Founding(**{**{name: getattr(founding, name) for name in founding.__slots__}, **changes})


def token() -> str:
    made = setup.first_run_token()
    assert made is not None
    return made


@pytest.fixture(autouse=True)
def house(db: None) -> None:
    open_vault()


def test_the_setup_person_is_the_first_confirmed_member_and_the_child_has_no_way_in_yet() -> None:
    joined = setup.set_up(token(), ROBIN, OTTER)
    visit = doors.enter(sign_in(joined.person), joined.circle)
    assert visit is not None
    assert (visit.viewer.role, visit.viewer.state) == (Role.CARER, MemberState.CONFIRMED)
    assert (visit.subject_name, visit.circle_name, visit.operator) == ("Otter", "Otter", True)
    assert visit.viewer.consented
    child = Person.objects.get(pk=visit.subject)
    assert not child.has_usable_password()
    assert Consent.objects.get().ground == "local_authority"


def test_the_token_works_once_and_no_house_is_set_up_twice() -> None:
    key = token()
    setup.set_up(key, ROBIN, OTTER)
    with pytest.raises(CircleError):
        setup.set_up(key, Newcomer("Al", "al.second", ROBIN.password), OTTER)
    assert setup.first_run_token() is None
    assert not setup.setup_is_open(key)


def test_a_newer_token_ends_the_older_and_both_end_after_three_days() -> None:
    old, new = token(), token()
    assert not setup.setup_is_open(old)
    assert setup.setup_is_open(new)
    with time_machine.travel(clock.now() + timedelta(hours=73), tick=False):
        assert not setup.setup_is_open(new)


def test_only_a_hash_of_the_token_is_kept() -> None:
    key = token()
    row = SetupToken.objects.get()
    assert key.encode() not in bytes(row.token_hash)
    assert len(key) >= 43


def test_demo_people_do_not_close_the_first_page() -> None:
    make_cast()
    assert setup.first_run_token() is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "teacher"}, "odd_role"),
        ({"role": ""}, "odd_role"),
        ({"about": "  "}, "empty_name"),
        ({"about": "x" * 61}, "long_name"),
        ({"born_on": None}, "no_birth_date"),
        ({"born_on": date(2199, 1, 1)}, "bad_birth_date"),
        ({"born_on": date(1990, 1, 1)}, "grown_birth_date"),
        ({"is_adult": True}, "bad_birth_date"),
        ({"agreed": Agreed("because", "no", "me")}, "odd_consent"),
        ({"agreed": Agreed("court", "perhaps", "me")}, "odd_consent"),
    ],
)
def test_a_wrong_answer_says_what_to_do_and_the_page_stays_open(changes: dict[str, Any], code: str) -> None:
    key = token()
    with pytest.raises(CircleError) as error:
        setup.set_up(key, ROBIN, changed(OTTER, **changes))
    assert error.value.code == code
    assert setup.setup_is_open(key)
    assert not Circle.objects.exists()


def test_there_is_no_way_around_a_long_password() -> None:
    with pytest.raises(CircleError) as error:
        setup.set_up(token(), Newcomer("Robin", "robin.carer", "short"), OTTER)
    assert error.value.field == "password"


def test_an_adult_can_set_up_a_circle_about_themselves() -> None:
    me = Founding("", None, is_adult=True, role="subject", agreed=Agreed("adult_client", "unknown", "me"))
    joined = setup.set_up(token(), ROBIN, me)
    visit = doors.enter(sign_in(joined.person), joined.circle)
    assert visit is not None
    assert (visit.viewer.role, visit.subject, visit.subject_name) == (Role.SUBJECT, joined.person, "Robin")


def test_a_therapist_makes_a_second_circle_and_a_child_cannot() -> None:
    cast = make_cast(10)
    joined = setup.found_another(cast.therapist.person, changed(OTTER, role="therapist"))
    visit = doors.enter(sign_in(cast.therapist.person), joined.circle)
    assert visit is not None
    assert visit.viewer.state is MemberState.CONFIRMED
    for part in (cast.subject, cast.teacher):
        with pytest.raises(CircleError):
            setup.found_another(part.person, OTTER)
