"""The page and the shelves that phones keep for practising without a connection: reviewed words, and nobody's own."""

import re

import orjson
import pytest

from lamplit.actions.practice_shelves import NAMES
from lamplit.engines.practice.library import shipped
from tests.cast import Cast, a_browser

pytestmark = pytest.mark.django_db
SLUG = "breathe-your-way"


def test_the_kept_page_is_the_same_for_everybody_and_asks_nobody_who_they_are(cast: Cast) -> None:
    seen = [client.get("/practise") for client in (a_browser(), cast.carer.client, cast.subject.client)]

    assert len({answer.content for answer in seen}) == 1
    assert not any(answer.cookies for answer in seen)
    page = seen[0].content.decode()
    assert [part.name for part in cast.everyone if re.search(rf"\b{part.name}\b", page)] == []
    assert "csrfmiddlewaretoken" not in page
    assert len(seen[0].content) <= 30_000


def test_a_shelf_holds_what_is_offered_at_one_age_and_not_a_word_of_anybody(cast: Cast) -> None:
    answer = cast.subject.client.get("/practise/young-9-12")
    shelf = orjson.loads(answer.content)

    assert answer.content == a_browser().get("/practise/young-9-12").content
    assert SLUG in shelf["practices"]
    assert "younger-me-card" not in shelf["practices"], "what has a gate needs the house"
    assert f'href="#{SLUG}"' in shelf["shelf"]
    assert not any(part.name.encode() in answer.content.split(b"Sam says")[0] for part in (cast.carer, cast.subject))
    assert b"csrfmiddlewaretoken" not in answer.content
    assert len(answer.content) <= 600_000


def test_every_step_of_a_shelf_is_drawn_with_who_sees_it_beside_each_place_of_writing(cast: Cast) -> None:
    shelf = orjson.loads(a_browser().get("/practise/young-6-8").content)
    for slug, practice in shelf["practices"].items():
        places = {place[0] for place in practice["places"] if place[0]}
        assert places == set(practice["steps"]), slug
        for drawn, below in practice["steps"].values():
            assert ('id="asked"' in drawn, "data-on" in drawn) == (True, True)
            if "<textarea" in drawn or "checkbox" in drawn:
                assert "data-who-sees" in shelf["on"][below]
                assert "Nobody is watching this page" in shelf["on"][below]
            if 'class="step contact"' in drawn:
                assert 'href="/now"' in drawn
        assert "Not what you write." in practice["look"]


@pytest.mark.parametrize("name", ["young-4", "teacher-adult", "young-9-12/x", "x"])
def test_there_is_no_other_shelf(name: str) -> None:
    assert a_browser().get(f"/practise/{name}").status_code == 404


def test_each_age_and_each_side_has_one_and_the_worker_knows_the_page() -> None:
    assert len(NAMES) == 10
    worker = a_browser().get("/sw.js").content.decode()
    assert 'PRACTISE = "/practise"' in worker
    assert not any(slug in worker for slug in shipped().practices), "the worker says nothing of which practice is whose"


def test_the_page_before_says_whether_it_works_without_a_connection(cast: Cast) -> None:
    say = {
        slug: cast.subject.client.get(f"/c/{cast.circle}/practise/{slug}").content.decode()
        for slug in (SLUG, "fear-ladder")
    }
    assert "Works without a connection too." in say[SLUG]
    assert "This one needs a connection." in say["fear-ladder"]
