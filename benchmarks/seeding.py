"""Fills a throw-away house with sealed entries: one real circle, and others that make the tables long."""

import uuid
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from lamplit.actions import clock, doors
from lamplit.actions.entries import Writing, write_entry
from lamplit.actions.tokens import create_token
from lamplit.people.models import Circle, Membership
from lamplit.vault import store

TOGETHER = 2_000  # entries in one transaction while filling; the measured requests each have their own
WORDS = (
    "After school she went to her room and put the music on. ",
    "We sat on the step and said nothing. ",
    "He ate. ",
)
CHIPS = {"tone": "hard", "words": WORDS[0] * 4, "intensity": "6", "setting": "home"}


def fill(carer_token: str, circle: UUID, mine: int, others: int) -> None:
    """Write `mine` moments into the real circle through the ordinary act, then copy rows until `others` more stand."""
    visit = doors.enter_by_token(carer_token, circle)
    if visit is None:
        raise RuntimeError("The token opens nothing.")
    now = clock.now()
    for start in range(0, mine, TOGETHER):
        with store.write_transaction():
            for number in range(start, min(start + TOGETHER, mine)):
                write_entry(visit, Writing(uuid4(), "moment", CHIPS, happened_at=_when(now, number)))
    _crowd(circle, others)


def _when(now: datetime, number: int) -> datetime:
    return now - timedelta(minutes=5 + number * 3 % (700 * 24 * 60))


def _crowd(circle: UUID, others: int) -> None:
    """Copy sealed rows under new ids and circles: nobody can open them, but the tables are as long as for real."""
    names = [row[1] for row in connection.cursor().execute("PRAGMA table_info(vault_entry)").fetchall()]
    changed = {"id": "lower(hex(randomblob(16)))", "circle": "%s", "seq": "seq"}
    chosen = ", ".join(changed.get(name, name) for name in names)
    left = others
    while left > 0:
        take = min(left, 10_000)
        sql = (
            f"INSERT INTO vault_entry ({', '.join(names)}) SELECT {chosen} FROM vault_entry WHERE circle = %s LIMIT %s"  # noqa: S608
        )
        with store.write_transaction(), connection.cursor() as cursor:
            cursor.execute(sql, [uuid.uuid4().hex, circle.hex, take])
            left -= max(cursor.rowcount, 1)


def carer_and_circle() -> tuple[str, str, UUID]:
    """Return the demo carer's token, their id and their circle."""
    circle = Circle.objects.get(is_demo=True)
    carer = Membership.objects.get(circle=circle, role="carer").person
    return create_token(str(carer.pk), circle.pk), str(carer.pk), circle.pk
