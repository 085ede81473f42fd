"""One side of the comparison in a process of its own: told `record` or `list`, it does a window and says its CPU."""

import hashlib
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from benchmarks.bare import Bare
from benchmarks.client import Client, cpu_ms

Acts = dict[str, Callable[[], object]]


def lamplit(many: int, _: Path) -> Acts:
    """Return the two requests as Lamplit answers them, the house being made already."""
    from benchmarks.inside import build_static, carer_and_circle, fill, requests_of, settle  # noqa: PLC0415 - sets Django up

    build_static()
    token, person, circle = carer_and_circle()
    fill(token, circle, many, 0)
    acts, _client = requests_of(token, person, circle)
    settle()
    return {name: acts[name] for name in ("record", "list")}


def stock(many: int, _: Path) -> Acts:
    """Return the two requests as a plain Django project answers them, with as many entries in it."""
    import django  # noqa: PLC0415 - only on this side, with its own settings

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", run_syncdb=True, verbosity=0)
    token, circle, when = _stocked(many)
    path, client = f"/api/v1/circles/{circle}/entries", Client(WSGIHandler())

    def record() -> int:
        body = {"id": str(uuid4()), "kind": "moment", "happened_at": when, "audience": ["role:therapist"]}
        sent = json.dumps(body | {"body": _words()}).encode()
        return client.ask("POST", path, token=token, body=sent)[0]

    return {"record": record, "list": lambda: client.ask("GET", f"{path}?limit=50", token=token)[0]}


def _words() -> dict[str, object]:
    """Return what an entry says, the same on both sides."""
    words = "After school she went to her room and put the music on. " * 4
    return {"tone": "hard", "words": words, "intensity": 6, "setting": "home"}


def _stocked(many: int) -> tuple[str, UUID, str]:
    """Fill the plain project; return its token, its circle and a time to write with."""
    from django.contrib.auth.models import User  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415

    from benchmarks.stock.models import Circle, Entry, Membership, Token  # noqa: PLC0415

    now, person, circle = timezone.now(), User.objects.create_user("carer"), Circle.objects.create(name="One")  # noqa: TID251 - no clock of ours on this side
    Membership.objects.create(person=person, circle=circle, role="carer")
    Token.objects.create(person=person, digest=hashlib.sha256(b"measured").hexdigest())
    told = {"circle": circle, "author": person, "kind": "moment", "audience": ["role:therapist"], "body": _words()}
    rows = [Entry(id=uuid4(), happened_at=now - timedelta(minutes=5 + each), **told) for each in range(many)]
    Entry.objects.bulk_create(rows, batch_size=2000)
    return "measured", circle.pk, now.isoformat()


def bare(many: int, scratch: Path) -> Acts:
    """Return the two as plain functions."""
    base = Bare(scratch / "bare.sqlite3", many)
    return {"record": base.record, "list": base.listing}


SIDES = {"lamplit": lamplit, "stock": stock, "bare": bare}


def main() -> None:
    """Make one side ready, prove that it works, then measure a window for every word on standard input."""
    side, many, scratch = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    acts = SIDES[side](many, scratch)
    for name, act in acts.items():
        answered = act()
        if side != "bare" and answered != (201 if name == "record" else 200):
            raise SystemExit(f"{side}: {name} answered {answered}")
    print("ready", flush=True)
    for word in sys.stdin:
        print(cpu_ms(acts[word.strip()]), flush=True)


if __name__ == "__main__":
    main()
