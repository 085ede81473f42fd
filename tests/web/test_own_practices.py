"""Practices of the house's own: in a folder by setting, checked like ours, marked as theirs; a broken one is told."""

import os
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from lamplit.actions import practice_library
from lamplit.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SAMPLE = files("lamplit.content").joinpath("practices", "breathing", "breathe-your-way.yaml")
TITLE = "Breathing on our bench"


def sound(slug: str = "our-bench") -> str:
    """A practice that passes every check, under a title of this house."""
    text = SAMPLE.read_text(encoding="utf-8").replace("practice: breathe-your-way", f"practice: {slug}", 1)
    text = re.sub(r"(?m)^ +title: .*\n", "", text)
    return re.sub(r"(?m)^title: .*$", f"title: {TITLE}", text)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "practices"
    (place / "mine").mkdir(parents=True)
    with override_settings(PRACTICES=str(place)):
        yield place


@pytest.fixture
def host(cast: Cast) -> Client:
    Person.objects.filter(pk=cast.carer.person).update(is_operator=True)
    return cast.carer.client


def page(client: Client, name: str, *more: object) -> str:
    return client.get(reverse(name, args=more)).content.decode()


def test_a_file_put_in_the_folder_is_on_every_shelf_marked_and_gone_when_it_is_taken_out(
    cast: Cast, shelf: Path
) -> None:
    wren, sam, place = cast.subject.client, cast.therapist.client, cast.circle
    assert TITLE not in page(wren, "practise", place)
    (shelf / "mine" / "our-bench.yaml").write_text(sound(), encoding="utf-8")
    card = page(wren, "practise", place).split(TITLE)[1].split("</li>")[0]
    assert "Added by this house." in card
    look = page(wren, "practice", place, "our-bench")
    assert "Added by this house" in look and "Whoever runs this house added it." in look
    assert "This one needs a connection." in look
    assert "Added by this house." in page(sam, "give_shelf", place).split(TITLE)[1].split("</li>")[0]
    assert TITLE not in Client().get("/practise/young-16-17").content.decode()
    begun = wren.post(reverse("practice", args=[place, "our-bench"]))
    assert begun.status_code == 302
    assert wren.get(begun["Location"]).status_code == 200

    (shelf / "mine" / "our-bench.yaml").unlink()
    assert TITLE not in page(wren, "practise", place)
    assert wren.get(reverse("practice", args=[place, "our-bench"])).status_code == 404
    assert wren.get(begun["Location"]).status_code < 500


def test_a_broken_file_is_told_to_the_host_with_its_lines_and_the_others_work(
    cast: Cast, host: Client, shelf: Path
) -> None:
    (shelf / "mine" / "our-bench.yaml").write_text(sound(), encoding="utf-8")
    (shelf / "mine" / "bad.yaml").write_text(sound("bad").replace("source:", "sauce:", 1), encoding="utf-8")
    (shelf / "mine" / "worse.yaml").write_bytes(b"\xff\xfe\x00 not text")
    (shelf / "mine" / "breathe-your-way.yaml").write_text(sound("breathe-your-way"), encoding="utf-8")
    shown = page(host, "own_practices")
    assert TITLE in shown and TITLE in page(cast.subject.client, "practise", cast.circle)
    for file in ("mine/bad.yaml", "mine/worse.yaml", "mine/breathe-your-way.yaml"):
        assert file in shown
    assert "not a key of a practice" in shown and "comes with Lamplit" in shown
    line = 1 + next(n for n, each in enumerate(sound().splitlines()) if each.startswith("source:"))
    assert f"Line {line}:" in shown
    told = practice_library.own_practices()
    assert told.needs_a_person and "bad.yaml" in told.text and "our-bench" not in told.text
    assert "bad.yaml" in page(host, "operator")
    assert page(cast.subject.client, "practice", cast.circle, "breathe-your-way").count(TITLE) == 0
    for client in (cast.subject.client, cast.therapist.client, cast.stranger_carer.client):
        assert client.get(reverse("own_practices")).status_code == 404


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_that_is_not_there_or_empty_takes_nothing_away(cast: Cast, tmp_path: Path, made: bool) -> None:
    place = tmp_path / "none"
    if made:
        place.mkdir()
    with override_settings(PRACTICES=str(place)):
        assert "Long out-breath" in page(cast.subject.client, "practise", cast.circle)
        assert practice_library.own_practices().needs_a_person is not made


def test_a_file_is_read_again_when_it_changed_and_only_then(shelf: Path) -> None:
    file = shelf / "mine" / "our-bench.yaml"
    file.write_text(sound(), encoding="utf-8")
    first = practice_library.at_hand()
    assert practice_library.at_hand() is first
    file.write_text(sound().replace(TITLE, "Another bench"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert practice_library.at_hand().practices["our-bench"].title == "Another bench"


def test_a_draft_comes_back_with_its_problems_beside_its_lines_and_nothing_is_kept(host: Client, shelf: Path) -> None:
    draft = sound().replace("source:", "sauce:", 1) + "\nextra: <b>& more</b>\n"
    answer = host.post(reverse("own_practices"), {"name": "mine/our-bench.yaml", "text": draft})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert shown.count('class="wrong"') >= 2
    wrong = [each for each in shown.split("</li>") if 'class="wrong"' in each]
    assert any("sauce:" in each and "is not a key of a practice" in each for each in wrong)
    assert "<b>& more" not in shown and "&lt;b&gt;&amp; more" in shown
    assert list(shelf.rglob("*.yaml")) == []
    good = host.post(reverse("own_practices"), {"name": "mine/our-bench.yaml", "text": sound()}).content.decode()
    assert "Nothing to mend" in good and "Save it as mine/our-bench.yaml" in good and 'class="wrong"' not in good
    clash = host.post(
        reverse("own_practices"), {"name": "mine/breathe-your-way.yaml", "text": sound("breathe-your-way")}
    )
    assert "comes with Lamplit" in clash.content.decode()


@pytest.mark.parametrize(
    ("name", "text"), [("../keys.yaml", "a: b"), ("mine/x.yaml", "  "), ("mine/x.yaml", "x" * 200_001)]
)
def test_what_cannot_be_tried_is_said_and_stays_in_the_form(host: Client, name: str, text: str) -> None:
    answer = host.post(reverse("own_practices"), {"name": name, "text": text})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{name}"' in shown and text in shown
    assert 'aria-invalid="true"' in shown


@pytest.mark.parametrize("text", ["\x00", "{", "- a\n- b", "a: &x [*x]", "title: 3\nbands: 4", "[" * 99_999])
def test_no_draft_breaks_the_page(host: Client, text: str) -> None:
    answer = host.post(reverse("own_practices"), {"name": "mine/x.yaml", "text": text})
    assert answer.status_code == 200
    assert 'class="wrong"' in answer.content.decode()
