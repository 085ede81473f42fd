"""Numbers out of the cells of the lines, in every shape anybody wrote them."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from lamplit.actions.help_numbers import read_numbers, read_texting
from tests.content import copy_lint

SPEC = copy_lint.ROOT.parent / "shared" / "spec" / "crisis_lines.csv"


@pytest.mark.parametrize(
    ("cell", "shown", "dialled"),
    [
        ("116 123", ["116 123"], ["116123"]),
        ("1553 (from knowledge) / 0917 899 8727", ["1553", "0917 899 8727"], ["1553", "09178998727"]),
        ("03-7627 2929 (from knowledge; older 03-7956 8145)", ["03-7627 2929"], ["0376272929"]),
        ("900 20 20 10 (also 116 111 from knowledge)", ["900 20 20 10"], ["900202010"]),
        ("135 / (011) 5275-1135", ["135", "(011) 5275-1135"], ["135", "01152751135"]),
        ("111 (option 2)", ["111 (option 2)"], ["111"]),
        ("+44 (0)20 7946 0000", ["+44 (0)20 7946 0000"], ["+442079460000"]),
        ("+254 722 178 177", ["+254 722 178 177"], ["+254722178177"]),
        ("1-800-422-4453; 988", ["1-800-422-4453", "988"], ["18004224453", "988"]),
        ("020 1 or 020 2", ["020 1", "020 2"], ["0201", "0202"]),
        ("see site", [], []),
        ("", [], []),
        ("9" * 400, [], []),
    ],
)
def test_every_number_of_a_cell_comes_out_as_people_read_it_and_as_a_phone_dials_it(
    cell: str, shown: list[str], dialled: list[str]
) -> None:
    found = read_numbers(cell)

    assert [each.text for each in found] == shown
    assert [each.dial for each in found] == dialled


@pytest.mark.parametrize(
    ("cell", "dialled", "word"),
    [
        ("text HOME to 741741", "741741", "HOME"),
        ("text start to 678-678", "678678", "START"),
        ("686868 (text HOME / PARLER)", "686868", "HOME"),
        ("51444 (HELP) from knowledge", "51444", ""),
        ("988", "988", ""),
        ("", None, ""),
    ],
)
def test_what_is_to_be_texted_where(cell: str, dialled: str | None, word: str) -> None:
    number, found = read_texting(cell)

    assert (number.dial if number else None, found) == (dialled, word)


if SPEC.is_file():  # the list that was agreed stands beside the project while it is being built, not in a clone

    def _rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_only_lines_somebody_has_seen_are_here_and_nothing_known_by_hearsay_stands_in_them() -> None:
        content = Path(str(files("lamplit.content")))
        agreed = {(row["country_code"], row["name"]): row for row in _rows(SPEC)}
        ours = {(row["country_code"], row["name"]): row for row in _rows(content / "crisis_lines.csv")}

        assert ours.keys() == {key for key, row in agreed.items() if row["seen_in"] != "general knowledge"}
        for key, row in ours.items():
            assert (row["seen_in"], row["operator_site"]) == (agreed[key]["seen_in"], agreed[key]["operator_site"])
            assert row["hours"] == "see site" if "knowledge" in agreed[key]["hours"] else row["hours"]
            assert "knowledge" not in "".join(row.values())
            seen = read_numbers(agreed[key]["phone"].split("(also")[0].replace("1553 (from knowledge) / ", ""))
            assert read_numbers(row["phone"]) == seen, key

    def test_every_country_keeps_its_emergency_numbers_even_without_a_line() -> None:
        content = Path(str(files("lamplit.content")))
        agreed = {row["country_code"]: row["emergency"] for row in _rows(SPEC) if row["country_code"] != "INT"}

        assert {row["country_code"]: row["emergency"] for row in _rows(content / "emergency_numbers.csv")} == agreed
