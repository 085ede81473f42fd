"""No cell of an export is ever run by a spreadsheet."""

import csv
import io

import pytest

from lamplit.actions.exports import safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "|calc",
        "%0A=1",
        "\uff1d1+1",
        "\uff20SUM(A1)",
        "  =1+1",
        "\u00a0=1+1",
        "\ufeff=1+1",
    ],
)
def test_what_could_be_a_formula_is_marked_as_words(text: str):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "We laughed.", "1 + 1 = 2", "5", "2026-11-22", "'quoted'", "\u201cNo\u201d"])
def test_plain_words_stay_as_they_are(text: str):
    assert safe_cell(text) == text


def test_a_marked_cell_survives_reading_and_writing_csv():
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerow([safe_cell('=1+"a",\r\nb')])
    assert next(csv.reader(io.StringIO(buffer.getvalue(), newline=""))) == ['\'=1+"a",\r\nb']
