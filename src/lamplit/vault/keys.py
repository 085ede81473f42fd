"""Keys in memory: the key file's keys unwrap one key per circle and compartment; leaves sealing to `crypto`."""

import os
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from lamplit.vault import key_changes, store
from lamplit.vault.crypto import SealingKey, bind, fresh_key, version_of
from lamplit.vault.failures import (
    Damaged,
    KeysExposed,
    KeysMissing,
    KeysPresent,
    KeysUnreadable,
    KeysWrong,
    SheetWrong,
    VaultLocked,
)
from lamplit.vault.keyfile import ACTIVE, HouseKey, KeyFile
from lamplit.vault.sheet import read_sheet, sheet_text

__all__ = [
    "KeyFile", "KeyRing", "KeysExposed", "KeysMissing", "KeysPresent", "KeysUnreadable", "KeysWrong", "SheetWrong",
    "VaultLocked", "create_keys", "data_exists", "forget_keys", "own", "recovery_sheet", "restore_from_sheet", "ring",
    "unlock", "verify_sheet",
]  # fmt: skip

SHARED = "shared"
THERAPIST = "therapist"
SYSTEM_CIRCLE = "system"
AUDIT, PROFILES, FINGERPRINTS, CURSORS, SIGN_IN = "audit-mac", "profiles", "fingerprints", "cursors", "sign-in"
BACKUPS, RECEIPTS = "backup-mac", "receipts"
OUTBOX = "outbox"
HOUSE_KEYS = (AUDIT, PROFILES, FINGERPRINTS, CURSORS, SIGN_IN, BACKUPS, RECEIPTS, OUTBOX)


def own(person: UUID | str) -> str:
    """Return the name of one person's own compartment."""
    return f"own:{person if isinstance(person, str) else person.hex}"


class KeyRing:
    """Every key this process has unwrapped; lives in memory only."""

    def __init__(self, file: KeyFile) -> None:
        """Take a key file that was read and found in order."""
        self.file = file
        self._system: dict[str, bytes] = {}
        self._sealing: dict[str, SealingKey] = {}
        self._data: dict[tuple[str, str, int], SealingKey] = {}
        self._newest: dict[tuple[str, str], SealingKey] = {}
        self._mark = key_changes.mark()

    def notice(self) -> None:
        """Take up what another program changed: house keys that came or went, newer keys of a circle."""
        mark = key_changes.mark()
        if mark != self._mark:
            self._mark = mark
            self.file = KeyFile.find(settings.KEY_FILE, settings.DATA_DIR, os.environ)
            self._data.clear()
            self._newest.clear()

    def system(self, name: str) -> bytes:
        """Return the 32 bytes of one of the house's own keys, made on first use."""
        found = self._system.get(name)
        if found is None:
            found = self._system[name] = self._stored_system(name) or self._new_system(name)
        return found

    def make_house_keys(self) -> None:
        """Make those of the house's own keys that are not there yet, so that looking at a page never writes one."""
        for name in HOUSE_KEYS:
            self.system(name)

    def sealing(self, name: str) -> SealingKey:
        """Return one of the house's own keys ready to seal with."""
        found = self._sealing.get(name)
        if found is None:
            found = self._sealing[name] = SealingKey(self.system(name), 1)
        return found

    def writing(self, circle: str, compartment: str, today: date) -> SealingKey:
        """Return the newest key of one compartment, made on first use; `circle` in hexadecimal digits."""
        self.notice()
        found = self._newest.get((circle, compartment))
        if found is None:
            self._load(circle)
            found = self._newest.get((circle, compartment)) or self._new_data(circle, compartment, today)
        return found

    def reading(self, circle: str, compartment: str, sealed: bytes) -> SealingKey:
        """Return the key a sealed thing names; raises Damaged when that key is gone."""
        place = (circle, compartment, version_of(sealed))
        found = self._data.get(place)
        if found is None:
            self._load(circle)
            found = self._data.get(place)
        if found is None:
            raise Damaged("The key of this note is gone.")
        return found

    def house_key(self, name: str, kek_id: str, wrapped: bytes) -> bytes:
        """Return a key of the house that lies elsewhere, such as in a backup; raises KeysWrong when it is not ours."""
        return self.unwrap(kek_id, wrapped, (SYSTEM_CIRCLE, name, 1))

    def forget(self, circle: str, compartment: str) -> None:
        """Drop one compartment's keys from memory, after their rows were destroyed or replaced."""
        self._newest.pop((circle, compartment), None)
        for place in [place for place in self._data if place[:2] == (circle, compartment)]:
            del self._data[place]

    def check(self) -> None:
        """Unwrap one key under every house key the data names; raises KeysWrong naming the first that is missing."""
        if not data_exists():
            return
        for name, kek_id, wrapped in store.rows("SELECT name, kek_id, wrapped FROM vault_systemkey ORDER BY name"):
            self.unwrap(str(kek_id), bytes(wrapped), (SYSTEM_CIRCLE, str(name), 1))
        for (kek_id,) in store.rows("SELECT DISTINCT kek_id FROM vault_dek"):
            if self.file.get(str(kek_id)) is None:
                raise KeysWrong(str(kek_id))

    def _stored_system(self, name: str) -> bytes | None:
        """Return a stored key of the house, unwrapped."""
        found = store.row("SELECT kek_id, wrapped FROM vault_systemkey WHERE name = %s", [name])
        return self.unwrap(str(found[0]), bytes(found[1]), (SYSTEM_CIRCLE, name, 1)) if found else None

    def _new_system(self, name: str) -> bytes:
        """Make and store a key of the house; another process may have been faster, so read it back."""
        with store.write_transaction():
            key_changes.hold()
            self.notice()  # inside, so that a house key is never retired between the choosing and the storing
            kek = self.file.active
            wrapped = wrap(kek, fresh_key(), (SYSTEM_CIRCLE, name, 1))
            store.change(
                "INSERT INTO vault_systemkey (name, kek_id, wrapped) VALUES (%s, %s, %s) ON CONFLICT (name) DO NOTHING",
                [name, kek.id, wrapped],
            )
        stored = self._stored_system(name)
        if stored is None:
            raise Damaged("A key of the house could not be stored.")
        return stored

    def _load(self, circle: str) -> None:
        """Unwrap every stored key of one circle."""
        for compartment, version, kek_id, wrapped in store.rows(
            "SELECT compartment, version, kek_id, wrapped FROM vault_dek WHERE circle = %s ORDER BY version",
            [store.id_in(UUID(circle))],
        ):
            place = (circle, str(compartment), int(version))
            try:
                key = SealingKey(self.unwrap(str(kek_id), bytes(wrapped), place), place[2])
            except Damaged:
                continue  # the entries under it show as damaged; everything else opens
            self._data[place] = self._newest[place[:2]] = key

    def _new_data(self, circle: str, compartment: str, today: date) -> SealingKey:
        """Make and store a compartment's first key; another process may have been faster, so read it back."""
        with store.write_transaction():
            key_changes.hold()
            self.notice()
            kek = self.file.active
            wrapped = wrap(kek, fresh_key(), (circle, compartment, 1))
            store.change(
                "INSERT INTO vault_dek (circle, compartment, version, kek_id, wrapped, created_on) "
                "VALUES (%s, %s, 1, %s, %s, %s) ON CONFLICT (circle, compartment, version) DO NOTHING",
                [store.id_in(UUID(circle)), compartment, kek.id, wrapped, today.isoformat()],
            )
        self._load(circle)
        found = self._newest.get((circle, compartment))
        if found is None:
            raise Damaged("The key of this compartment does not open.")
        return found

    def _look_again(self, kek_id: str) -> HouseKey:
        """Return a house key that this process has not heard of yet; raises KeysWrong when there is none."""
        try:
            file = KeyFile.find(self.file.path, settings.DATA_DIR, os.environ)
        except VaultLocked:
            raise KeysWrong(kek_id) from None
        found = file.get(kek_id)
        if found is None:
            raise KeysWrong(kek_id)
        self.file = file
        return found

    def unwrap(self, kek_id: str, wrapped: bytes, place: tuple[str, str, int]) -> bytes:
        """Return a wrapped key; raises KeysWrong when its house key is missing, or another under the same name."""
        kek = self.file.get(kek_id) or self._look_again(kek_id)
        try:
            return SealingKey(kek.secret, 1).open("wrap", place[0], wrapped, _bound(kek_id, place))
        except Damaged:
            if place[0] == SYSTEM_CIRCLE:
                raise KeysWrong(kek_id) from None
            raise


def wrap(kek: HouseKey, secret: bytes, place: tuple[str, str, int]) -> bytes:
    """Return a key sealed under a house key, bound to the place it belongs to."""
    return SealingKey(kek.secret, 1).seal("wrap", place[0], secret, _bound(kek.id, place))


def _bound(kek_id: str, place: tuple[str, str, int]) -> bytes:
    """Return what a wrapped key is bound to: a row moved to another circle or compartment does not open."""
    circle, compartment, version = place
    named = {"circle": circle, "compartment": compartment, "kek": kek_id, "version": str(version)}
    return bind({name: value.encode("ascii") for name, value in named.items()})


_rings: dict[str, KeyRing] = {}


def ring() -> KeyRing:
    """Return this process's keys, read from the places in the settings on first use."""
    found = _rings.get("house")
    return found or unlock(settings.KEY_FILE, settings.DATA_DIR)


def unlock(key_file: Path, data_dir: Path) -> KeyRing:
    """Load the keys for this process and check them against the data; raises VaultLocked with the words to show."""
    fresh = KeyRing(KeyFile.find(key_file, data_dir, os.environ))
    fresh.check()
    _rings["house"] = fresh
    return fresh


def use(file: KeyFile) -> KeyRing:
    """Let this process work with keys that are in no file yet, as while going back to a backup."""
    _rings["house"] = KeyRing(file)
    return _rings["house"]


def forget_keys() -> None:
    """Drop every key from this process's memory; the next use reads the key file again."""
    _rings.clear()


def data_exists() -> bool:
    """Tell whether the database holds anything locked under a house key."""
    if "vault_systemkey" not in connection.introspection.table_names():
        return False
    return bool(store.rows("SELECT 1 FROM vault_systemkey UNION ALL SELECT 1 FROM vault_dek LIMIT 1"))


def create_keys(key_file: Path, data_dir: Path, today: date) -> KeyFile:
    """Write the key file of a new house; raises KeysPresent where keys or data already are."""
    return KeyFile.create(key_file, data_dir, today, data_exists=data_exists())


def recovery_sheet(file: KeyFile) -> str:
    """Return the recovery sheet of the active key, to be printed and kept somewhere else."""
    return sheet_text(file.active.id, file.active.secret)


def verify_sheet(file: KeyFile, typed: str) -> None:
    """Check a sheet typed back against the key file; raises SheetWrong when it is not the same key."""
    key_id, secret = read_sheet(typed)
    held = file.get(key_id)
    if held is None or held.secret != secret:
        raise SheetWrong("This sheet is in order, but it is the sheet of another key.")


def restore_from_sheet(typed: str, key_file: Path, data_dir: Path, today: date) -> KeyFile:
    """Write the key file again from a recovery sheet; refuses, writing nothing, when it does not open this data."""
    key_id, secret = read_sheet(typed)
    if key_file.exists():
        raise KeysPresent(f"There is a key file at {key_file} already. Nothing has been changed.")
    keys = (HouseKey(key_id, today, ACTIVE, secret),)
    KeyRing(KeyFile(key_file, keys)).check()
    return KeyFile.write(key_file, data_dir, keys)
