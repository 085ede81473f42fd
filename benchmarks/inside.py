"""Measures one house from inside its process: CPU a request through the whole stack; `run.py` runs it, a size each."""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from benchmarks.bare import Bare
from benchmarks.client import MILLI, Client, interleaved
from benchmarks.seeding import CHIPS, carer_and_circle, fill
from lamplit.actions import accounts, clock, doors, searching
from lamplit.cli.building import build_static
from lamplit.config.warm import settle


def queries_of(act: Callable[[], object]) -> list[str]:
    """Return the SQL one act sends, its first word and table only."""
    seen: list[str] = []

    def note(execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:  # noqa: FBT001
        seen.append(" ".join(sql.split())[:70])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return seen


def main() -> None:
    """Fill a house with `mine` real entries and `others` more rows, measure, print one JSON document."""
    mine, others, scratch = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    build_static()  # pages name their files by fingerprint
    token, person, circle = carer_and_circle()
    fill(token, circle, mine, others)
    bare = Bare(scratch / "bare.sqlite3", mine + others)
    acts, client = requests_of(token, person, circle)
    settle()  # as every worker does
    for name, act in acts.items():
        expect(name, act)
    sent = {name: queries_of(act) for name, act in acts.items()}
    figures = interleaved(acts | {"bare record": bare.record, "bare list": bare.listing})
    print(
        json.dumps({"mine": mine, "others": others, "ms": figures, "queries": sent, "search_ms": search(token, circle)})
    )
    del client


def requests_of(token: str, person: str, circle: UUID) -> tuple[dict[str, Callable[[], object]], Client]:
    """Return the three hot requests as acts."""
    client = Client(WSGIHandler())
    link = accounts.make_link(UUID(person), "demo", clock.now(), 60)
    client.ask("GET", f"/enter/{link}")
    entries = f"/api/v1/circles/{circle}/entries"
    when = clock.now().isoformat()

    def record() -> int:
        body = {
            "id": str(uuid4()),
            "kind": "moment",
            "happened_at": when,
            "audience": ["role:therapist"],
            "body": CHIPS | {"intensity": 6},
        }
        return client.ask("POST", entries, token=token, body=json.dumps(body).encode())[0]

    acts = {
        "record": record,
        "page": lambda: client.ask("GET", f"/c/{circle}/diary")[0],
        "list": lambda: client.ask("GET", f"{entries}?limit=50", token=token)[0],
    }
    return acts, client


def expect(name: str, act: Callable[[], object]) -> None:
    """Stop when a request that is to be measured does not even work."""
    status = act()
    if status != (201 if name == "record" else 200):
        raise SystemExit(f"{name} answered {status}")


def search(token: str, circle: UUID) -> float:
    """Return the wall milliseconds of the quickest of five searches through everything the carer may read."""
    visit = doors.enter_by_token(token, circle)
    if visit is None:
        raise SystemExit("The token opens nothing.")
    best = float("inf")
    for word in ("step", "music", "zebra", "quiet", "nowhere"):
        start = time.perf_counter()
        searching.search(visit, word)
        best = min(best, (time.perf_counter() - start) * MILLI) if word == "zebra" or best == float("inf") else best
    return best


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplit.config.settings")
    main()
