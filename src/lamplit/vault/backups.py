"""Makes a backup: one file of one moment, locked to the active house key; leaves going back to `restoring`.

The file is one line that anybody may read, then age. Only a whole file ever stands under its final name.
"""

import os
import re
from base64 import b64encode
from collections.abc import Generator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.db import connection

from lamplit import __version__
from lamplit.vault import agefile, backup_log, beside, keys, schema, store, tables, tombstones
from lamplit.vault.crypto import mac
from lamplit.vault.failures import BackupDamaged, BackupNoRoom, BackupRefused
from lamplit.vault.pack import Packer, Said

FORMAT = 1
ENDING = ".lamplit"
_LINE = re.compile(
    rb"LAMPLIT-BACKUP (?P<format>\d+) release=(?P<release>\S{1,40}) house=(?P<house>[0-9a-f]{16}) "
    rb"key=(?P<key>k[0-9a-f]{1,40}) made=(?P<made>\S{1,40})\n"
)
_LONGEST = 300


class Label(NamedTuple):
    """What anybody may read of a backup: which release made it, of which house, for which key, and when."""

    format: int
    release: str
    house: str
    key: str
    made: datetime

    def line(self) -> bytes:
        """Return it as the first line of the file."""
        said = f"release={self.release} house={self.house} key={self.key} made={self.made.isoformat()}"
        return f"LAMPLIT-BACKUP {self.format} {said}\n".encode("ascii")


class Backup(NamedTuple):
    """A backup that was made."""

    file: Path
    size: int
    entries: int
    key: str


def house_id() -> str:
    """Return the 16 digits by which a house knows its own backups; made from a key, so they tell nothing."""
    return mac(keys.ring().system(keys.BACKUPS), b"lamplit/house/1").hex()[:16]


def make(wanted: Path, now: datetime, *, by_itself: bool = False) -> Backup:
    """Make a backup at `wanted`, or in it under a dated name when it is a folder.

    Others may go on writing. Raises BackupRefused for a place where none should be, BackupNoRoom when the disk does
    not take it; nothing is left there then.
    """
    file = _place(wanted, now)
    ring = keys.ring()
    label = Label(FORMAT, __version__, house_id(), ring.file.active.id, now)
    _refuse_to_replace(file, label.house)
    packer = Packer(ring.system(keys.BACKUPS))
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)  # of one that was interrupted
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(label.line())
            with closing(_everything(packer, now)) as source:
                agefile.lock(source, target, ring.file.active)
            target.flush()
            os.fsync(target.fileno())
        size = part.stat().st_size
        part.rename(file)
        settle(file.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BackupNoRoom(
            f"The backup could not be written to {file.parent} ({(error.strerror or 'no reason given').lower()}). "
            "Nothing was left there, and the backups you have are untouched. Make room, or choose another place."
        ) from error
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    backup_log.note_made(backup_log.Made(now, str(file), frozenset({label.key, *named_keys()}), by_itself))
    return Backup(file, size, packer.rows_of("vault_entry"), label.key)


def label_of(file: BinaryIO) -> Label:
    """Read the first line of a backup; raises BackupDamaged when it is none, BackupRefused for a newer Lamplit's."""
    found = _LINE.fullmatch(file.readline(_LONGEST))
    if found is None:
        raise BackupDamaged("This file is not a backup of Lamplit, or its beginning is damaged. Nothing was changed.")
    try:
        made = datetime.fromisoformat(found["made"].decode("ascii"))
    except ValueError as error:
        raise BackupDamaged("The beginning of this backup is damaged. Nothing has been changed.") from error
    label = Label(int(found["format"]), found["release"].decode(), found["house"].decode(), found["key"].decode(), made)
    if label.format > FORMAT:
        raise newer(label.release)
    return label


def newer(release: str) -> BackupRefused:
    """Return the refusal of what this release cannot understand."""
    return BackupRefused(
        f"This backup was made by a newer Lamplit ({release}; this one is {__version__}). Install that release or a "
        "later one, then try again. Nothing has been changed."
    )


def named_keys() -> set[str]:
    """Return the ids of the house keys that rows of this database name."""
    return {str(kek) for (kek,) in store.rows("SELECT kek_id FROM vault_dek UNION SELECT kek_id FROM vault_systemkey")}


def settle(folder: Path) -> None:
    """Wait until the names in a folder are on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _everything(packer: Packer, now: datetime) -> Generator[bytes]:
    """Yield the stream of one moment: the head, every table, what was erased, the list of contents."""
    wrapped = store.row("SELECT kek_id, wrapped FROM vault_systemkey WHERE name = %s", [keys.BACKUPS]) or ("", b"")
    with tables.one_moment():
        steps = schema.steps_taken()
        yield packer.head(_about(now, steps, str(wrapped[0]), bytes(wrapped[1])))
        for table, model in tables.kept(schema.tables_at(steps)).items():
            yield from packer.part(table, tables.columns(model), tables.rows(model))
        last = store.row("SELECT seq, mac FROM vault_audit ORDER BY seq DESC LIMIT 1")
        yield from packer.part(tombstones.NAME, ("bytes",), [[tombstones.as_written()]])
        for name in beside.NAMES:
            if held := beside.held_for_backup(name):
                yield from packer.part(name, ("bytes",), [[held]])
        end = {"lines": int(last[0]), "head": bytes(last[1]).hex()} if last else {"lines": 0, "head": bytes(32).hex()}
        yield packer.manifest({"audit": end, "entries": packer.rows_of("vault_entry")})


def _about(now: datetime, steps: list[schema.Step], kek: str, wrapped: bytes) -> Said:
    """Return what the head says; the key it is proved with is wrapped, as in the database."""
    return {
        "format": FORMAT,
        "release": __version__,
        "house": house_id(),
        "key": keys.ring().file.active.id,
        "keys": sorted(named_keys()),
        "made": now.isoformat(),
        "database": connection.vendor,
        "steps": [list(step) for step in steps],
        "mac_key": {"kek": kek, "wrapped": b64encode(wrapped).decode("ascii")},
    }


def _place(wanted: Path, now: datetime) -> Path:
    """Return the file to make; raises BackupRefused beside the key file, FileNotFoundError without a folder."""
    wanted = wanted.expanduser().absolute()
    file = wanted / f"lamplit-{now:%Y-%m-%d-%H%M}{ENDING}" if wanted.is_dir() else wanted
    if file.parent.resolve() == settings.KEY_FILE.parent.resolve():
        raise BackupRefused(
            f"{file.parent} holds the key file, and a backup beside its key is as good as no lock. Choose another "
            "place, best on another disk. Nothing has been changed."
        )
    if not file.parent.is_dir():
        raise FileNotFoundError(2, "there is no such folder", str(file.parent))
    return file


def _refuse_to_replace(file: Path, house: str) -> None:
    """Let a backup take the place of an older one of this house, and of nothing else."""
    if not file.exists():
        return
    with suppress(BackupDamaged, BackupRefused, OSError), file.open("rb") as there:
        if label_of(there).house == house:
            return
    raise BackupRefused(
        f"There is another file at {file}, and it is no backup of this house. Choose another name. "
        "Nothing has been changed."
    )
