"""A school worry becomes small steps, shown to a teacher by the young person alone, and gone when taken back."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from lamplit.actions import school_steps
from lamplit.actions.entries import diary
from tests.acceptance.playing import Played
from tests.cast import Cast, Part, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.row("CT10")]
STEPS = ["Open the book.", "Do two sums.", "Hand in half of it."]


def page(part: Part, at: str) -> str:
    """Return a page of the circle as this person gets it."""
    answer = part.client.get(f"/c/{part.circle}/{at}", follow=True)
    assert answer.status_code == 200, at
    return answer.content.decode()


def press(cast: Cast, act: str, **more: Any) -> Any:
    """Let the young person press one of the buttons of the form."""
    filled = {"id": uuid4(), "steps": STEPS, "worry": "The maths test", "help": "Tell me the day before."}
    filled |= {"to": cast.teacher.membership, "act": act, **more}
    return cast.subject.client.post(f"/c/{cast.circle}/steps", filled)


@pytest.mark.parametrize("age", [11, 15])
def test_a_worry_made_into_a_ladder_goes_to_the_teacher_as_steps_and_nothing_else(db: None, age: int) -> None:
    cast = make_cast(age)
    run = Played(cast.subject, "school-ladder")
    rungs = {f"step-{n}": f"Rung {n}" for n in range(3)} | {f"rating-{n}": str(9 - n) for n in range(3)}
    told = {
        "worry": "Reading aloud",
        "kind": "talk",
        "can": "Ask",
        "steps": rungs,
        "teacher": "Let me sit by the door.",
    }
    ended = run.to_the_end({**told, "how": "not_yet", "_keep": "keep"})
    assert "Rung" not in page(cast.teacher, "school")
    kept = page(cast.subject, str(ended["Location"]).split(f"{cast.circle}/")[1])
    [at] = re.findall(r"steps\?run=[0-9a-f-]{36}", kept)
    begun = school_steps.begun(cast.subject.visit, uuid4(), UUID(at[-36:]))
    assert begun.steps == ("Rung 2", "Rung 1", "Rung 0"), "the smallest first"
    assert (begun.worry, begun.help, begun.to) == ("Reading aloud", "Let me sit by the door.", cast.teacher.membership)
    assert "Rung 2" in page(cast.subject, at)
    assert press(cast, "show", steps=list(begun.steps), worry=begun.worry, help=begun.help).status_code == 302
    seen = page(cast.teacher, "school") + page(cast.teacher, "diary")
    assert "Small steps Wren shows you" in seen
    assert all(step in seen for step in (*begun.steps, begun.help))
    assert "Reading aloud" not in seen
    assert {each.kind for each in diary(cast.teacher.visit).items} == {"school_steps"}


def test_the_young_person_sees_what_is_read_first_and_the_line_says_who(cast: Cast) -> None:
    looked = press(cast, "look").content.decode()
    assert "What Mx Lane reads" in looked
    assert "You and Mx Lane." in looked
    assert "The worry:" not in looked
    assert "The worry:" in press(cast, "look", tells_worry="yes").content.decode()
    assert diary(cast.teacher.visit).items == (), "looking shows nothing"
    press(cast, "show", tells_worry="yes")
    assert "The maths test" in page(cast.teacher, "school")
    for part in (cast.carer, cast.other_carer, cast.therapist, cast.school_lead, cast.social_worker, *cast.strangers):
        assert not any(step in page(part, "") + page(part, "diary") for step in STEPS)


def test_taken_back_it_is_gone_at_the_next_request(cast: Cast) -> None:
    press(cast, "show")
    [one] = school_steps.mine(cast.subject.visit)
    assert one.who_sees == "You and Mx Lane."
    at = f"/c/{cast.circle}/steps/{one.id}/back"
    for part in (cast.teacher, cast.carer, cast.stranger_subject):
        assert part.client.post(at).status_code in (403, 404)
    assert STEPS[0] in page(cast.teacher, "school")
    assert "done=back" in cast.subject.client.post(at)["Location"]
    assert not any(step in page(cast.teacher, "school") + page(cast.teacher, "diary") for step in STEPS)
    assert school_steps.mine(cast.subject.visit) == ()


def test_two_steps_are_no_ladder_and_only_a_teacher_of_the_circle_is_asked(cast: Cast) -> None:
    few = press(cast, "show", steps=STEPS[:2])
    assert few.status_code == 422
    assert "Three steps at least." in few.content.decode()
    assert "The maths test" in few.content.decode()
    for wrong in (cast.carer.membership, cast.stranger_carer.membership, ""):
        assert press(cast, "show", to=wrong).status_code == 422
    for part in (cast.carer, cast.therapist, cast.teacher):
        assert part.client.get(f"/c/{cast.circle}/steps").status_code == 404
    assert diary(cast.teacher.visit).items == ()
    same = uuid4()
    for _ in range(2):
        assert press(cast, "show", id=same).status_code == 302
    assert len(school_steps.mine(cast.subject.visit)) == 1
