"""One agreed task: a wording for each, looked at and sent in one tap, taken back from all, answers counted apart."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from lamplit.actions import agreeing, giving
from lamplit.actions.entries import diary
from tests.acceptance.schooling import clinical
from tests.cast import Cast, Part, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.row("CT16")]
WORDS = {
    "child": "Say one feeling by its name, once a day.",
    "carer": "When you see a big feeling, guess its name. The therapy work is ours.",
    "school": "When it gets hard, say the feeling quietly by name.",
}


def page(part: Part, at: str = "") -> str:
    """Return a page of the circle as this person gets it."""
    answer = part.client.get(f"/c/{part.circle}/{at}", follow=True)
    assert answer.status_code == 200, at
    return answer.content.decode()


def press(cast: Cast, act: str, **more: Any) -> Any:
    """Let the therapist press one of the buttons of the form."""
    to = [str(part.membership) for part in (cast.subject, cast.carer, cast.teacher)]
    filled_in = {**WORDS, "id": uuid4(), "to": to, "said_yes": ["subject", "carer"], "act": act, **more}
    return cast.therapist.client.post(f"/c/{cast.circle}/agree", filled_in)


def test_each_side_has_its_own_wording_at_the_next_request_and_nobody_anothers(cast: Cast) -> None:
    looked = press(cast, "look").content.decode()
    assert all(words in looked for words in WORDS.values()), "the preview shows what each one reads"
    assert "You and Wren." in looked
    assert "To try" not in page(cast.subject), "looking sends nothing"
    assert press(cast, "send").headers["Location"].split("?")[0].endswith("/given")
    for part, side in ((cast.subject, "child"), (cast.carer, "carer"), (cast.teacher, "school")):
        seen = page(part)
        assert WORDS[side] in seen
        assert not any(words in seen for other, words in WORDS.items() if other != side)
    for part in (cast.other_carer, cast.school_lead, cast.social_worker, *cast.strangers):
        everything = page(part) + page(part, "diary")
        assert not any(words in everything for words in WORDS.values())


def test_school_gets_its_line_and_nothing_else_of_it_and_home_reads_that_line(cast: Cast) -> None:
    press(cast, "send", when="this_week")
    [one] = diary(cast.teacher.visit).items
    seen = "".join(page(cast.teacher, at) for at in ("school", "diary", "deleted", f"e/{one.id}"))
    assert WORDS["school"] in seen
    assert clinical(seen) == []
    assert "Sam" not in seen
    assert one.body == {"task": WORDS["school"]}
    assert cast.teacher.client.get(f"/c/{cast.circle}/agreed/{one.id}").status_code == 404
    for part in (cast.subject, cast.carer):
        own = diary(part.visit).items[0]
        mine = page(part, f"agreed/{own.id}")
        assert WORDS["school"] in mine
        assert "Changed your mind? Tell Sam (therapist)." in mine


def test_taking_back_takes_it_from_all_and_undo_gives_it_again(cast: Cast) -> None:
    press(cast, "send")
    [one] = agreeing.watched(cast.therapist.visit)
    at = f"/c/{cast.circle}/agreed/{one.id}"
    for stranger in (cast.subject, cast.carer, cast.teacher, cast.stranger_therapist):
        assert stranger.client.post(f"{at}/back").status_code in (403, 404)
    assert "done=taken_back" in cast.therapist.client.post(f"{at}/back")["Location"]
    for part in (cast.subject, cast.carer, cast.teacher):
        assert not any(words in page(part) for words in WORDS.values())
    cast.therapist.client.post(f"{at}/again")
    assert WORDS["school"] in page(cast.teacher)
    assert WORDS["child"] in page(cast.subject)


def test_answers_come_back_from_each_side_and_are_counted_apart(cast: Cast) -> None:
    press(cast, "send")
    told = {side: told for side, _, _, told in agreeing.watched(cast.therapist.visit)[0].sides}
    assert set(told.values()) == {"Nothing back yet."}
    for part, hows in ((cast.subject, ("went_well", "in_the_way")), (cast.carer, ("not_tried",))):
        [mine] = [each for each in diary(part.visit).items if each.kind == "assignment"]
        for how in hows:
            part.client.post(f"/c/{cast.circle}/agreed/{mine.id}", {"how": how, "words": "Too loud.", "id": uuid4()})
    [theirs] = diary(cast.teacher.visit).items
    same = uuid4()
    for _ in range(2):
        cast.teacher.client.post(f"/c/{cast.circle}/school/agreed/{theirs.id}", {"how": "went_well", "id": same})
    told = {side: told for side, _, _, told in agreeing.watched(cast.therapist.visit)[0].sides}
    assert told == {
        "child": "It went well 1, Something got in the way 1",
        "carer": "Not tried yet 1",
        "school": "It went well 1",
    }
    assert giving.watched(cast.therapist.visit) == ()
    given = page(cast.therapist, "given")
    assert "overdue" not in given.lower()
    assert "Too loud." not in page(cast.subject, "diary") + page(cast.teacher, "school")
    assert [each.who_sees for each in diary(cast.carer.visit).items if each.kind == "tried" and each.own] == [
        "You and Sam."
    ]


@pytest.mark.parametrize(("age", "said_yes", "kept"), [(16, "carer", False), (16, "subject", True), (9, "carer", True)])
def test_school_reads_it_only_after_a_yes_of_whose_it_is_to_give(db: None, age: int, said_yes: str, kept: bool) -> None:
    cast = make_cast(age)
    answer = press(cast, "send", said_yes=[said_yes])
    assert answer.status_code == (302 if kept else 422)
    assert bool(diary(cast.teacher.visit).items) is kept
    if not kept:
        assert "only after a yes from: Wren" in answer.content.decode()
        assert diary(cast.subject.visit).items == (), "all of them or none"
        assert WORDS["carer"] in answer.content.decode()


def test_a_line_for_school_is_held_against_the_list_of_its_page(cast: Cast) -> None:
    for act in ("look", "send"):
        answer = press(cast, act, school="Remind Wren of what we said in therapy about anxiety.")
        assert answer.status_code == 422
        assert "Say it without: therapy, anxiety." in answer.content.decode()
    assert press(cast, "send", to=[str(cast.teacher.membership)]).status_code == 422
    assert press(cast, "send", to=[str(cast.stranger_subject.membership)]).status_code == 422
    assert press(cast, "send", child=" ").status_code == 422
    assert diary(cast.teacher.visit).items == ()


def test_it_can_begin_from_a_skill_and_only_a_therapist_writes_it(cast: Cast) -> None:
    begun = page(cast.therapist, "agree?skill=name-it")
    assert "Once a day, put one feeling into one word." in begun
    for part in (cast.subject, cast.carer, cast.teacher, cast.social_worker, cast.stranger_therapist):
        assert part.client.get(f"/c/{cast.circle}/agree").status_code in (403, 404)
    same = uuid4()
    for _ in range(2):
        assert press(cast, "send", id=same).status_code == 302
    assert len(agreeing.watched(cast.therapist.visit)) == 1
    assert UUID(str(same)) == agreeing.watched(cast.therapist.visit)[0].id
