"""Draws every step of every practice of one house as a browser is given it; `practice.py` runs it in a process."""

import json
import os
from collections.abc import Iterator
from uuid import UUID

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler

from benchmarks.client import Client, cpu_ms
from lamplit.actions import accounts, clock, doors, practice
from lamplit.actions.practice import Run
from lamplit.cli.building import build_static
from lamplit.config.warm import settle
from lamplit.people.models import Circle, Membership
from lamplit.vault.doorway import Visit

MOST_STEPS = 60


def main() -> None:
    """Print one JSON list: practice, step, kilobytes and CPU milliseconds of every page; the least of three windows."""
    build_static()  # pages name their files by fingerprint
    settle()  # as every worker does
    circle, pages = Circle.objects.get(is_demo=True), []
    for role in ("subject", "carer"):
        person = Membership.objects.get(circle=circle, role=role).person
        client = Client(WSGIHandler())
        client.ask("GET", f"/enter/{accounts.make_link(person.pk, 'demo', clock.now(), 60)}")
        visit = doors.enter(client.cookie.partition("lamplit=")[2].partition(";")[0], circle.pk)
        if visit is None:
            raise SystemExit(f"No way in as {role}.")
        pages += [page for run in runs(visit) for page in drawn(client, circle.pk, run)]
    print(json.dumps(pages))


def runs(visit: Visit) -> Iterator[Run]:
    """Give every run this person can begin, once for each step it comes to by the first answers."""
    for card in practice.shelf(visit):
        begun = practice.begin(visit, card.practice.slug) if not card.shut_text else None
        run = practice.open_run(visit, begun) if begun else None
        for _ in range(MOST_STEPS):
            if run is None or run.step is None:
                break
            yield run
            run = practice.give(visit, run, first_answer(run))


def first_answer(run: Run) -> object:
    """Return the first thing one can say at a step: nothing where nothing need be said."""
    step = run.step
    if step is None or not step.required:
        return 0 if step and step.type == "scale" else None
    return 0 if step.type == "scale" else step.choices[0].value if step.choices else "Yes"


def drawn(client: Client, circle: UUID, run: Run) -> Iterator[tuple[str, str, float, float]]:
    """Give the page of the step a run stands at."""
    address = f"/c/{circle}/run/{run.id}"
    status, body, _ = client.ask("GET", address)
    if status != 200 or run.step is None:
        raise SystemExit(f"{address} answered {status}")
    spent = min(cpu_ms(lambda: client.ask("GET", address), 2) for _ in range(3))
    yield run.card.practice.slug, run.step.name, len(body) / 1024, spent


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplit.config.settings")
    main()
