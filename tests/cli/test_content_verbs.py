"""`practices`, `practice` and `check-content`: what is shipped, one played at one age, and every fault of a folder."""

import csv
import json
from importlib.resources import files
from pathlib import Path

import pytest

from lamplit.cli.__main__ import main
from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.practice.library import shipped
from tests.engines.practice.making import text


def asked(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    ending = main(typed)
    said = capsys.readouterr()
    return ending, said.out, said.err


def test_practices_are_listed_by_age_and_role(capsys: pytest.CaptureFixture[str]) -> None:
    ending, out, _ = asked(capsys, "practices", "--json", "--age", "6-8", "--for", "subject")
    wanted = {each.slug for each in shipped().offered(AgeBand.YOUNG, Role.SUBJECT)}
    assert ending == 0
    assert {each["slug"] for each in json.loads(out)} == wanted
    assert all(each["evidence"]["source"] and each["clinician_reviewed"] for each in json.loads(out))
    assert asked(capsys, "practices")[1].count("\n") == len(shipped().practices)


def test_one_practice_is_printed_from_its_first_page_to_its_last(capsys: pytest.CaptureFixture[str]) -> None:
    ending, out, _ = asked(capsys, "practice", "letter-to-younger-me", "--age", "adult", "--json")
    steps = json.loads(out)["steps"]
    assert ending == 0
    assert [step["name"] for step in steps[:3]] == ["_opening", "_here", "_before"]
    assert "-- gate" in asked(capsys, "practice", "letter-to-younger-me", "--age", "adult")[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["practice", "nothing", "--age", "adult"], "There is no practice called 'nothing'"),
        (["practice", "letter-to-younger-me", "--age", "3-5"], "is not for 3-5"),
        (["check-content", "/nowhere/at/all"], "There is no folder"),
    ],
)
def test_what_is_not_there_is_said_and_ends_with_one(
    capsys: pytest.CaptureFixture[str], typed: list[str], said: str
) -> None:
    ending, out, err = asked(capsys, *typed)
    assert (ending, out) == (1, "")
    assert said in err


def test_what_ships_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    ending, out, _ = asked(capsys, "check-content", "--json")
    assert (ending, json.loads(out)["problems"]) == (0, [])


def test_every_problem_of_a_folder_is_told_with_file_line_and_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "made-up.yaml").write_text(text(), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(text().replace("[worry]", "[wisdom]"), encoding="utf-8")
    ending, out, _ = asked(capsys, "check-content", str(tmp_path))
    assert ending == 1
    assert f"{tmp_path}/bad.yaml:9: tag_unknown: 'wisdom' is not a tag" in out
    assert f"{tmp_path}/bad.yaml:4: slug_differs" in out
    assert "2 problems in 1 files. Practices that can be played: 1." in out
    assert json.loads(asked(capsys, "check-content", str(tmp_path), "--json")[1])["practices"] == 1


def test_the_lines_of_a_country_are_those_that_ship_with_source_and_check(capsys: pytest.CaptureFixture[str]) -> None:
    ending, out, _ = asked(capsys, "help-lines", "gb", "--json")
    told = json.loads(out)
    with files("lamplit.content").joinpath("crisis_lines.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["country_code"] == "GB"]
    assert (ending, told["country"], told["emergency"]) == (0, "United Kingdom", ["999", "112"])
    assert [each["name"] for each in told["lines"]] == [row["name"] for row in rows]
    assert all(
        each["source"] and each["checked_on"] == (row["live_checked_on"] or None)
        for each, row in zip(told["lines"], rows, strict=True)
    )
    read = asked(capsys, "help-lines", "GB")[1]
    assert "116 123" in read
    assert "not checked by ringing it" in read


def test_a_country_without_lines_has_its_number_and_the_directory(capsys: pytest.CaptureFixture[str]) -> None:
    ending, out, _ = asked(capsys, "help-lines", "IN")
    assert ending == 0
    assert "112" in out
    assert "findahelpline.com" in out


def test_an_unknown_country_is_said_and_never_another_ones_lines(capsys: pytest.CaptureFixture[str]) -> None:
    ending, out, err = asked(capsys, "help-lines", "XX")
    assert (ending, out) == (1, "")
    assert "no country 'XX'" in err
    assert "findahelpline.com" in err
