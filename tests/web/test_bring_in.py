"""Bringing a diary in on the page: first a look, then a yes; the file is kept nowhere, what was picked stays."""

import re
from base64 import b64encode
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from lamplit.actions import entries
from tests.cast import Cast, Part

pytestmark = pytest.mark.django_db
DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2026-11-03,3 Nov,Tuesday,21:41,awful,walk,,<b>Could</b> not =SUM(A1)\n"
    "2026-11-04,4 Nov,Wednesday,08:10,Zen & calm,,,\n"
    "2026-11-05,5 Nov,Thursday,99:10,meh,,,\n"
)


def send(part: Part, data: bytes = DAYLIO.encode(), **fields: str) -> tuple[int, str]:
    form: dict[str, object] = dict(fields)
    if "held" not in fields:
        form["table"] = SimpleUploadedFile("my private name.csv", data, "text/csv")
    answer = part.client.post(f"/c/{part.circle}/bring-in", form)
    return answer.status_code, unescape(answer.content.decode())


def held_in(page: str) -> str:
    return re.search(r'name="held" value="([^"]+)"', page)[1]


def picked(page: str) -> list[str]:
    return re.findall(r'<option value="(\w+)" selected>', page)


def test_a_look_shows_moods_and_bad_rows_and_keeps_nothing(cast: Cast) -> None:
    before = len(entries.diary(cast.subject.visit).items)
    status, page = send(cast.subject)
    assert status == 200
    assert "<strong>2 rows</strong> can come in." in page
    assert "3 November 2026 to 4 November 2026" in page
    assert picked(page) == ["stormy", "dont_know"]
    assert re.search(r"Line 4</strong> · There is no such time", page)
    assert "data-who-sees" in page
    assert "Only you." in page
    assert len(entries.diary(cast.subject.visit).items) == before
    lying = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file() and b"not =SUM" in path.read_bytes()]
    assert lying == []


def test_a_yes_brings_the_good_rows_in_with_the_moods_that_were_picked(cast: Cast) -> None:
    held = held_in(send(cast.subject)[1])
    status, page = send(cast.subject, held=held, step="bring", **{"mood-0": "foggy", "mood-1": "bright"})
    assert status == 200
    assert "2 came in" in page
    assert "Line 4" in page
    cards = [card for card in entries.diary(cast.subject.visit).items if card.kind == "check_in"]
    assert [(card.body or {}).get("weather") for card in cards] == ["bright", "foggy"]
    assert {card.who_sees for card in cards} == {"Only you."}
    assert "Nothing new" in send(cast.subject, held=held, step="bring")[1]


def test_what_was_picked_stays_when_something_has_to_be_mended(cast: Cast) -> None:
    held = held_in(send(cast.carer)[1])
    status, page = send(cast.carer, held=held, step="bring", seen="usual", **{"mood-0": "purple", "mood-1": "good"})
    assert status == 422
    assert picked(page) == ["good"]
    assert re.search(r'value="usual" checked', page)
    assert held_in(page) == held


def test_a_carer_chooses_whether_others_see_them(cast: Cast) -> None:
    held = held_in(send(cast.carer)[1])
    send(cast.carer, held=held, step="bring", seen="usual")
    assert "hard" in {(each.body or {}).get("tone") for each in entries.diary(cast.therapist.visit).items}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Choose a file first."),
        (b"\x89PNG\r\n\0\0", "not a table of words"),
        (b"colour\nred", "called date"),
        (b"date,text\n" + b"2026-11-03,a\n" * 2001, "more than 2,000 rows"),
        (b"x" * 1_100_000, "larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_reason(cast: Cast, data: bytes, why: str) -> None:
    status, page = send(cast.subject, data)
    assert (status, why in page) == (422, True)


def test_what_the_form_holds_is_looked_at_again(cast: Cast) -> None:
    assert send(cast.subject, held="%%%", step="bring")[0] == 422
    assert send(cast.subject, held=b64encode(b"\0").decode(), step="bring")[0] == 422


def test_only_those_who_keep_a_diary_here_find_the_page(cast: Cast) -> None:
    found = {part.role.value: part.client.get(f"/c/{part.circle}/bring-in").status_code for part in cast.everyone}
    assert {role for role, status in found.items() if status == 200} == {"subject", "carer", "other_carer"}
    assert set(found.values()) == {200, 404}
    assert "bring-in" in cast.carer.client.get(f"/c/{cast.circle}/settings").content.decode()
    assert "bring-in" not in cast.therapist.client.get(f"/c/{cast.circle}/settings").content.decode()
