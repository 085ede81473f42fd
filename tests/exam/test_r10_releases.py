"""R10: every release's data opens in this one; an upgrade happens wholly or not at all, with a backup before it."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exam.canonical import Dump, dump, named_dump
from tests.exam.keeping import an_empty_machine, go_back
from tests.fixtures.make_release import BACKUP, RELEASES, SAYS, SHEET, what_people_say
from tests.house import SRC, House

pytestmark = pytest.mark.exam("R10")
STORED = sorted(RELEASES.iterdir())
NEXT = {
    "9001_a_column": """
from django.db import migrations, models

def fill(apps, editor):
    for row in apps.get_model("vault", "Entry").objects.all():
        row.later_on = row.coarse + "!"
        row.save()

class Migration(migrations.Migration):
    dependencies = [("vault", "{last}")]
    operations = [
        migrations.AddField("entry", "later_on", models.CharField(max_length=20, default="")),
        migrations.RunPython(fill),
    ]
""",
    "9002_a_rebuilt_table": """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("vault", "9001_a_column")]
    operations = [
        migrations.AlterField("entry", "later_on", models.CharField(max_length=30, null=True)),
        migrations.AlterField("dataKey", "compartment", models.CharField(max_length=60)),
        migrations.AddIndex("entry", models.Index(fields=["later_on"], name="by_later_on")),
    ]
""",
}
FAILING = """
from django.db import migrations

def fail(apps, editor):
    apps.get_model("vault", "Entry").objects.all().delete()
    raise RuntimeError("as if something nobody thought of went wrong")

class Migration(migrations.Migration):
    dependencies = [("vault", "9002_a_rebuilt_table")]
    operations = [migrations.RunPython(fail)]
"""
LOSING = FAILING.replace('    raise RuntimeError("as if something nobody thought of went wrong")\n', "")
UPGRADE = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "lamplit.config.settings"
import django
django.setup()
from django.conf import settings
from django.db import connection
from lamplit.cli import building, ground
from lamplit.vault import keys
keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
taken, last = [0], int(sys.argv[1])

def step(execute, *words):
    taken[0] += 1
    if taken[0] == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*words)

try:
    with connection.execute_wrapper(step):
        building.make_tables()
except ground.TroubleError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
print(taken[0])
"""


def next_release(folder: Path, steps: dict[str, str]) -> Path:
    """Make a Lamplit with a few migrations more, as the next release might have; returns its source."""
    leave = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(SRC / "lamplit", folder / "lamplit", ignore=leave)
    (folder / "lamplit" / "web" / "static").mkdir()
    place = folder / "lamplit" / "vault" / "migrations"
    last = max(path.stem for path in place.glob("0*.py"))
    for name, code in steps.items():
        (place / f"{name}.py").write_text(f'"""Planted."""\n{code.replace("{last}", last)}', encoding="utf-8")
    return folder


def upgrade(house: House, die_at: int = 0) -> "subprocess.CompletedProcess[str]":
    """Bring a house to the release of its source, killed at one of its statements."""
    places = {"LAMPLIT_DATA": str(house.data), "LAMPLIT_KEY_FILE": str(house.key_file)}
    return subprocess.run(
        [sys.executable, "-c", UPGRADE, str(die_at)], env=house.environment() | places,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def die_at(closed_house: House, folder: Path, many: int) -> None:
    """Kill an upgrade at so many points of it, then let it end."""
    closed_house.refresh()
    before = dump(closed_house)
    newer = replace(closed_house, src=next_release(folder / "src", NEXT))
    trial = House(root=folder / "trial", port=1, src=newer.src)
    shutil.copytree(closed_house.root, trial.root)
    whole = upgrade(trial)
    assert whole.returncode == 0, whole.stderr
    total = int(whole.stdout.splitlines()[-1])
    assert total > 50
    for point in range(1, many + 1):
        killed = upgrade(newer, max(1, total * point // (many + 1)))
        assert killed.returncode == -9, killed.stderr
        assert dump(closed_house) == before, f"killed at {point} of {many + 1}"
    done = upgrade(newer)
    assert done.returncode == 0, done.stderr
    same_where_it_was(before, closed_house, newer)
    assert list((closed_house.data / "backups").glob(".*")) == [], "nothing half made is left"
    assert closed_house.run("serve", check=False).returncode == 3, "now it is a newer Lamplit's"


def same_where_it_was(before: Dump, old: House, newer: House) -> None:
    """Compare what stands in the columns that were there before."""
    now = named_dump(newer)
    then = named_dump_columns(now, before)
    assert then == before
    with closing(sqlite3.connect(old.data / "lamplit.sqlite3")) as database:
        filled = database.execute("SELECT coarse, later_on FROM vault_entry").fetchall()
    assert len(filled) == len(before["vault_entry"])
    assert all(later == f"{coarse}!" for coarse, later in filled)


def named_dump_columns(now: dict[str, dict[str, list[list[object]]]], before: Dump) -> Dump:
    """Return the columns of a newer dump that an older one has; planted columns stand last."""
    return {
        table: [row[: len(rows[0])] for row in now[table]["rows"]] if rows else [] for table, rows in before.items()
    }


def test_an_upgrade_killed_on_the_way_leaves_the_old_data_and_goes_through_next_time(
    closed_house: House, tmp_path: Path
) -> None:
    die_at(closed_house, tmp_path, 3)


@pytest.mark.whole
def test_an_upgrade_killed_at_thirty_points_always_leaves_the_old_data(closed_house: House, tmp_path: Path) -> None:
    die_at(closed_house, tmp_path, 30)


@pytest.mark.parametrize(
    ("step", "why"), [(FAILING, "RuntimeError"), pytest.param(LOSING, "UpgradeFailedError", marks=pytest.mark.whole)]
)
def test_an_upgrade_that_fails_or_loses_something_changes_nothing_and_says_so(
    closed_house: House, tmp_path: Path, step: str, why: str
) -> None:
    closed_house.refresh()
    before = dump(closed_house)
    newer = replace(closed_house, src=next_release(tmp_path / "src", NEXT | {"9003_fails": step}))
    failed = upgrade(newer)
    assert failed.returncode == 1
    assert f"did not work ({why})" in failed.stderr
    assert "exactly as it was before" in failed.stderr and "Start the release you had before" in failed.stderr
    assert dump(closed_house) == before
    (kept,) = (closed_house.data / "backups").glob("before-vault.9001_a_column-*.lamplit")
    assert str(kept) in failed.stderr
    assert closed_house.run("restore", str(kept), "--check").returncode == 0
    closed_house.start()  # the release from before
    assert closed_house.answers()


def test_a_backup_of_the_next_release_is_refused_and_this_ones_opens_there(closed_house: House, tmp_path: Path) -> None:
    older = tmp_path / "older.lamplit"
    closed_house.run("backup", str(older))
    newer = replace(closed_house, src=next_release(tmp_path / "src", NEXT))
    assert newer.run("restore", str(older), "--check").returncode == 0
    assert upgrade(newer).returncode == 0
    file = tmp_path / "newer.lamplit"
    newer.run("backup", str(file))
    machine = an_empty_machine(tmp_path / "new")
    done = machine.run("restore", str(file), check=False, stdin=newer.run("keys", "sheet").stdout)
    assert done.returncode == 3 and "made by a newer Lamplit" in done.stderr


@pytest.mark.parametrize("release", STORED, ids=lambda path: path.name)
def test_the_house_of_every_release_says_the_same_in_this_one(tmp_path: Path, release: Path) -> None:
    told = json.loads((release / SAYS).read_text(encoding="utf-8"))
    machine = an_empty_machine(tmp_path / "new")
    assert go_back(machine, release / BACKUP, (release / SHEET).read_text(encoding="utf-8"))["ok"]
    now = named_dump(machine)
    for table, then in told["tables"].items():
        there = now[table]["columns"]
        rows = [[row[there.index(name)] for name in then["columns"]] for row in now[table]["rows"]]
        assert rows[: len(then["rows"])] == then["rows"], table
    assert what_people_say(machine, told["people"]) == told["said"]


def test_this_release_or_one_before_it_is_stored() -> None:
    assert STORED
