"""S34: a table that means harm costs nothing but a plain sentence, and a formula stays words on its way in and out."""

import csv
import io
import time
from collections.abc import Callable

import pytest

from lamplit.actions import diary_import, exports, record_import
from lamplit.actions.diary_import import NotATableError
from tests.cast import Cast, Part

pytestmark = [pytest.mark.exam("S34"), pytest.mark.django_db]
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\uff1d1+1", '=HYPERLINK("//x")')
MOST_SECONDS = 10  # the exam's two, on a machine that other people share


@pytest.fixture
def quickly() -> Callable[[bytes], int]:
    """Say how many rows of a file are good, in time; nothing but the refusal of the whole file may be raised."""

    def read(data: bytes) -> int:
        began = time.monotonic()
        try:
            rows = diary_import.read_diary(data, "diary")
        except NotATableError:
            return 0
        finally:
            assert time.monotonic() - began < MOST_SECONDS
        return sum(not isinstance(row, diary_import.BadRow) for row in rows)

    return read


@pytest.mark.parametrize(
    "data",
    [
        b"date,text\n" + b"\0" * 1000,
        b"PK\x03\x04" + b"\0" * 5000,
        b"date,text\n" + b"9" * 1_000_000 + b",a\n",
        b'date,text\n2026-11-03,"' + b"a\n" * 100_000,
        b'date,text\n' + b'2026-11-03,"a\n' * 5_000,
        b"date" + b",a" * 500_000 + b"\n",
        b"[" * 100_000,
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b'date,text\n2026-11-03,' + b'"' * 90_001,
    ],
    ids=["nul", "zip", "digits", "open", "many open", "columns", "deep", "xml", "quotes"],
)  # fmt: skip
def test_what_is_made_to_choke_on_is_answered_in_time(data: bytes, quickly: Callable[[bytes], int]) -> None:
    assert quickly(data) <= 1


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"items":' + b'[{"body":' * 100_000,
        b'{"items":[],"lamplit_record":' + b"9" * 1_000_000 + b"}",
        b"PK\x03\x04" + b"\0" * 5000,
        b'{"items":[{"id":' + b"9" * 1_000_000 + b'}],"lamplit_record":1}',
        b"\0" * 100_000,
    ],
    ids=["deep", "deep body", "long number", "zip", "long id", "nul"],
)
def test_a_record_made_to_choke_on_is_refused_in_time(cast: Cast, data: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(record_import.NotARecordError, match=r"not a record|newer"):
        record_import.take_in(cast.subject.visit, data)
    assert time.monotonic() - began < MOST_SECONDS


@pytest.mark.parametrize("who", ["subject", "carer"])
def test_a_formula_comes_in_as_words_and_goes_out_marked_as_words(cast: Cast, who: str) -> None:
    part: Part = getattr(cast, who)
    held = io.StringIO(newline="")
    csv.writer(held).writerows([("date", "title", "text"), *(("2026-11-03", "", each) for each in FORMULAS)])
    report = diary_import.bring_in(part.visit, held.getvalue().encode(), "diary")
    assert (report.added, report.bad) == (len(FORMULAS), [])
    cells = [cell for row in csv.reader(io.StringIO("".join(exports.export_csv(part.visit)))) for cell in row]
    assert {f"'{each}" for each in FORMULAS} <= set(cells)
    assert not set(FORMULAS) & set(cells)
