"""Keeping a copy of the house and going back to one; leaves the file itself to the vault and typing to the faces."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from lamplit.actions import clock
from lamplit.vault import (
    backup_log,
    backups,
    beside,
    elsewhere,
    keyfile,
    keys,
    restoring,
    schema,
    sheet,
    store,
    tombstones,
)
from lamplit.vault.backups import Backup, Label
from lamplit.vault.failures import BackupDamaged, BackupRefused, KeysMissing, VaultLocked
from lamplit.vault.restoring import Tried
from lamplit.vault.tombstones import Tombstone

__all__ = [
    "Backup", "BackupDamaged", "BackupRefused", "Label", "NoKeyAtHand", "Tried", "back_up", "label_of", "restore",
    "standing", "try_out",
]  # fmt: skip

WORKING = ".restoring"
FREE_TO_LIE_THERE = frozenset({"serving.lock", WORKING, "lost+found"})
BESIDE = (tombstones.NAME, "audit.anchor", *beside.NAMES)  # what lies in the data folder beside the database
AUTOMATIC = "backups"  # in the data folder: made before an upgrade, gone after thirty days


class NoKeyAtHand(BackupRefused):
    """There is neither key file nor sheet, so nothing of a backup can be opened."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How this house is kept: when a backup was last made and last tried, and which should be gone by now."""

    days_since_made: int | None
    days_since_tried: int | None
    overdue: tuple[str, ...]
    beside_the_data: bool


def back_up(wanted: Path) -> Backup:
    """Make a backup while others go on writing; raises BackupRefused, BackupNoRoom."""
    return backups.make(wanted, clock.now())


def back_up_before(step: str) -> Backup:
    """Make the backup that comes before a change of tables; it lies in the data folder and goes after thirty days."""
    folder = settings.DATA_DIR / AUTOMATIC
    folder.mkdir(mode=0o700, exist_ok=True)
    for interrupted in folder.glob(".*.part"):
        interrupted.unlink()
    now = clock.now()
    name = f"before-{step}-{now:%Y-%m-%d-%H%M%S}{backups.ENDING}"
    return backups.make(folder / name, now, by_itself=True)


def throw_old_ones_away() -> None:
    """Remove what was made by itself more than thirty days ago, so that what was erased is gone from there too."""
    folder = settings.DATA_DIR / AUTOMATIC
    for made in backup_log.overdue(clock.now()):
        if made.by_itself and Path(made.file).parent == folder:
            Path(made.file).unlink(missing_ok=True)
    for old in folder.glob(f"*{backups.ENDING}"):
        age = clock.now().timestamp() - old.stat().st_mtime
        if age > backup_log.KEPT.total_seconds():
            old.unlink(missing_ok=True)


def label_of(file: Path) -> Label:
    """Return what anybody may read of a backup: release, key and day."""
    return restoring.label_of(file)


def try_out(file: Path, typed: str | None) -> Tried:
    """Go back to a backup in a folder that is thrown away, opening every entry; nothing of the house changes.

    `typed` is a recovery sheet, for when there is no key file. Raises NoKeyAtHand without either.
    """
    label = restoring.label_of(file)
    held = _keys_for(label, typed)
    with tempfile.TemporaryDirectory(prefix="lamplit-check-") as folder, elsewhere.working_in(Path(folder)):
        tried = restoring.bring_back(file, held, [], clock.now())
    if not tried.damaged and not tried.record and _is_ours(label):
        backup_log.note_tried(clock.now(), str(file.absolute()))
    return tried


def restore(file: Path, typed: str | None, erasures: Path | None) -> Tried:
    """Go back to a backup in an empty data folder; raises BackupRefused, BackupDamaged, leaving it empty.

    `typed` is a recovery sheet, which becomes the key file where there is none. `erasures` is a newer list of what was
    erased, where there is one; the copy beside the key file is taken into account by itself.
    """
    refuse_unless_empty()
    label = restoring.label_of(file)
    held = _keys_for(label, typed)
    newest = [*tombstones.beside_the_keys(), *_list_in(erasures)]
    if not store.is_sqlite():
        return _straight_into_the_database(file, held, newest)
    with _workplace() as folder:
        with elsewhere.working_in(folder) as database:
            tried = restoring.bring_back(file, held, newest, clock.now())
        _flush(database)
        _write_key_file(held)
        for name in BESIDE:
            if (folder / name).exists():
                _flush(folder / name)
                (folder / name).rename(settings.DATA_DIR / name)
        _move_in(database, Path(connection.settings_dict["NAME"]))
    return tried


def refuse_unless_empty() -> None:
    """Raise BackupRefused when there is anything in the data folder that going back would write over."""
    stands = _stands()
    what = "There is a Lamplit" if stands else "There are other files"
    folder = settings.DATA_DIR
    others = {each.name for each in folder.iterdir()} - FREE_TO_LIE_THERE if folder.exists() else set()
    if stands or others:
        raise BackupRefused(
            f"{what} in {folder} already, and going back never writes over anything. Choose an empty folder with "
            "--data, or move this one away first. Nothing has been changed."
        )


def standing() -> Standing:
    """Return how this house is kept; looking changes nothing."""
    now = clock.now()
    made, tried = max((each.at for each in backup_log.every()), default=None), backup_log.last_tried()
    newest = max((each for each in backup_log.every() if not each.by_itself), default=None, key=lambda each: each.at)
    return Standing(
        days_since_made=None if made is None else max(0, (now - made).days),
        days_since_tried=None if tried is None else max(0, (now - tried).days),
        overdue=tuple(each.file for each in backup_log.overdue(now) if not each.by_itself),
        beside_the_data=newest is not None and Path(newest.file).is_relative_to(settings.DATA_DIR),
    )


def _keys_for(label: Label, typed: str | None) -> keyfile.KeyFile:
    """Return the keys at hand, from the key file or else the sheet, if they hold the one that is needed."""
    try:
        held = keys.KeyFile.find(settings.KEY_FILE, settings.DATA_DIR, os.environ)
    except KeysMissing as missing:
        if not typed:
            raise NoKeyAtHand(
                f"This backup is locked with the key {label.key}, and there is no key file at {settings.KEY_FILE}. "
                f"Type the recovery sheet of {label.key}, or put the key file back."
            ) from missing
        key_id, secret = sheet.read_sheet(typed)
        held = keyfile.KeyFile(settings.KEY_FILE, (keyfile.HouseKey(key_id, clock.today(), keyfile.ACTIVE, secret),))
    restoring.key_for(label, held)
    return held


def _write_key_file(held: keyfile.KeyFile) -> None:
    """Write the keys that came from a sheet, before the data that needs them is in its place."""
    if not held.path.exists():
        keyfile.KeyFile.write(held.path, settings.DATA_DIR, held.keys)


def _list_in(erasures: Path | None) -> list[Tombstone]:
    return [] if erasures is None else tombstones.read(erasures.read_bytes())


def _is_ours(label: Label) -> bool:
    """Tell whether a backup is of the house in this data folder."""
    with suppress(VaultLocked):
        return _stands() and backups.house_id() == label.house
    return False


def _stands() -> bool:
    """Tell whether there is a house here; looking makes no file."""
    there = Path(connection.settings_dict["NAME"]).exists() if store.is_sqlite() else True
    return there and schema.steps_taken() != []


@contextmanager
def _workplace() -> Iterator[Path]:
    """Give an empty folder inside the data folder, on the same disk, and leave nothing of it."""
    folder = settings.DATA_DIR / WORKING
    shutil.rmtree(folder, ignore_errors=True)  # of one that was interrupted
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _straight_into_the_database(file: Path, held: keyfile.KeyFile, newest: list[Tombstone]) -> Tried:
    """Go back to a backup in an empty PostgreSQL, where reading it is one transaction."""
    try:
        tried = restoring.bring_back(file, held, newest, clock.now())
    except BaseException:
        for name in BESIDE:
            (settings.DATA_DIR / name).unlink(missing_ok=True)
        raise
    _write_key_file(held)
    return tried


def _flush(file: Path) -> None:
    """Wait until a file is on disk."""
    with file.open("rb+") as held:
        os.fsync(held.fileno())


def _move_in(database: Path, place: Path) -> None:
    """Put a database in its place at the very end: from now on there is a house here."""
    if database.stat().st_dev != place.parent.stat().st_dev:
        nearer = place.with_name(f".{place.name}.part")
        shutil.copyfile(database, nearer)
        nearer.chmod(0o600)
        _flush(nearer)
        database = nearer
    database.rename(place)
    backups.settle(place.parent)
