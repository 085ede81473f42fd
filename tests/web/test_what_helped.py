"""What helped, by one's own figures with their count; and the calm place, two taps from home."""

import re
from uuid import uuid4

import pytest

from lamplit.actions import helped
from lamplit.actions.entries import Writing, write_entry
from tests.cast import Cast, Part


def did(part: Part, slug: str, rated: int | None, **more: object) -> str:
    fields = {"practice": slug, "title": slug.title(), "ending": "whole", **more}
    fields |= {} if rated is None else {"helped": rated}
    return str(write_entry(part.visit, Writing(uuid4(), "practice_run", fields, audience=["me"])).id)


@pytest.mark.row("IC07")
def test_the_menu_stands_in_the_order_of_ones_own_mean_with_the_count(cast: Cast) -> None:
    for slug, rated in (("look-round", 9), ("breathe-your-way", 4), ("look-round", 6), ("worry-time", 8)):
        did(cast.subject, slug, rated)
    did(cast.subject, "tighten-and-let-go", None)
    did(cast.carer, "breathe-your-way", 10)
    page = cast.subject.client.get(f"/c/{cast.circle}/what-helped").content.decode()
    assert re.findall(r"/practise/([\w-]+)\"", page) == ["worry-time", "look-round", "breathe-your-way"]
    assert re.findall(r"[\d.]+ of 10, from [^<]+", page) == [
        "8 of 10, from 1 time", "7.5 of 10, from 2 times", "4 of 10, from 1 time",
    ]  # fmt: skip
    did(cast.subject, "breathe-your-way", 10)
    did(cast.subject, "breathe-your-way", 10)
    assert [each.slug for each in helped.menu(cast.subject.visit).helped][:2] == ["breathe-your-way", "worry-time"]
    assert [each.times for each in helped.menu(cast.carer.visit).helped] == [1]
    for part in (cast.therapist, cast.teacher, *cast.strangers):
        assert part.client.get(f"/c/{cast.circle}/what-helped").status_code in (403, 404)


def test_alike_ones_go_by_how_often_then_by_name() -> None:
    rows = [("b", 5), ("a", 5), ("c", 5), ("c", 5)]
    bodies = [{"practice": slug, "title": slug, "helped": number} for slug, number in rows]
    assert [each.slug for each in helped.ranked(bodies)] == ["c", "a", "b"]


def test_the_calm_place_opens_by_its_word_in_two_taps_from_home(cast: Cast) -> None:
    said = ["What is there to see?\nBoats", "Pick one word that brings it back.\nHarbour"]
    old = did(cast.subject, "calm-place", 7, said=[said[0], "Pick one word that brings it back.\nAttic"])
    entry = did(cast.subject, "calm-place", 8, said=said)
    home = cast.subject.client.get(f"/c/{cast.circle}/").content.decode()
    assert f'href="/c/{cast.circle}/practise"' in home
    shelf = cast.subject.client.get(f"/c/{cast.circle}/practise").content.decode()
    assert re.findall(r'/place/([0-9a-f-]{36})".*?<strong>(\w+)</strong>', shelf, re.DOTALL) == [
        (entry, "Harbour"),
        (old, "Attic"),
    ]
    assert "Boats" in cast.subject.client.get(f"/c/{cast.circle}/e/{entry}").content.decode()
    assert "Harbour" not in cast.carer.client.get(f"/c/{cast.circle}/practise").content.decode()
    assert helped.cue_word({"practice": "calm-place"}) == ""
