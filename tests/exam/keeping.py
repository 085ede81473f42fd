"""What the tests of backups do again and again: make one, go back to it elsewhere, change its bytes."""

import json
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pyrage

from lamplit.vault import agefile
from lamplit.vault.keyfile import HouseKey
from lamplit.vault.sheet import read_sheet
from tests.house import House, free_port


def back_up(house: House, name: str = "copy.lamplit") -> Path:
    """Make a backup of a house, on another disk as it were."""
    folder = house.root / "elsewhere"
    folder.mkdir(exist_ok=True)
    return Path(json.loads(house.run("backup", str(folder / name), "--json").stdout)["file"])


def an_empty_machine(root: Path, database: str = "") -> House:
    """Return a house that is not there yet: no data, no key file."""
    root.mkdir(parents=True, exist_ok=True)
    return House(root=root, port=free_port(), database=database)


def go_back(house: House, file: Path, sheet: str, *more: str) -> dict[str, Any]:
    """Go back to a backup with the printed sheet."""
    found: dict[str, Any] = json.loads(house.run("restore", str(file), "--json", *more, stdin=sheet).stdout)
    return found


def refused(house: House, file: Path, *more: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """Try to go back where that must not be; nothing may be there afterwards that was not before."""
    before = sorted(path.name for path in house.data.iterdir()) if house.data.exists() else []
    keys = house.key_file.exists()
    done = house.run("restore", str(file), *more, check=False, stdin=stdin)
    after = sorted(path.name for path in house.data.iterdir()) if house.data.exists() else []
    assert done.returncode in {1, 3}, done.stdout
    assert "Traceback" not in done.stderr and "Something went wrong inside" not in done.stderr, done.stderr
    assert set(after) - set(before) <= {"serving.lock"}
    assert house.key_file.exists() == keys
    return done


@dataclass
class Opened:
    """A backup taken apart by somebody who holds the key: its first line, and the records inside."""

    label: bytes
    records: list[bytes]


def take_apart(file: Path, sheet: str) -> Opened:
    """Open a backup's lock and split what is inside at its lines that open or end a part."""
    label, _, locked = file.read_bytes().partition(b"\n")
    plain = BytesIO()
    pyrage.decrypt_io(BytesIO(locked), plain, [agefile._identity(_key(sheet))])
    return Opened(label + b"\n", plain.getvalue().splitlines(keepends=True))


def put_together(opened: Opened, sheet: str) -> bytes:
    """Return changed contents locked again, as somebody could make them who has the key but not the house."""
    locked = BytesIO()
    pyrage.encrypt_io(BytesIO(b"".join(opened.records)), locked, [agefile._identity(_key(sheet)).to_public()])
    return opened.label + locked.getvalue()


def without_part(opened: Opened, name: str) -> Opened:
    """Return a backup without one of its parts."""
    kept: list[bytes] = []
    inside = False
    for record in opened.records:
        if record.startswith(b'{"part":"%s"' % name.encode()):
            inside = True
        if not inside:
            kept.append(record)
        if inside and record.startswith(b'{"end"'):
            inside = False
    return Opened(opened.label, kept)


def _key(sheet: str) -> HouseKey:
    from datetime import date

    key_id, secret = read_sheet(sheet)
    return HouseKey(key_id, date(2026, 1, 1), "active", secret)
