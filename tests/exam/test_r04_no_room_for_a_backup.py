"""R04: a disk too small for a backup leaves no half file, keeps the older backup, and the house goes on."""

import subprocess
from pathlib import Path

import pytest

from tests.exam.keeping import back_up
from tests.house import House

pytestmark = pytest.mark.exam("R04")


def with_little_room(house: House, kib: int, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a verb that may write no file larger than so many KiB."""
    script = f'ulimit -f {kib}; exec "$@"'
    return subprocess.run(
        ["bash", "-c", script, "bash", *house.command(*words)],
        env=house.environment(), capture_output=True, text=True, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("kib", [48, 80])
def test_a_full_disk_leaves_no_half_backup_and_the_older_one(own_house: House, kib: int) -> None:
    older = back_up(own_house)
    content = older.read_bytes()
    assert len(content) > 81 * 1024
    for name in (older.name, "another.lamplit"):
        done = with_little_room(own_house, kib, "backup", str(older.with_name(name)))
        assert done.returncode == 1, done.stdout
        assert "Nothing was left there" in done.stderr and "Make room" in done.stderr
        assert [path.name for path in older.parent.iterdir()] == [older.name]
        assert older.read_bytes() == content
    assert own_house.answers()
    assert own_house.run("restore", str(back_up(own_house)), "--check").returncode == 0


def test_no_room_to_go_back_leaves_the_folder_empty(closed_house: House, tmp_path: Path) -> None:
    file = back_up(closed_house)
    machine = House(root=tmp_path / "new", port=1, keys_at=closed_house.key_file)
    machine.root.mkdir()
    done = with_little_room(machine, 64, "restore", str(file))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert {path.name for path in machine.data.iterdir()} <= {"serving.lock"}
    assert machine.run("restore", str(file)).returncode == 0
