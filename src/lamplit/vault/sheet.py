"""The recovery sheet: a key as 16 groups of 4 letters on paper, and back again; leaves files to `keyfile`.

A key is 256 bits, 52 symbols of Crockford base32 (the last four bits are zero). They stand in four lines of four
groups; each line is 13 symbols of the key and 3 check symbols, a Reed-Solomon code over GF(32). Any one, two or three
wrong symbols in a line, two neighbours swapped, or two lines swapped are always found, and the line is named.
"""

import re

from lamplit.vault.crypto import KEY_BYTES
from lamplit.vault.failures import SheetWrong

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LINES = 4
KEY_SYMBOLS = 13
CHECK_SYMBOLS = 3
_LINE = KEY_SYMBOLS + CHECK_SYMBOLS
_SPARE_BITS = LINES * KEY_SYMBOLS * 5 - KEY_BYTES * 8
_READ_AS = {**{symbol: value for value, symbol in enumerate(SYMBOLS)}, "O": 0, "I": 1, "L": 1}
_FIELD = 0x25  # x^5 + x^2 + 1, primitive over GF(2)
_KEY_LINE = re.compile(r"^\s*key\s*:?\s*(k[0-9a-f]+)\s*$", re.IGNORECASE | re.MULTILINE)


def sheet_text(key_id: str, secret: bytes) -> str:
    """Return the five lines to print: which key it is, then its 16 groups."""
    whole = int.from_bytes(secret, "big") << _SPARE_BITS
    values = [whole >> 5 * place & 31 for place in reversed(range(LINES * KEY_SYMBOLS))]
    lines = [f"Key {key_id}"]
    for number in range(LINES):
        part = values[number * KEY_SYMBOLS : (number + 1) * KEY_SYMBOLS]
        symbols = "".join(SYMBOLS[value] for value in part + _check(part, number))
        lines.append("-".join(symbols[at : at + 4] for at in range(0, _LINE, 4)))
    return "\n".join(lines)


def read_sheet(text: str) -> tuple[str, bytes]:
    """Return the key's id and its 32 bytes from a sheet typed back; raises SheetWrong naming the line with a mistake.

    Capital or small, with or without dashes and spaces; O is read as 0, I and L as 1.
    """
    named = _KEY_LINE.search(text)
    if named is None:
        raise SheetWrong('The first line is missing: the word "Key" and the name of the key, such as k20260101ab12.')
    values: list[int] = []
    for number, line in enumerate(_lines_of(text[named.end() :])):
        values += _read_line(line, number)
    whole = 0
    for value in values:
        whole = whole << 5 | value
    if whole & (1 << _SPARE_BITS) - 1:
        raise SheetWrong(f"There is a mistake in line {LINES}. Please read it again.")
    return named.group(1).lower(), (whole >> _SPARE_BITS).to_bytes(KEY_BYTES, "big")


def _lines_of(text: str) -> list[str]:
    """Return the four lines of symbols; raises SheetWrong when there are more or fewer."""
    lines = [kept for line in text.splitlines() if (kept := re.sub(r"[\s\-–]", "", line).upper())]  # noqa: RUF001 - typed dashes
    if len(lines) != LINES:
        raise SheetWrong(f"The sheet has {LINES} lines of letters and digits under the name; {len(lines)} were typed.")
    return lines


def _read_line(line: str, number: int) -> list[int]:
    """Return the 13 values of one line; raises SheetWrong when its length, a symbol or its check is wrong."""
    if len(line) != _LINE:
        raise SheetWrong(f"Line {number + 1} should have {_LINE} letters and digits; {len(line)} were typed.")
    strange = next((symbol for symbol in line if symbol not in _READ_AS), None)
    if strange is not None:
        raise SheetWrong(f"Line {number + 1} has {strange!r}, which is never on a sheet. Please read it again.")
    values = [_READ_AS[symbol] for symbol in line]
    if _check(values[:KEY_SYMBOLS], number) != values[KEY_SYMBOLS:]:
        raise SheetWrong(f"There is a mistake in line {number + 1}. Please read it again.")
    return values[:KEY_SYMBOLS]


def _times(one: int, other: int) -> int:
    """Multiply in GF(32)."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= _FIELD
        other >>= 1
    return product


def _generator() -> list[int]:
    """Return the code's generator polynomial without its leading 1: roots 2, 4 and 8."""
    coefficients = [1]
    for root in (2, 4, 8):
        shifted = [*coefficients, 0]
        for place, value in enumerate(coefficients):
            shifted[place + 1] ^= _times(value, root)
        coefficients = shifted
    return coefficients[1:]


_GENERATOR = _generator()


def _check(values: list[int], number: int) -> list[int]:
    """Return the three check values of one line; the line's number is mixed in, so that lines cannot change places."""
    rest = [0] * CHECK_SYMBOLS
    for value in values:
        lead = value ^ rest[0]
        rest = [*rest[1:], 0]
        rest = [kept ^ _times(lead, factor) for kept, factor in zip(rest, _GENERATOR, strict=True)]
    rest[0] ^= number + 1
    return rest
