"""Checks the whole audit chain against its own MACs and the anchor; changes nothing."""

from collections.abc import Iterator
from datetime import datetime

from lamplit.vault import anchor, chain, keys, store
from lamplit.vault.crypto import same_mac

_BATCH = 2000
_MOST_FINDINGS = 20


def verify() -> list[str]:
    """Walk the whole chain; return one sentence for each thing that is wrong, an empty list when all is well.

    Finds a changed, missing or exchanged line by its MAC, and a cut end or an older database by the anchor file. A
    chain a little longer than its anchor is in order: a crash came between the two.
    """
    key = keys.ring().system(keys.AUDIT)
    findings: list[str] = []
    macs: dict[int, bytes] = {}
    anchored, spoken = _anchored(key)
    findings += spoken
    expected, before = 1, chain.START
    for link, stored in _links():
        if link.seq != expected:
            findings.append(f"Audit lines {expected} to {link.seq - 1} are missing.")
        elif not same_mac(link.mac_after(before, key), stored):
            findings.append(f"Audit line {link.seq} was changed.")
        if anchored is not None and link.seq == anchored[0]:
            macs[link.seq] = stored
        expected, before = link.seq + 1, stored
        if len(findings) >= _MOST_FINDINGS:
            break
    return findings + _against_anchor(anchored, expected - 1, macs)


def accept_restored(now: datetime) -> None:
    """Note that a backup was restored on purpose and set the anchor back to the restored chain's end."""
    last = store.row("SELECT seq, mac FROM vault_audit ORDER BY seq DESC LIMIT 1")
    key = keys.ring().system(keys.AUDIT)
    if last is not None:
        anchor.set_back(int(last[0]), bytes(last[1]), key)
    chain.append(None, None, "restored", [], "backup", now)


def _anchored(key: bytes) -> tuple[tuple[int, bytes] | None, list[str]]:
    """Return the anchor and what is wrong with it."""
    try:
        found = anchor.read(key)
    except (ValueError, OSError):
        return None, ["The audit's anchor file was changed or cannot be read."]
    if found is None and store.row("SELECT 1 FROM vault_audit LIMIT 1") is not None:
        return None, ["The audit's anchor file is missing."]
    return found, []


def _against_anchor(anchored: tuple[int, bytes] | None, length: int, macs: dict[int, bytes]) -> list[str]:
    """Compare the chain's end with the anchor."""
    if anchored is None:
        return []
    count, head = anchored
    if length < count:
        return [
            f"The audit ends at line {length}, but {count} lines were written: its end was cut off, "
            "or the database is older."
        ]
    if count and not same_mac(macs.get(count, b""), head):
        return [f"Audit line {count} is not the one that was written there: the database was exchanged."]
    return []


_NEXT = (
    "SELECT seq, at, actor, circle, action, reason, objects_seen, mac FROM vault_audit WHERE seq > %s "  # noqa: S608 - our own number
    f"ORDER BY seq LIMIT {_BATCH:d}"
)


def _links() -> Iterator[tuple[chain.Link, bytes]]:
    """Yield every link from the first, with its stored MAC."""
    after = -1
    while True:
        found = store.rows(_NEXT, [after])
        for seq, at, actor, circle, action, reason, objects, stored in found:
            yield chain.Link(int(seq), at, actor, circle, action, reason, bytes(objects)), bytes(stored)
        if len(found) < _BATCH:
            return
        after = int(found[-1][0])
