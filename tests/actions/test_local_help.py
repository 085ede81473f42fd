"""Services near here: one file everybody's help is read from; nothing bad that is typed or done to it stops help."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from lamplit.actions import clock, help_checks, local_help
from lamplit.actions import help as helping
from lamplit.actions.local_help import NAME, ServiceError

HELP = ("/now", "/find-help", "/worried", "/seek-help")
COUNTRIES = frozenset(each.code for each in helping.countries())
GOOD = {
    "name": "Crisis team for young people",
    "phone": "0113 496 0000",
    "text": "text HELLO to 60777",
    "site": "https://team.example.org/young/",
    "hours": "every night, 5pm to 9am",
    "audience": "young people under 18",
    "area": "Leeds",
    "country": "gb",
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(DATA_DIR=tmp_path):
        yield tmp_path


def typed(**other: str) -> dict[str, str]:
    return {**GOOD, "expires_on": (clock.today() + timedelta(days=30)).isoformat(), **other}


def add(**other: str) -> Any:
    return local_help.add(typed(**other), COUNTRIES, clock.today())


@pytest.mark.row("TP10")
def test_a_service_stands_on_every_help_page_until_its_last_day_and_is_then_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(checked_on=clock.today().isoformat())
    for path in HELP:
        page = Client().get(path).content.decode()
        assert GOOD["name"] in page and 'href="tel:01134960000"' in page, path
        assert GOOD["name"] not in Client().get(path, {"country": "IE"}).content.decode()
    assert "Text HELLO to 60777" in Client().get("/find-help").content.decode()
    assert "https://team.example.org/young" in Client().get("/find-help").content.decode()
    assert not help_checks.services_near_here().needs_a_person
    before = Client().get("/sw.js").content

    later = clock.today() + timedelta(days=31)
    monkeypatch.setattr(clock, "today", lambda: later)

    assert all(GOOD["name"] not in Client().get(path).content.decode() for path in HELP)
    told = help_checks.services_near_here()
    assert told.needs_a_person and GOOD["name"] in told.text
    assert Client().get("/sw.js").content != before, "a phone that keeps the old page would never hear of it"


def test_a_check_of_a_service_or_of_a_line_counts_for_180_days(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    today = clock.today()
    local_help.rang_line("GB", "Childline", today)
    assert helping.lines("GB", today)[0].checked_text.startswith("Checked on ")
    assert f"Checked on {today.day} " in Client().get("/find-help").content.decode()

    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=180))
    assert "Checked on" not in Client().get("/find-help").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 100_000),
        ("audience", ""),
        ("audience", "x" * 300),
        ("phone", "call me"),
        ("phone", "+44 20 7946 0000 12345678"),
        ("text", "HELP"),
        ("site", "javascript:alert(1)"),
        ("site", 'a.org" onclick="x'),
        ("country", "XX"),
        ("country", ""),
        ("expires_on", ""),
        ("expires_on", "soon"),
        ("expires_on", "2020-01-01"),
        ("expires_on", "9999-12-31"),
        ("checked_on", "9999-12-31"),
        ("checked_on", "yesterday"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_at_its_field(folder: Path, field: str, value: str) -> None:
    with pytest.raises(ServiceError) as refused:
        add(**{field: value})

    assert refused.value.problems[field].endswith(".")
    assert not (folder / NAME).exists()


def test_there_must_be_some_way_to_reach_somebody(folder: Path) -> None:
    with pytest.raises(ServiceError) as refused:
        add(phone="", text="", site="")
    assert "phone" in refused.value.problems


def test_words_that_look_like_code_or_a_formula_are_only_words(folder: Path) -> None:
    add(name='=HYPERLINK("x") <script>alert(1)</script> {{ 7*7 }}')
    page = Client().get("/find-help").content.decode()

    assert "=HYPERLINK" in page and "{{ 7*7 }}" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"services": 3, "checks": {}}',
        b'{"services": [], "checks": {"GB/Childline": "soon"}}',
        b'{"services": [{"name": "Half"}], "checks": {}}',
        b"\xff\xfe\x00",
        b"[" * 50_000,
        b" " * 2_000_000,
    ],
)
def test_a_file_broken_by_hand_stops_no_help_and_the_doctor_says_so(folder: Path, held: bytes) -> None:
    (folder / NAME).write_bytes(held)

    for path in HELP:
        assert 'href="tel:999"' in Client().get(path).content.decode()
    assert help_checks.services_near_here().needs_a_person is bool(held)
    if held:
        with pytest.raises(ServiceError):
            add()
        assert (folder / NAME).read_bytes() == held, "what somebody can still mend is not written over"


def test_a_site_written_by_hand_into_the_file_is_looked_at_like_any_other(folder: Path) -> None:
    add()
    held = json.loads((folder / NAME).read_bytes())
    held["services"].append({**held["services"][0], "name": "Trap", "site": 'x.org" onmouseover="y'})
    (folder / NAME).write_text(json.dumps(held), encoding="utf-8")

    assert [each.name for each in local_help.shown(clock.today())] == [GOOD["name"]]
    assert local_help.standing().damaged


def test_a_disk_that_takes_nothing_keeps_the_file_that_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add()
    before = (folder / NAME).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        add(name="Another")
    assert (folder / NAME).read_bytes() == before
    assert [each.name for each in folder.iterdir()] == [NAME]


def test_one_put_away_is_seen_by_nobody_and_reported_to_nobody_and_can_come_back(folder: Path) -> None:
    service = add()
    assert local_help.put_away(service, away=True)
    assert not local_help.shown(clock.today()) and not help_checks.services_near_here().needs_a_person
    assert local_help.put_away(service, away=False)
    assert [each.id for each in local_help.shown(date.max - timedelta(days=9000))] == []
    assert [each.id for each in local_help.shown(clock.today())] == [service]
