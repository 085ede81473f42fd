"""Taking consent back, and the plan that lets a child's check-ins reach the therapist."""

from typing import Any

import pytest

from lamplit.actions import circle_page, circles, consents, entries
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.people.models import Circle
from tests.cast import Cast, make_cast, write


@pytest.fixture
def child_cast(db: None) -> Cast:
    return make_cast(10)


def code_of(act: Any, *args: Any) -> str:
    with pytest.raises(CircleError) as error:
        act(*args)
    return error.value.code


def test_consent_taken_back_closes_everything_but_their_own_at_the_next_request(child_cast: Cast) -> None:
    by_carer = write(child_cast.carer, "moment", {"tone": "good", "words": "We swam."})
    own = write(child_cast.carer, "journal", {"text": "Mine."})
    assert entries.read_entry(child_cast.therapist.visit, by_carer) is not None
    for part in (child_cast.therapist, child_cast.carer):
        consents.withdraw_consent(child_cast.social_worker.visit, part.membership)
        assert not part.visit.viewer.consented
    assert entries.read_entry(child_cast.therapist.visit, by_carer) is None
    assert entries.read_entry(child_cast.carer.visit, own) is not None


def test_a_new_consent_opens_the_part_again(child_cast: Cast) -> None:
    carers = write(child_cast.carer, "moment", {"tone": "good", "words": "We swam."})
    consents.withdraw_consent(child_cast.carer.visit, child_cast.therapist.membership)
    circles.give_consent(
        child_cast.carer.visit, child_cast.therapist.membership, Agreed("parental_responsibility", "yes", "me")
    )
    assert entries.read_entry(child_cast.therapist.visit, carers) is not None


def test_the_page_says_who_agreed_on_what_ground_and_when_it_is_looked_at_again(child_cast: Cast) -> None:
    circles.give_consent(
        child_cast.carer.visit, child_cast.therapist.membership, Agreed("parental_responsibility", "yes", "me")
    )
    cards = circle_page.circle_page(child_cast.social_worker.visit).members
    card = next(one.consent for one in cards if one.membership == child_cast.therapist.membership)
    assert card is not None
    assert (card.ground, card.by, card.responsibility) == (
        "Somebody with parental responsibility agreed",
        "Robin",
        "Yes",
    )
    assert card.review


@pytest.mark.parametrize(("age", "may"), [(15, False), (16, True)])
def test_from_sixteen_the_young_person_takes_back_the_consent_to_any_part_but_their_own(
    db: None, age: int, *, may: bool
) -> None:
    cast = make_cast(age)
    if may:
        consents.withdraw_consent(cast.subject.visit, cast.carer.membership)
        assert not cast.carer.visit.viewer.consented
    else:
        assert code_of(consents.withdraw_consent, cast.subject.visit, cast.carer.membership) == "not_yours"
    assert code_of(consents.withdraw_consent, cast.therapist.visit, cast.subject.membership) == "subject_stays"


def test_a_teacher_takes_back_nobodys_consent_but_their_own(child_cast: Cast) -> None:
    assert code_of(consents.withdraw_consent, child_cast.teacher.visit, child_cast.carer.membership) == "not_yours"
    consents.withdraw_consent(child_cast.teacher.visit, child_cast.teacher.membership)
    assert not child_cast.teacher.visit.viewer.consented


def test_a_stranger_takes_back_nothing(child_cast: Cast) -> None:
    visit = child_cast.stranger_carer.visit
    assert code_of(consents.withdraw_consent, visit, child_cast.carer.membership) == "not_here"


def test_a_made_up_ground_is_not_recorded(child_cast: Cast) -> None:
    visit, membership = child_cast.carer.visit, child_cast.therapist.membership
    assert code_of(circles.give_consent, visit, membership, Agreed("because", "yes", "me")) == "odd_consent"
    assert code_of(circles.give_consent, visit, membership, Agreed("own", "yes", "a neighbour")) == "odd_consent"


def test_the_plan_needs_the_child_and_an_adult_and_is_announced(child_cast: Cast) -> None:
    circle = Circle.objects.get(pk=child_cast.circle)
    assert not consents.agree_to_plan(child_cast.carer.visit)
    circle.refresh_from_db()
    assert not circle.plan_agreed
    assert consents.agree_to_plan(child_cast.subject.visit)
    circle.refresh_from_db()
    assert circle.plan_agreed
    told = [line.text for line in circle_page.circle_page(child_cast.teacher.visit).notices]
    assert told[0] == "Wren said yes too. New check-ins made together go to the therapist now."


def test_the_therapist_who_would_receive_it_does_not_decide_the_plan(child_cast: Cast) -> None:
    assert code_of(consents.agree_to_plan, child_cast.therapist.visit) == "not_yours"
    assert not consents.agree_to_plan(child_cast.subject.visit)


def test_an_adult_whose_own_part_nobody_agreed_to_cannot_agree_to_the_plan(child_cast: Cast) -> None:
    consents.withdraw_consent(child_cast.social_worker.visit, child_cast.carer.membership)
    assert code_of(consents.agree_to_plan, child_cast.carer.visit) == "need_consent"


def test_one_no_ends_the_plan(child_cast: Cast) -> None:
    consents.agree_to_plan(child_cast.carer.visit)
    consents.agree_to_plan(child_cast.subject.visit)
    consents.end_plan(child_cast.subject.visit)
    assert not Circle.objects.get(pk=child_cast.circle).plan_agreed
    assert not consents.agree_to_plan(child_cast.carer.visit)


def test_from_thirteen_there_is_no_such_plan(cast: Cast) -> None:
    assert code_of(consents.agree_to_plan, cast.subject.visit) == "not_a_child"


def test_a_yes_from_somebody_who_was_paused_meanwhile_does_not_count(child_cast: Cast) -> None:
    consents.agree_to_plan(child_cast.carer.visit)
    circles.pause(child_cast.social_worker.visit, child_cast.carer.membership)
    assert not consents.agree_to_plan(child_cast.subject.visit)
