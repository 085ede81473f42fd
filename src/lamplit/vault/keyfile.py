"""The key file: where the house's keys lie, who may read it, when it is refused; leaves unwrapping to `keys`."""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lamplit.vault.crypto import KEY_BYTES, fresh_key
from lamplit.vault.failures import KeysExposed, KeysMissing, KeysPresent, KeysUnreadable

ACTIVE = "active"
DECRYPT_ONLY = "decrypt-only"
CREDENTIAL_NAME = "lamplit-keys"  # LoadCredentialEncrypted=lamplit-keys:... in a systemd unit
_MARK = "lamplit_keys"
_UNREADABLE = (
    "The file {} is there, but it is not a Lamplit key file. Put the right file back. Nothing has been changed."
)


@dataclass(frozen=True, slots=True)
class HouseKey:
    """One key of the key file; `state` is active (seals and opens) or decrypt-only (opens)."""

    id: str
    created: date
    state: str
    secret: bytes

    def __repr__(self) -> str:
        """Show everything but the secret."""
        return f"HouseKey({self.id}, {self.state})"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The keys of one house and where they came from; at most one of them is active."""

    path: Path
    keys: tuple[HouseKey, ...]

    @property
    def active(self) -> HouseKey:
        """Return the key that new things are sealed under; raises KeysUnreadable when there is none."""
        found = next((key for key in self.keys if key.state == ACTIVE), None)
        if found is None:
            raise KeysUnreadable(f"No key in {self.path} is active, so nothing can be saved. Nothing has been changed.")
        return found

    def get(self, key_id: str) -> HouseKey | None:
        """Return the key with this id."""
        return next((key for key in self.keys if key.id == key_id), None)

    @classmethod
    def create(cls, path: Path, data_dir: Path, today: date, *, data_exists: bool) -> "KeyFile":
        """Write a key file with one fresh key, readable by its owner alone.

        Raises KeysPresent when a key file or data is there already: a fresh key never opens old data.
        """
        if path.exists():
            raise KeysPresent(f"There is a key file at {path} already. Nothing has been changed.")
        if data_exists:
            raise KeysPresent(
                "There is data here already, and a new key would not open it. Put the old key file back, or use your "
                "recovery sheet: `lamplit keys restore`. Nothing has been changed."
            )
        return cls.write(path, data_dir, (fresh_house_key(today),))

    @classmethod
    def write(cls, path: Path, data_dir: Path, keys: tuple[HouseKey, ...]) -> "KeyFile":
        """Write a new key file, on disk before this returns; never over one that is there."""
        _refuse_inside(path, data_dir)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, keys)
        return cls(path, keys)

    def replaced(self, keys: tuple[HouseKey, ...]) -> "KeyFile":
        """Put these keys in the place of the file's, at one stroke and on disk before this returns.

        Raises KeysUnreadable for keys that systemd hands out: they are changed where they come from.
        """
        if self.path.name == CREDENTIAL_NAME:
            raise KeysUnreadable(
                f"The keys come from systemd ({self.path}), so Lamplit cannot change them. Put them in a key file "
                "first: `lamplit keys sheet`, then `lamplit keys restore`. Nothing has been changed."
            )
        part = self.path.with_name(f".{self.path.name}.part")
        part.unlink(missing_ok=True)
        _write(part, keys)
        part.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return KeyFile(self.path, keys)

    @classmethod
    def load(cls, path: Path, data_dir: Path) -> "KeyFile":
        """Read a key file, refusing one that is missing, among the data, or open to other users."""
        _refuse_inside(path, data_dir)
        try:
            facts = path.stat()
        except FileNotFoundError as error:
            raise KeysMissing from error
        except OSError as error:
            raise KeysUnreadable(
                f"The key file {path} cannot be read ({error.strerror}). Nothing has been changed."
            ) from error
        if facts.st_mode & 0o077:
            raise KeysExposed(
                f"Other users of this computer can read the key file {path}. Close it with `chmod 600 {path}` "
                "and start again. Nothing has been changed."
            )
        if facts.st_uid not in {os.geteuid(), 0}:
            raise KeysExposed(
                f"The key file {path} belongs to another user of this computer. Nothing has been changed."
            )
        return cls(path, _read(path))

    @classmethod
    def find(cls, path: Path, data_dir: Path, environment: Mapping[str, str]) -> "KeyFile":
        """Read the keys from the key file, or from systemd's credentials; exactly one of the two may be there."""
        folder = environment.get("CREDENTIALS_DIRECTORY", "")
        credential = Path(folder) / CREDENTIAL_NAME
        if not folder or not credential.is_file():
            return cls.load(path, data_dir)
        if path.exists():
            raise KeysUnreadable(
                f"There are two sets of keys: {path} and systemd's {credential}. Take one away. "
                "Nothing has been changed."
            )
        _refuse_inside(credential, data_dir)
        return cls(credential, _read(credential))  # systemd itself guards who may read it


def _write(path: Path, keys: tuple[HouseKey, ...]) -> None:
    """Write a file of keys that was not there, for its owner alone, and wait for the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({_MARK: 1, "keys": [_as_json(key) for key in keys]}, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())


def fresh_house_key(today: date) -> HouseKey:
    """Return a new key with a name of its own."""
    return HouseKey(f"k{today:%Y%m%d}{secrets.token_hex(2)}", today, ACTIVE, fresh_key())


def _refuse_inside(path: Path, data_dir: Path) -> None:
    """Refuse a key file that lies among the data it locks."""
    if path.resolve().is_relative_to(data_dir.resolve()):
        raise KeysExposed(
            f"The key file {path} lies inside the data folder {data_dir}, so a copy of the data would carry "
            "its own key. Move it somewhere else. Nothing has been changed."
        )


def _read(path: Path) -> tuple[HouseKey, ...]:
    """Return the keys a file holds; raises KeysUnreadable when it is no key file."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        keys = tuple(_from_json(each) for each in held["keys"])
    except (OSError, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise KeysUnreadable(_UNREADABLE.format(path)) from error
    if not keys or any(len(key.secret) != KEY_BYTES for key in keys):
        raise KeysUnreadable(_UNREADABLE.format(path))
    return keys


def _as_json(key: HouseKey) -> dict[str, str]:
    """Return one key as the file holds it."""
    secret = base64.b64encode(key.secret).decode("ascii")
    return {"id": key.id, "created": key.created.isoformat(), "state": key.state, "key": secret}


def _from_json(held: dict[str, Any]) -> HouseKey:
    """Return one key from what the file holds."""
    secret = base64.b64decode(held["key"], validate=True)
    return HouseKey(str(held["id"]), date.fromisoformat(held["created"]), str(held["state"]), secret)
