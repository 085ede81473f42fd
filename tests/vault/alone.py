"""A program of its own over a real database, for tests that need more than one process.

Verbs: `make` builds database, keys and a circle and prints the carer's ids; `write N THREADS` records entries and
prints a JSON line; `say N` records entries one by one, saying each once it is saved; `verify` checks everything.
"""

import json
import os
import sys
import threading
import time
from datetime import date, timedelta
from uuid import UUID

FOLDER = os.environ["LAMPLIT_TEST_FOLDER"]  # the package `tests` has just named throw-away places of its own
os.environ["LAMPLIT_DATA"] = f"{FOLDER}/data"
os.environ["LAMPLIT_KEY_FILE"] = f"{FOLDER}/keys/keys.json"
os.environ["DATABASE_URL"] = os.environ["LAMPLIT_TEST_DATABASE"]
os.environ["DJANGO_SETTINGS_MODULE"] = "lamplit.config.settings"

import django  # noqa: E402 - after the settings are named

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections, connection  # noqa: E402

from lamplit.engines.kernel import MemberState, Role, Viewer  # noqa: E402
from lamplit.vault import audit, drafts, entries, inspection, keys, store  # noqa: E402
from tests.vault.circle import CARER_KNOWS, DAY, EVERYONE, NOW, ONLY_ME, an_entry, make_circle  # noqa: E402


def make() -> None:
    """Build everything and print the carer's viewer."""
    call_command("migrate", verbosity=0)
    keys.create_keys(settings.KEY_FILE, settings.DATA_DIR, date(2026, 1, 1))
    carer = make_circle((Role.SUBJECT, Role.CARER)).carer
    print(carer.person, carer.circle, carer.membership)


def carer() -> Viewer:
    """Return the viewer whose ids the environment names."""
    person, circle, membership = (UUID(each) for each in os.environ["LAMPLIT_TEST_CARER"].split())
    return Viewer(person, circle, membership, Role.CARER, MemberState.CONFIRMED, on_duty=True, mfa=True, consented=True)


def write(many: int, threads: int) -> None:
    """Record `many` entries in each of some threads at once; print how long each took and what went wrong."""
    took: list[float] = []
    wrong: list[str] = []
    viewer = carer()
    keys.ring()

    def one_thread() -> None:
        for number in range(many):
            start = time.perf_counter()
            try:
                entries.record(viewer, an_entry(viewer, f"n {number}", EVERYONE, day=DAY - timedelta(days=number)), NOW)
                took.append(time.perf_counter() - start)
            except Exception as error:
                wrong.append(repr(error))
        close_old_connections()
        connection.close()

    running = [threading.Thread(target=one_thread) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    print(json.dumps({"took": took, "wrong": wrong}))


def say(many: int) -> None:
    """Record entries one by one, saying each once it is saved."""
    viewer = carer()
    for number in range(many):
        entries.record(viewer, an_entry(viewer, f"n {number}", EVERYONE), NOW)
        os.write(1, b"SAVED %d\n" % number)


def verify() -> None:
    """Print what stands and what is wrong with it."""
    places = [seq for (seq,) in store.rows("SELECT seq FROM vault_entry ORDER BY seq")]
    lines = store.rows("SELECT COUNT(*) FROM vault_audit WHERE action = 'write'")[0][0]
    print(
        json.dumps(
            {
                "places": places,
                "lines": lines,
                "audit": audit.verify(),
                "damaged": [str(each) for each in inspection.damaged()],
            }
        )
    )


def private(many: int) -> None:
    """Record entries for the writer alone, each revised once, and a draft beside each."""
    viewer = carer()
    for number in range(many):
        new = an_entry(viewer, f"mine {number}", ONLY_ME)
        entries.record(viewer, new, NOW)
        entries.revise(viewer, new.id, 1, an_entry(viewer, f"mine again {number}", CARER_KNOWS, id=new.id), NOW)
        drafts.keep(viewer, an_entry(viewer).id, "journal", {"text": f"not yet {number}"}, NOW)


def versions() -> None:
    """Print which versions of each compartment's key are stored."""
    found: dict[str, list[int]] = {}
    for compartment, version in store.rows("SELECT compartment, version FROM vault_dek ORDER BY version"):
        found.setdefault(str(compartment), []).append(int(version))
    print(json.dumps(found))


if __name__ == "__main__":
    verb, *numbers = sys.argv[1:]
    verbs = {"make": make, "write": write, "say": say, "verify": verify, "versions": versions, "private": private}
    verbs[verb](*(int(each) for each in numbers))
