"""What SAFETY.md and SECURITY.md promise is held by tests that exist."""

import csv
import re
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import Cast
from tests.docs.reading import ROOT, exam_lines, names_of_tests, rows_of, text_of

HELD = re.compile(r"`(tests/[\w/]+\.py)`(?: \(`(test_\w+)`\))?")
HAZARDS = [(row[0], HELD.findall(row[-1])) for row in rows_of("SAFETY.md", "Hazards")]


def test_the_hazards_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in HAZARDS] == [f"H{place}" for place in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) >= 15


@pytest.mark.parametrize(("number", "held"), HAZARDS, ids=[number for number, _ in HAZARDS])
def test_a_hazard_names_a_test_that_is_there(number: str, held: list[tuple[str, str]]) -> None:
    assert held, number
    for file, test in held:
        assert (ROOT / file).exists(), file
        assert test in names_of_tests(ROOT / file), f"{number}: {file} has no {test}"


def test_every_exam_line_a_page_names_is_examined() -> None:
    named = set(re.findall(r"\b([SRP]\d\d[a-z]?)\b", text_of("SECURITY.md") + text_of("SAFETY.md")))
    assert len(named) > 8
    assert named - exam_lines() == set()


def test_every_line_of_the_exam_has_a_test_and_every_test_of_it_a_line() -> None:
    with (ROOT / "exam/lines.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["id"] for row in csv.DictReader(file)}
    assert listed == exam_lines()


def test_a_new_web_secret_ends_every_session_token_and_link_of_everybody(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    from lamplit.actions import doors
    from lamplit.cli import building
    from lamplit.config.places import Places

    assert cast.carer.client.get(f"/c/{cast.circle}/").status_code == 200
    assert cast.carer.api("GET", "/entries").status_code == 200
    settings.PLACES = Places(tmp_path, tmp_path / "keys.json")
    building.keep_web_secret()
    assert doors.enter(cast.carer.session_key, cast.circle) is None
    assert cast.carer.client.get(f"/c/{cast.circle}/").status_code == 302
    assert cast.carer.api("GET", "/entries").status_code == 401
    assert "every session, token and link" in text_of("SECURITY.md")
