"""The school page holds what is for school; what is sent reaches whom the table names; worries go to a named person."""

from uuid import uuid4

import pytest

from lamplit.actions import circle_page, entries, exports, school
from lamplit.actions.circle_words import CircleError
from lamplit.actions.entries import Clash, Refused
from lamplit.actions.school import SchoolFacts, school_page, send
from lamplit.people.models import SchoolCard
from lamplit.vault import erasure, profiles
from tests.cast import Cast, a_journal, a_moment, make_cast, write

pytestmark = pytest.mark.django_db


def sent(cast: Cast, words: str = "", tone: str = "went_well", what: tuple[str, ...] = ("joined_in",)) -> None:
    send(cast.teacher.visit, uuid4(), tone, what, words)


def test_the_page_holds_own_school_moments_and_no_other_entry(cast: Cast) -> None:
    write(cast.subject, "journal", a_journal())
    write(cast.carer, "moment", a_moment())
    sent(cast, "Read aloud.")
    shown = school_page(cast.teacher.visit)
    assert [(one.said, one.words) for one in shown.moments] == [("Went well: Joined in", "Read aloud.")]
    assert shown.name == "Wren"
    assert {card.kind for card in entries.diary(cast.teacher.visit).items} == {"school_moment"}


def test_older_moments_come_by_the_cursor(cast: Cast) -> None:
    for number in range(school.LATEST + 2):
        sent(cast, f"Number {number}.")
    first = school_page(cast.teacher.visit)
    assert len(first.moments) == school.LATEST
    assert len(school_page(cast.teacher.visit, first.older).moments) == 2


@pytest.mark.parametrize(
    ("age", "readers", "hinted"),
    [
        (16, {"subject", "carer", "therapist", "school_lead", "teacher"}, {"social_worker"}),
        (8, {"subject", "carer", "therapist", "school_lead", "teacher"}, {"social_worker"}),
        (7, {"carer", "therapist", "school_lead", "teacher"}, {"social_worker"}),
    ],
)
def test_a_school_moment_reaches_those_of_row_fourteen(db: None, age: int, readers: set[str], hinted: set[str]) -> None:
    cast = make_cast(age)
    sent(cast, "Shared the paints.")
    seen = {part.role.value: entries.diary(part.visit).items for part in cast.everyone}
    assert {role for role, cards in seen.items() if any(card.level == "full" for card in cards)} == readers
    assert {role for role, cards in seen.items() if any(card.level == "summary" for card in cards)} == hinted
    assert not any(entries.diary(part.visit).items for part in cast.strangers)
    hint = seen["social_worker"][0]
    assert (hint.summary, hint.body, hint.parts) == ("School moment", None, ())


def test_the_sentence_for_a_teacher_is_true_and_names_no_profession_of_the_family(cast: Cast) -> None:
    said = school_page(cast.teacher.visit).who_sees
    assert said == (
        "You, the young person, home, someone who helps the family and your school lead. "
        "One more helper sees it is there, not your words."
    )


def test_a_pick_of_the_other_answer_is_left_out_and_long_words_are_refused(cast: Cast) -> None:
    sent(cast, tone="was_hard", what=("joined_in", "noise"))
    assert school_page(cast.teacher.visit).moments[0].said == "Was hard: Noise or crowds"
    with pytest.raises(Refused) as caught:
        sent(cast, "x" * 141)
    assert [each.field for each in caught.value.problems] == ["words"]
    with pytest.raises(Refused):
        sent(cast, tone="")


def test_sending_the_same_twice_keeps_one_and_other_words_clash(cast: Cast) -> None:
    one = uuid4()
    for _ in range(2):
        send(cast.teacher.visit, one, "went_well", (), "")
    assert len(school_page(cast.teacher.visit).moments) == 1
    with pytest.raises(Clash):
        send(cast.teacher.visit, one, "was_hard", (), "")


def test_nobody_but_a_teacher_writes_one(cast: Cast) -> None:
    for part in (*cast.everyone, cast.stranger_carer):
        if part is not cast.teacher:
            with pytest.raises(Refused):
                send(part.visit, uuid4(), "went_well", (), "")


def test_an_export_has_a_column_for_each_answer(cast: Cast) -> None:
    sent(cast, "Read aloud.")
    table = "".join(exports.export_csv(cast.therapist.visit))
    head = table.splitlines()[0]
    assert all(f"School moment: {column}" in head for column in ("tone", "what", "words"))
    assert "Read aloud." in table


@pytest.mark.parametrize("who", ["carer", "school_lead"])
def test_the_carer_and_the_school_lead_say_where_worries_go(cast: Cast, who: str) -> None:
    school.change_card(getattr(cast, who).visit, SchoolFacts(" Jay ", "Ms  Ash", "01632 960 123"))
    shown = school_page(cast.teacher.visit)
    assert (shown.name, shown.worries.lead, shown.worries.call) == ("Jay", "Ms Ash", "01632960123")
    assert any("worries" in line.text for line in circle_page.circle_page(cast.carer.visit).notices)


@pytest.mark.parametrize("who", ["subject", "other_carer", "therapist", "teacher", "social_worker"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    with pytest.raises(CircleError, match="not_yours"):
        school.change_card(getattr(cast, who).visit, SchoolFacts(lead="Me"))
    assert not SchoolCard.objects.exists()


def test_too_long_a_name_or_number_is_said_with_its_field(cast: Cast) -> None:
    for facts, field in ((SchoolFacts(lead="x" * 61), "lead"), (SchoolFacts(phone="1" * 41), "phone")):
        with pytest.raises(CircleError) as caught:
            school.change_card(cast.carer.visit, facts)
        assert caught.value.field == field


def test_the_card_is_sealed_opens_in_its_own_circle_only_and_goes_with_it(cast: Cast) -> None:
    from lamplit.actions import clock

    school.change_card(cast.carer.visit, SchoolFacts("Jay", "Ms Ash", "01632 960 123"))
    sealed = bytes(SchoolCard.objects.get().sealed_card)
    assert b"Ash" not in sealed
    assert profiles.open_school_card(cast.circle, sealed).lead == "Ms Ash"
    assert profiles.open_school_card(cast.other_circle, sealed) == SchoolFacts()
    assert school.facts_for(cast.stranger_carer.visit) == SchoolFacts()
    erasure.erase_circle(cast.circle, clock.now())
    assert not SchoolCard.objects.exists()
