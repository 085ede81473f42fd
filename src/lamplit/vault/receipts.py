"""Seals a receipt with a key of the house, so that it knows later that it wrote it; leaves the words to actions."""

import re

from lamplit.vault import keys
from lamplit.vault.crypto import mac, same_mac
from lamplit.vault.sheet import SYMBOLS

MARK = "Seal of this house: "
_BYTES = 20  # 160 bits are 32 symbols, eight groups of four
_SEAL = re.compile(rf"^{MARK}([0-9A-Z-]+)\s*$", re.MULTILINE)


def sealed(text: str) -> str:
    """Return a receipt with the house's seal as its last line."""
    body = text.rstrip("\n") + "\n"
    return f"{body}{MARK}{_seal(body)}\n"


def is_ours(receipt: str) -> bool:
    """Tell whether this house wrote exactly these words; spaces at the ends of lines do not count."""
    found = _SEAL.search(receipt)
    if found is None or receipt[found.end() :].strip():
        return False
    body = "\n".join(line.rstrip() for line in receipt[: found.start()].splitlines()).rstrip("\n") + "\n"
    return same_mac(_seal(body).encode("ascii"), found[1].encode("ascii"))


def _seal(body: str) -> str:
    """Return the seal of a text as groups that can be typed."""
    digest = mac(keys.ring().system(keys.RECEIPTS), b"lamplit/receipt/1" + body.encode("utf-8"))[:_BYTES]
    whole = int.from_bytes(digest, "big")
    symbols = "".join(SYMBOLS[whole >> 5 * place & 31] for place in reversed(range(_BYTES * 8 // 5)))
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))
