"""The pictures of photos and memories: put to an own entry, looked at, taken away; leaves making them to the press."""

from collections.abc import Iterator
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lamplit.actions import clock
from lamplit.actions.picture_making import MOST_BYTES, picture_of
from lamplit.actions.sounds import ENDINGS
from lamplit.actions.writing import Clash
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.visibility import EntryState
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

__all__ = ["MOST_BYTES", "add_picture", "file_name", "open_picture", "pictures_zip"]


def add_picture(visit: Visit, entry_id: UUID, data: bytes) -> bool | None:
    """Put a picture to an own photo that has none; True when it was put there now, False when it was there before.

    None when there is no such entry. Raises Refused for bytes that are no picture, Clash when another one is there.
    """
    now = clock.now()
    opened = entries.read(visit.viewer, entry_id, now)
    if opened is None or not _takes_one(opened):
        return None
    outcome = entries.attach(visit.viewer, entry_id, picture_of(data), now)
    if outcome is entries.Outcome.DIFFERENT:
        raise Clash(None)
    return None if outcome is None else outcome is entries.Outcome.CREATED


def open_picture(visit: Visit, entry_id: UUID, *, small: bool = False) -> bytes | None:
    """Return the picture of an entry this visitor may read, as a JPEG; None when there is none for them."""
    form = entries.Form.SMALL if small else entries.Form.WHOLE
    return entries.open_picture(visit.viewer, entry_id, form, clock.now())


def file_name(opened: entries.Opened) -> str:
    """Return what an entry's picture or recording is called among files: its day and the beginning of its id."""
    ending = ENDINGS.get(opened.sound["media"], "bin") if opened.sound else "jpg"
    return f"{opened.day.isoformat()}-{opened.id.hex[:8]}.{ending}"


def pictures_zip(visit: Visit) -> Iterator[bytes]:
    """Yield a ZIP file of every picture and recording this visitor may take away; none of it touches the disk."""
    out = _Sink()
    with ZipFile(out, "w", ZIP_STORED) as packed:
        for opened, data in entries.export_pictures(visit.viewer, clock.now()):
            day = (max(opened.day.year, 1980), opened.day.month, opened.day.day)  # ZIP knows no year before
            packed.writestr(ZipInfo(file_name(opened), (*day, 0, 0, 0)), data)
            yield out.taken()
    yield out.taken()


def _takes_one(opened: entries.Opened) -> bool:
    kind = KINDS.get(opened.kind)
    return opened.own and opened.state is EntryState.LIVE and kind is not None and kind.pictured


class _Sink:
    """What a ZIP file is written into while it is sent: it keeps only what has not been taken yet."""

    def __init__(self) -> None:
        """Start empty."""
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Keep bytes until they are taken."""
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits behind this."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        taken = bytes(self._held)
        self._held.clear()
        return taken
