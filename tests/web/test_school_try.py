"""A teacher's own shelf: everything on it is for school, all of it is played by taps, and nothing of it stays."""

import re
from uuid import uuid4

import pytest

from lamplit.actions import circles, drafts, school_shelf
from lamplit.actions.entries import diary
from lamplit.actions.practice import KNOWN
from lamplit.engines.practice.library import shipped
from tests.acceptance.schooling import clinical
from tests.cast import Cast, Part, make_cast
from tests.web.test_school import device

pytestmark = pytest.mark.django_db
IN_CLASS = {"the-first-minute", "say-what-they-did", "look-underneath", "put-it-right", "a-quiet-place-in-class"}


def page(part: Part, at: str = "school/try") -> str:
    answer = part.client.get(f"/c/{part.circle}/{at}")
    assert answer.status_code == 200, at
    return str(answer.content.decode())


def on_the_shelf(text: str) -> set[str]:
    return set(re.findall(r"/school/try/([\w-]+)\"", text))


def begun(part: Part, slug: str) -> str:
    return str(part.client.post(f"/c/{part.circle}/school/try/{slug}")["Location"])


def tap(part: Part, at: str, **sent: object) -> str:
    """Take the first way offered on the step shown now, and return the step."""
    text = part.client.get(at).content.decode()
    assert clinical(text) == [], at
    assert "<textarea" not in text
    step = re.findall(r'name="step" value="([^"]+)"', text)[0]
    picks = re.findall(r'<(?:button|input)[^>]*name="value" value="([^"]+)"', text)
    value = {"value": picks[0]} if picks else {}
    assert part.client.post(at, {"step": step, **value, **sent}).status_code == 302
    return step


def test_one_tap_from_the_school_page_leads_to_what_fits_a_class_and_a_teacher(cast: Cast) -> None:
    assert f'href="/c/{cast.circle}/school/try"' in page(cast.teacher, "school")
    text = page(cast.teacher)
    assert on_the_shelf(text) >= IN_CLASS | {"two-minute-pause", "breathe-your-way"}
    cards = text.split('class="card"')[1:]
    assert all(any(words in card for words in KNOWN.values()) for card in cards)
    assert text.index("With a class") < text.index("/the-first-minute") < text.index("For yourself, between lessons")
    for card in school_shelf.shelf(cast.teacher.visit):
        one = page(cast.teacher, f"school/try/{card.practice.slug}")
        assert clinical(text + one) == [], card.practice.slug
        assert "Looked at by somebody trained in it: not yet" in one
        assert all(len(each) > 10 for each in card.sources), card.sources


def test_need_and_minutes_choose_exactly_what_carries_them(cast: Cast) -> None:
    cards = school_shelf.shelf(cast.teacher.visit)
    for minutes in (1, 5, 15):
        fitting = {card.practice.slug for card in cards if card.minutes <= minutes}
        assert on_the_shelf(page(cast.teacher, f"school/try?minutes={minutes}")) == fitting
    needed = {card.practice.slug for card in cards if "limits" in card.practice.helps_with}
    assert "the-first-minute" in needed
    assert on_the_shelf(page(cast.teacher, "school/try?need=limits")) == needed
    assert "Nothing fits that" in page(cast.teacher, "school/try?need=urge")


def test_every_one_is_played_by_taps_alone_and_nothing_of_it_stays(cast: Cast) -> None:
    for slug in sorted(on_the_shelf(page(cast.teacher))):
        at, taps = begun(cast.teacher, slug), 0
        while (answer := cast.teacher.client.get(at)).status_code == 200 and taps < 60:
            tap(cast.teacher, at)
            taps += 1
        assert answer["Location"].endswith("/school/try?done=whole"), slug
    assert "Done. Nothing of it is kept." in page(cast.teacher, "school/try?done=whole")
    assert drafts.my_drafts(cast.teacher.visit) == ()
    assert diary(cast.teacher.visit).items == ()


def test_it_goes_back_stops_by_a_calm_step_and_picks_up_where_it_was_left(cast: Cast) -> None:
    at = begun(cast.teacher, "say-what-they-did")
    first = tap(cast.teacher, at)
    assert first == "act"
    assert begun(cast.teacher, "say-what-they-did") == at
    cast.teacher.client.post(at, {"step": "stale", "value": "kind"})
    cast.teacher.client.post(at, {"act": "back"})
    assert tap(cast.teacher, at) == first
    cast.teacher.client.post(at, {"act": "back"})
    answer = cast.teacher.client.post(at, {"step": "act", "value": "no such"})
    assert answer.status_code == 422
    assert clinical(answer.content.decode()) == []
    cast.teacher.client.post(at, {"act": "stop"})
    assert tap(cast.teacher, at) == "_stopped"
    assert cast.teacher.client.get(at)["Location"].endswith("done=stopped")
    assert cast.teacher.client.get(at)["Location"].endswith("done=gone")


def test_it_is_the_same_whoever_the_pupil_is_and_says_nothing_of_them_or_of_the_circle() -> None:
    def shown(cast: Cast) -> list[tuple[str, str, int]]:
        cards = school_shelf.shelf(cast.teacher.visit)
        return [(card.title, card.variant.purpose, card.minutes) for card in cards]

    young, older = make_cast(7), make_cast(16)
    assert shown(young) == shown(older) != []
    for cast in (young, older):
        text = page(cast.teacher) + page(cast.teacher, "school/try/put-it-right")
        assert not any(part.name in text for part in cast.everyone if part is not cast.teacher and part.name)
        assert shown(cast) == [(card.title, card.variant.purpose, card.minutes) for card in school_shelf._everything()]


def test_a_teacher_with_a_link_has_the_same_shelf(cast: Cast) -> None:
    client = device(cast)
    assert on_the_shelf(client.get(f"/c/{cast.circle}/school/try").content.decode()) == on_the_shelf(page(cast.teacher))
    at = client.post(f"/c/{cast.circle}/school/try/put-it-right")["Location"]
    assert client.get(at).status_code == 200
    assert cast.teacher.client.get(at)["Location"].endswith("done=gone"), "another teacher's run"


def test_nobody_else_opens_it_and_a_paused_teacher_does_not_either(cast: Cast) -> None:
    at = begun(cast.teacher, "put-it-right")
    others = [part for part in cast.everyone if part is not cast.teacher]
    places = (f"/c/{cast.circle}/school/try", f"/c/{cast.circle}/school/try/put-it-right", at)
    missing = f"/c/{uuid4()}/school/try"
    for part in (*others, *cast.strangers):
        assert {part.client.get(each).status_code for each in (*places, missing)} == {404}
        assert part.client.post(places[1]).status_code == 404
        assert school_shelf.shelf(part.visit) == []
    assert cast.teacher.client.get(f"/c/{cast.strangers[0].circle}/school/try").status_code == 404
    assert {"little-world", "letter-to-younger-me"} <= set(shipped().practices)
    for slug in ("little-world", "letter-to-younger-me", "no-such-thing"):
        assert cast.teacher.client.get(f"{places[0]}/{slug}").status_code == 404
    assert cast.teacher.client.get(f"/c/{cast.circle}/practise").status_code == 404
    circles.pause(cast.carer.visit, cast.teacher.membership)
    assert not any(cast.teacher.client.get(each).status_code == 200 for each in places)
