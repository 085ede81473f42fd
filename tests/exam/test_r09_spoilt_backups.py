"""R09: a backup that is not exactly as it was written is refused, says what is wrong, and puts nothing anywhere."""

import json
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exam.keeping import (
    Opened,
    an_empty_machine,
    back_up,
    put_together,
    refused,
    take_apart,
    without_part,
)
from tests.house import House

pytestmark = pytest.mark.exam("R09")
TRY = """
import json, os, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "lamplit.config.settings"
import django
django.setup()
from lamplit.actions import backups
sheet, *files = map(Path, sys.argv[1:])
said = []
for file in files:
    try:
        backups.try_out(file, sheet.read_text())
        said.append("")
    except (backups.BackupDamaged, backups.BackupRefused) as error:
        said.append(str(error))
print(json.dumps(said))
"""


class Spoilt:
    """A good backup, its sheet, an older one of the same house, and an empty machine to try them on."""

    def __init__(self, house: House, root: Path) -> None:
        house.run("init")
        self.older = back_up(house, "older.lamplit")
        house.run("demo", "--json")
        self.file = back_up(house)
        self.sheet = house.run("keys", "sheet").stdout
        self.machine = an_empty_machine(root)
        self.sheet_file = root / "sheet.txt"
        self.sheet_file.write_text(self.sheet, encoding="utf-8")

    def said_of(self, *contents: bytes) -> list[str]:
        """Return what is said about changed backups, tried by one program one after the other."""
        files = [self.machine.root / f"{number}.changed" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        places = {"LAMPLIT_DATA": str(self.machine.data), "LAMPLIT_KEY_FILE": str(self.machine.key_file)}
        done = subprocess.run(
            [sys.executable, "-c", TRY, str(self.sheet_file), *(str(file) for file in files)],
            env=self.machine.environment() | places, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert not self.machine.data.exists() and not self.machine.key_file.exists()
        return list(json.loads(done.stdout))


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Spoilt:
    root = tmp_path_factory.mktemp("r09")
    return Spoilt(an_empty_machine(root / "old"), root / "new")


def flipped(good: bytes, many: int) -> list[bytes]:
    """Return copies of a file with one byte changed each: at its ends, and somewhere."""
    size = len(good)
    places = [0, 20, 150, size - 1, *(secrets.randbelow(size) for _ in range(many - 4))]
    return [good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :] for place in places]


def is_refused(said: str) -> bool:
    return bool(re.search("damaged|not a backup|needs the key|was changed|newer Lamplit", said))


def test_one_changed_byte_anywhere_is_noticed(spoilt: Spoilt) -> None:
    assert [said for said in spoilt.said_of(*flipped(spoilt.file.read_bytes(), 7)) if not is_refused(said)] == []


@pytest.mark.whole
def test_changed_bytes_are_all_noticed(spoilt: Spoilt) -> None:
    assert [said for said in spoilt.said_of(*flipped(spoilt.file.read_bytes(), 60)) if not is_refused(said)] == []


def test_half_a_backup_is_no_backup(spoilt: Spoilt) -> None:
    good = spoilt.file.read_bytes()
    for said in spoilt.said_of(*(good[: int(len(good) * share)] for share in (0.0, 0.01, 0.5, 0.999))):
        assert "cut short" in said or "not a backup" in said


def no_entries(opened: Opened, older: Opened) -> Opened:
    return without_part(opened, "vault_entry")


def no_list_of_what_was_erased(opened: Opened, older: Opened) -> Opened:
    return without_part(opened, "erasures.log")


def an_older_list_of_contents(opened: Opened, older: Opened) -> Opened:
    return Opened(opened.label, [*opened.records[:-1], older.records[-1]])


def an_older_beginning(opened: Opened, older: Opened) -> Opened:
    return Opened(older.label, [older.records[0], *opened.records[1:]])


def another_first_line(opened: Opened, older: Opened) -> Opened:
    return Opened(re.sub(rb"made=\S+", b"made=2020-01-01T00:00:00+00:00", opened.label), opened.records)


def something_added(opened: Opened, older: Opened) -> Opened:
    return Opened(opened.label, [*opened.records, b"{}\n"])


CHANGES: list[tuple[Callable[[Opened, Opened], Opened], str]] = [
    (no_entries, "The part vault_entry is missing from this backup"),
    (no_list_of_what_was_erased, "The part erasures.log is missing from this backup"),
    (an_older_list_of_contents, "belongs to another backup"),
    (an_older_beginning, "belongs to another backup"),
    (another_first_line, "The first line of this backup was changed"),
    (something_added, "added to the end"),
]


def test_a_backup_put_together_anew_is_refused_by_name(spoilt: Spoilt) -> None:
    parts = [take_apart(file, spoilt.sheet) for file in (spoilt.file, spoilt.older)]
    changed = [put_together(change(*parts), spoilt.sheet) for change, _ in CHANGES]
    for (change, words), said in zip(CHANGES, spoilt.said_of(*changed), strict=True):
        assert words in said, change.__name__


def test_going_back_to_a_spoilt_backup_leaves_the_machine_empty(spoilt: Spoilt, tmp_path: Path) -> None:
    changed = tmp_path / "changed.lamplit"
    changed.write_bytes(put_together(no_entries(take_apart(spoilt.file, spoilt.sheet), Opened(b"", [])), spoilt.sheet))
    machine = an_empty_machine(tmp_path / "new")
    assert "The part vault_entry is missing" in refused(machine, changed, stdin=spoilt.sheet).stderr


def test_an_untouched_backup_passes_the_same_way(spoilt: Spoilt) -> None:
    assert spoilt.said_of(put_together(take_apart(spoilt.file, spoilt.sheet), spoilt.sheet)) == [""]
