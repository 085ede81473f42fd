"""Before a young person's first page: one screen, again every 90 days; one tap for company only where it was chosen."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from lamplit.actions import clock
from lamplit.actions.agreement import mode_of
from lamplit.engines.safety.agreement import Mode
from lamplit.people import choices
from tests.cast import Cast, Part, make_cast
from tests.web.test_noticing_pages import B, C, D, read, write

pytestmark = pytest.mark.django_db


def ago(part: Part, days: int) -> None:
    day = clock.today() - timedelta(days=days)
    choices.choose(part.person, choices.AGREED, day.strftime("%Y%m%d"), part.circle)


def choose(part: Part, mode: str, then: str = "") -> str:
    answer = part.client.post(f"/c/{part.circle}/agreement", {"mode": mode, "then": then})
    assert answer.status_code == 302
    return str(answer["Location"])


def told(part: Part) -> str:
    return str(part.client.get(f"/c/{part.circle}/circle").content.decode())


@pytest.mark.parametrize(("days", "asked"), [(89, False), (90, True), (-1, True)])
def test_the_screen_comes_before_the_first_page_and_again_after_ninety_days(cast: Cast, days: int, asked: bool) -> None:
    me = cast.subject
    ago(me, days)
    answer = me.client.get(f"/c/{me.circle}/new/journal")
    assert (answer.status_code == 302) is asked
    if asked:
        screen = me.client.get(answer["Location"]).content.decode()
        assert "It tells nobody" in screen
        assert "Nobody is watching" in screen
        assert choose(me, "self", "journal").endswith("/new/journal")
        assert me.client.get(f"/c/{me.circle}/new/journal").status_code == 200


def test_words_are_kept_even_where_the_screen_was_not_read(cast: Cast) -> None:
    ago(cast.subject, 400)
    assert "data-offer" in read(cast.subject, write(cast.subject, B))


def test_nobody_else_reads_or_answers_it(cast: Cast) -> None:
    for one in (cast.carer, cast.therapist, cast.stranger_subject):
        assert one.client.get(f"/c/{cast.circle}/agreement").status_code == 404
        assert one.client.post(f"/c/{cast.circle}/agreement", {"mode": "ask"}).status_code == 404


def test_a_change_of_mode_is_told_to_all_and_the_same_again_to_nobody(cast: Cast) -> None:
    assert mode_of(cast.subject.visit) is Mode.SELF
    choose(cast.subject, "self")
    assert "chose: at hard moments" not in told(cast.carer)
    choose(cast.subject, "ask")
    for one in (cast.subject, cast.carer, cast.therapist):
        assert "they can tell one of you with one tap" in told(one)


@pytest.mark.parametrize(("age", "mode"), [(8, Mode.ASK), (12, Mode.ASK), (13, Mode.SELF), (16, Mode.SELF)])
def test_the_usual_mode_follows_the_age(age: int, mode: Mode) -> None:
    assert mode_of(make_cast(age).subject.visit) is mode


def company_form(page: str, name: str) -> dict[str, str]:
    form = next(each for each in page.split("<form")[1:] if f"Tell {name}: I need company" in each)
    return dict(re.findall(r'name="(id|to)" value="([^"]+)"', form))


def test_one_tap_tells_one_person_and_carries_no_word(cast: Cast) -> None:
    me = cast.subject
    assert "I need company" not in read(me, write(me, B))
    choose(me, "ask")
    page = read(me, write(me, B))
    sent = company_form(page, "Robin")
    assert me.client.post(f"/c/{me.circle}/company", sent).status_code == 302
    assert me.client.post(f"/c/{me.circle}/company", sent).status_code == 302
    page = read(cast.carer, sent["id"])
    assert "I need company" in page
    assert "hurt myself" not in page
    home = cast.carer.client.get(f"/c/{me.circle}/").content.decode()
    assert home.count("I need company, no talking") >= 1
    assert cast.therapist.client.get(f"/c/{me.circle}/e/{sent['id']}").status_code == 404
    assert "You and Robin" in read(me, sent["id"])


def test_company_is_offered_on_the_page_where_nothing_else_stands(cast: Cast) -> None:
    choose(cast.subject, "ask")
    assert "Tell Robin: I need company" in read(cast.subject, write(cast.subject, C), done="kept")


@pytest.mark.parametrize("text", [D, "Robin shouted again. I want to hurt myself."])
def test_whoever_the_words_name_or_could_be_about_is_not_proposed(cast: Cast, text: str) -> None:
    choose(cast.subject, "ask")
    assert "Tell Robin" not in read(cast.subject, write(cast.subject, text))


@pytest.mark.parametrize("change", [lambda part: None, lambda part: choose(part, "ask")])
def test_without_that_mode_or_to_anybody_else_nothing_can_be_sent(cast: Cast, change: Callable[[Part], object]) -> None:
    change(cast.subject)
    to = cast.carer if change(cast.subject) is None else cast.teacher
    sent = {"id": str(uuid4()), "to": str(to.membership)}
    assert cast.subject.client.post(f"/c/{cast.circle}/company", sent).status_code == 404
    assert cast.subject.client.get(f"/c/{cast.circle}/e/{sent['id']}").status_code == 404


def test_what_the_page_before_asked_is_not_lost_on_the_way(cast: Cast) -> None:
    me = cast.subject
    ago(me, 400)
    answer = me.client.get(f"/c/{me.circle}/new/plan_part?part=signs&made=therapist&other=1")
    form = me.client.get(answer["Location"]).content.decode().split("<form", 2)[-1]
    hidden = dict(re.findall(r'type="hidden" name="(then|part|made|other)" value="([^"]*)"', form))
    assert hidden == {"then": "plan_part", "part": "signs", "made": "therapist"}
    on = me.client.post(f"/c/{me.circle}/agreement", {"mode": "self", **hidden})["Location"]
    assert on.endswith("/new/plan_part?part=signs&made=therapist")
    assert 'name="made" value="therapist"' in me.client.get(on).content.decode()


def test_an_unknown_part_or_page_is_left_out_of_the_way_on(cast: Cast) -> None:
    answer = cast.subject.client.post(
        f"/c/{cast.circle}/agreement", {"mode": "self", "then": "//elsewhere", "part": "signs"}
    )
    assert answer["Location"] == f"/c/{cast.circle}/settings"
