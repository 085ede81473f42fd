"""Reads a backup into an empty database and proves it; leaves where that is, and who may come in then, to actions."""

from base64 import b64decode
from binascii import Error
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Model

from lamplit.vault import (
    agefile,
    anchor,
    backups,
    beside,
    erasure,
    inspection,
    keys,
    proof,
    schema,
    store,
    tables,
    tombstones,
)
from lamplit.vault.backups import Label
from lamplit.vault.failures import BackupDamaged, BackupRefused
from lamplit.vault.keyfile import HouseKey, KeyFile
from lamplit.vault.pack import Part, Said, Unpacker

_MOST_STONES = 64 * 1024 * 1024


class Read(NamedTuple):
    """What was read of a backup: its label, how many entries and lines of the audit, and what had been erased."""

    label: Label
    entries: int
    lines: int
    erased: tuple[tombstones.Tombstone, ...]


class Tried(NamedTuple):
    """How a backup did: what opens, what does not, what is wrong with its record, what was erased again."""

    read: Read
    damaged: tuple[UUID, ...]
    record: tuple[str, ...]
    erased_again: int


def label_of(file: Path) -> Label:
    """Return what anybody may read of a backup; raises BackupDamaged, BackupRefused."""
    with file.open("rb") as raw:
        return backups.label_of(raw)


def bring_back(file: Path, held: KeyFile, erased: list[tombstones.Tombstone], now: datetime) -> Tried:
    """Read a backup into this process's empty house, bring its tables to this release and erase again what was erased.

    `erased` are tombstones newer than the backup. Raises BackupDamaged, BackupRefused or VaultLocked.
    """
    keys.use(held)
    with schema.one_change():
        found = _read(file, key_for(label_of(file), held))
        schema.change_tables()
        keys.ring().check()
        tombstones.take_over([*found.erased, *erased])  # before anything counts, so that nobody ever comes in without
    damaged = tuple(inspection.damaged())
    record = tuple(proof.verify())
    again = erasure.replay(now)
    proof.accept_restored(now)
    return Tried(found, damaged, record, again)


def _read(file: Path, key: HouseKey) -> Read:
    """Read a backup into empty tables of its own release, and prove it."""
    with file.open("rb") as raw:
        label = backups.label_of(raw)
        with agefile.opened(raw, key) as stream:
            unpacker = Unpacker(stream)
            proving = _proving(unpacker, label)
            models = _tables_for(unpacker.head)
            stones = b""
            for part in unpacker.parts():
                if part.name == tombstones.NAME:
                    stones = _bytes_of(part)
                elif part.name in beside.NAMES:
                    beside.write(part.name, _bytes_of(part))
                else:
                    _put(models, part)
            said = unpacker.manifest(proving)
    tables.settle(models)
    _compare(said)
    return Read(label, int(said["entries"]), int(said["audit"]["lines"]), tuple(tombstones.read(stones)))


def _proving(unpacker: Unpacker, label: Label) -> bytes:
    """Return the key that proves this backup, once its head is proved with it and says what its label says."""
    head = unpacker.head
    if int(head.get("format", 0)) > backups.FORMAT:
        raise backups.newer(str(head.get("release")))
    try:
        wrapped = b64decode(head["mac_key"]["wrapped"], validate=True)
        kek = str(head["mac_key"]["kek"])
    except (KeyError, TypeError, Error, ValueError) as error:
        raise BackupDamaged("The beginning of this backup is damaged. Nothing has been changed.") from error
    proving = keys.ring().house_key(keys.BACKUPS, kek, wrapped)
    unpacker.prove_head(proving)
    if (head["release"], head["house"], head["key"], head["made"]) != (
        label.release, label.house, label.key, label.made.isoformat(),
    ):  # fmt: skip
        raise BackupDamaged("The first line of this backup was changed. Use another one. Nothing has been changed.")
    return proving


def _tables_for(head: Said) -> dict[str, type[Model]]:
    """Make the tables that this backup's release had; raises BackupRefused for one newer than this."""
    steps = [(str(app), str(name)) for app, name in head["steps"]]
    if schema.newer(steps):
        raise backups.newer(str(head["release"]))
    schema.make_tables_at(steps)
    return tables.kept(schema.tables_at(steps))


def _put(models: dict[str, type[Model]], part: Part) -> None:
    """Put one part in its table, and say plainly when it does not fit."""
    try:
        tables.put(models, part)
    except (DatabaseError, ValueError, TypeError) as error:
        if isinstance(error, store.TROUBLE):
            raise
        raise BackupDamaged(f"The part {part.name} of this backup does not fit together.") from error


def _bytes_of(part: Part) -> bytes:
    """Return the bytes of a part that is a file."""
    found = b"".join(bytes(value) for (value,) in part.rows if value is not None)
    if len(found) > _MOST_STONES:
        raise BackupDamaged("A list in this backup is too long to be true.")
    return found


def _compare(said: Said) -> None:
    """Raise BackupDamaged unless the audit ends where the list of contents says; set the anchor there."""
    last = store.row("SELECT seq, mac FROM vault_audit ORDER BY seq DESC LIMIT 1")
    lines, head = (int(last[0]), bytes(last[1])) if last else (0, bytes(32))
    if (lines, head.hex()) != (said["audit"]["lines"], said["audit"]["head"]):
        raise BackupDamaged("The record in this backup does not end where it should. Nothing has been changed.")
    anchor.set_back(lines, head, keys.ring().system(keys.AUDIT))


def key_for(label: Label, held: KeyFile) -> HouseKey:
    """Return the key a backup was locked to; raises BackupRefused when it is not at hand."""
    found = held.get(label.key)
    if found is None:
        there = ", ".join(key.id for key in held.keys)
        raise BackupRefused(
            f"This backup needs the key {label.key}; the one at hand is {there}. Take the sheet or key file with the "
            "right name. Nothing has been changed."
        )
    return found
