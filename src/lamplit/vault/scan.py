"""Walks a circle's entries, newest first, asking the rule about every row; leaves opening them to the acts."""

import base64
import binascii
import secrets
import struct
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag

from lamplit.engines.kernel import MemberState, Viewer
from lamplit.engines.records.stamp import role_bit
from lamplit.engines.records.visibility import Action
from lamplit.vault import keys, store
from lamplit.vault.crypto import NONCE_BYTES
from lamplit.vault.rows import COLUMNS, DAY, SEQ, Judge, Sight
from lamplit.vault.store import Row

Place = tuple[str, int]
_PLACE = struct.Struct(">IQ")
_LARGEST_BATCH = 1000
_LAST_DAY = date.max - timedelta(days=1)
_JOIN_PROFILE = "LEFT JOIN people_person p ON p.id = e.author"


def standing(viewer: Viewer) -> UUID | None:
    """Return the circle in which this viewer's asking means anything; the rule itself is asked about every row."""
    if viewer.state is not MemberState.CONFIRMED or viewer.role is None or viewer.membership is None:
        return None
    return viewer.circle


def visible(
    viewer: Viewer, action: Action, before: Place | None, first_batch: int, *, named: bool = False, coarse: str = ""
) -> Iterator[tuple[Row, Sight]]:
    """Yield the live rows on which the rule says yes to `action`, newest first, with what it said.

    The query may only bring too many rows, never too few; `named` adds the author's sealed profile as the last column,
    `coarse` asks for rows of one coarse kind alone.
    """
    circle = standing(viewer)
    if circle is None:
        return
    judge = Judge(viewer, circle, action)
    batch = first_batch
    while True:
        found = _batch(viewer, (circle, coarse), before, batch, named=named)
        yield from judge.allowed(found)
        if len(found) < batch:
            return
        before = place_of(found[-1])
        batch = min(batch * 4, _LARGEST_BATCH)


def last_place(circle: UUID) -> int:
    """Return the place of the latest entry of a circle, 0 when it has none; a number among many, of nobody's."""
    found = store.row("SELECT COALESCE(MAX(seq), 0) FROM vault_entry WHERE circle = %s", [store.id_in(circle)])
    return int(found[0]) if found else 0


def place_of(row: Row) -> Place:
    """Return where a row stands in the diary."""
    return str(row[DAY]), int(row[SEQ])


def _batch(viewer: Viewer, where: tuple[UUID, str], before: Place | None, size: int, *, named: bool) -> list[Row]:
    """Return the next rows this viewer might see; `where` is the circle, and the coarse kind or nothing."""
    circle, coarse = where
    if viewer.role is None or viewer.membership is None:
        return []
    profile, join = (", p.sealed_profile", _JOIN_PROFILE) if named else ("", "")
    person = store.id_in(viewer.person)
    values: list[object] = [store.id_in(circle), person, person, role_bit(viewer.role), viewer.membership.bytes]
    sort = ""
    if coarse:
        sort = "AND e.coarse = %s"
        values.append(coarse)
    older = ""  # the limit stands in the text: as a value, SQLite would plan the whole query anew each time
    if before is not None:
        older = "AND (e.day, e.seq) < (%s, %s)"
        values += before
    return store.rows(
        f"SELECT {COLUMNS}{profile} FROM vault_entry e {join} WHERE e.circle = %s AND e.state = 'live' "  # noqa: S608 - our own words
        "AND (e.author = %s OR e.together_with = %s OR ((e.readers | e.hints | e.duty_readers | e.later) & %s) <> 0 "
        f"OR {store.holds('e.shown_to')}) {sort} {older} ORDER BY e.day DESC, e.seq DESC LIMIT {size:d}",
        values,
    )


def cursor_to(place: Place, viewer: Viewer, circle: UUID) -> str:
    """Return a place in the diary as a cursor: sealed for this viewer and circle, so that it tells nothing."""
    cipher = keys.ring().sealing(keys.CURSORS).cipher("cursor", circle.hex)
    nonce = secrets.token_bytes(NONCE_BYTES)
    held = _PLACE.pack(date.fromisoformat(place[0]).toordinal(), place[1])
    sealed = nonce + cipher.encrypt(nonce, held, viewer.person.bytes)
    return base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")


def cursor_from(day: date, viewer: Viewer) -> str | None:
    """Return the cursor of a diary that begins with what was on `day`; None for somebody who stands in no circle."""
    circle = standing(viewer)
    return cursor_to(((min(day, _LAST_DAY) + timedelta(days=1)).isoformat(), 0), viewer, circle) if circle else None


def place_at(cursor: str | None, viewer: Viewer, circle: UUID) -> Place | None:
    """Return the place a cursor stands for; anything that is no cursor of this viewer's is the beginning."""
    if not cursor:
        return None
    cipher = keys.ring().sealing(keys.CURSORS).cipher("cursor", circle.hex)
    try:
        sealed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"==")
        held = cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], viewer.person.bytes)
        ordinal, seq = _PLACE.unpack(held)
        return date.fromordinal(ordinal).isoformat(), seq
    except (ValueError, binascii.Error, InvalidTag, struct.error):
        return None
