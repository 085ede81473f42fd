"""Tables that other programs and people write (CSV), read row by row; leaves what the columns mean to `diaries`.

A cell is text and nothing else: what a spreadsheet would run as a formula is kept as the words it is made of.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lamplit.engines.kernel.saying import say

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 100_000  # characters; more than any entry holds
_LINES_OF_A_ROW = 60  # a note in quotation marks may run over so many lines
_ENDS = re.compile(r"\r\n|\n|\r")
_SPACES = re.compile(r"[\s_\-]+")
_DELIMITERS = (",", ";", "\t")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

NOT_CLOSED = say('A quotation mark opens here and none closes it. Add one at the end, or write "" for one inside.')
TOO_MANY = say("This row has more cells than there are columns. Put words with a comma in them in quotation marks.")
TOO_LONG = say("There are more words in this row than one entry can hold. Make two rows of it.")


class NotATableError(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file it begins on (from 1), and its cells by the folded name of their column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: the line it begins on, and what to do about it."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: the folded names of its columns, and its rows in order, the bad ones among them."""

    columns: tuple[str, ...]
    rows: tuple[Row | BadRow, ...]


def read_table(data: bytes) -> Table:
    """Return the table in a file; raises NotATableError when no row of it could be trusted."""
    lines = _ENDS.split(_text(data))
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise NotATableError(say("This file is empty. Choose the file again."))
    delimiter = max(_DELIMITERS, key=lines[first].count)
    columns = _columns(lines[first], delimiter)
    rows = tuple(islice(_rows(lines, first + 1, columns, delimiter), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise NotATableError(
            say("This file has more than {most:,} rows. Cut it into parts and bring each in.", most=MOST_ROWS)
        )
    return Table(columns, rows)


def folded(name: str) -> str:
    """Return a column's name as it is looked for: small letters, one underscore for spaces and dashes."""
    return _SPACES.sub("_", name.strip().strip("\ufeff").casefold()).strip("_")


def _text(data: bytes) -> str:
    """Return the words of a file, whichever of the usual ways they are written in."""
    if len(data) > MOST_BYTES:
        raise NotATableError(
            say("This file is larger than {number} MB. Cut it into parts.", number=MOST_BYTES // 1024 // 1024)
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data:
        raise NotATableError(say("This is not a table of words. Save it as CSV in the program it comes from."))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252") if _fits(data, "cp1252") else data.decode("latin-1")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotATableError(say("Some of this file is not text. Save it as CSV (UTF-8) and try again.")) from error
    if "\0" in text:
        raise NotATableError(say("This is not a table of words. Save it as CSV in the program it comes from."))
    return text


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _columns(line: str, delimiter: str) -> tuple[str, ...]:
    """Return the names of the columns, which stand in the first line that holds anything."""
    cells = _cells([line], delimiter)
    if cells is None or len(line) > LONGEST_CELL or len(cells) > MOST_COLUMNS:
        raise NotATableError(say("The first line does not name columns. It needs to say: date, time, text, tags."))
    return tuple(folded(cell) for cell in cells)


def _rows(lines: Sequence[str], start: int, columns: tuple[str, ...], delimiter: str) -> Iterator[Row | BadRow]:
    """Yield the rows below the first line; blank ones are none."""
    place = start
    while place < len(lines):
        if not lines[place].strip(f"{delimiter} \u00a0\ufeff"):
            place += 1
            continue
        row, used = _row(lines, place, columns, delimiter)
        yield row
        place += used


def _row(lines: Sequence[str], place: int, columns: tuple[str, ...], delimiter: str) -> tuple[Row | BadRow, int]:
    """Return the row that begins on a line and over how many it runs.

    When it makes no sense over several lines, only its first line is bad: the next may begin a good row.
    """
    number = place + 1
    if len(lines[place]) > LONGEST_CELL:
        return BadRow(number, TOO_LONG), 1
    for many in range(1, min(_LINES_OF_A_ROW, len(lines) - place) + 1):
        part = lines[place : place + many]
        cells = _cells(part, delimiter)
        if cells is None and _goes_on(part, delimiter):
            continue
        if cells is None:
            break
        if any(cell.strip() for cell in cells[len(columns) :]):
            return BadRow(number, TOO_MANY if many == 1 else NOT_CLOSED), 1
        held: dict[str, str] = {}
        for name, cell in zip(columns, cells, strict=False):
            held.setdefault(name, cell)
        return Row(number, held), many
    return BadRow(number, NOT_CLOSED), 1


def _goes_on(lines: Sequence[str], delimiter: str) -> bool:
    """Tell whether a row ends inside quotation marks, so that the next line may belong to it."""
    return _cells([*lines[:-1], f'{lines[-1]}"'], delimiter) is not None


def _cells(lines: Sequence[str], delimiter: str) -> list[str] | None:
    """Return the cells of a row that runs over `lines`; None when it does not end there."""
    joined = [f"{line}\n" for line in lines[:-1]] + [lines[-1]]
    if sum(map(len, joined)) > LONGEST_CELL:
        return None
    try:
        return next(csv.reader(joined, delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
