"""Erasing replies: with their entry, with their writer, and by themselves seven days after they were put away."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lamplit.vault import store
from lamplit.vault.entries_read import KEPT

TABLES = ("vault_reply", "vault_reply_switch")  # each with the columns entry, circle and author


def remove_under(entry: object) -> None:
    """Delete everything that stands under one entry; `entry` is its id as the database stores it."""
    for table in TABLES:
        store.change(f"DELETE FROM {table} WHERE entry = %s", [entry])  # noqa: S608 - our own words


def remove_all(column: str, owner: object) -> None:
    """Delete what one author or circle has: under every entry of theirs, and by them under others'."""
    whose = "author" if column == "author" else "circle"
    for table in TABLES:
        store.change(
            f"DELETE FROM {table} WHERE {whose} = %s "  # noqa: S608 - one of two words
            f"OR entry IN (SELECT id FROM vault_entry WHERE {whose} = %s)",
            [owner, owner],
        )


def remove(replies: Sequence[UUID]) -> None:
    """Delete replies by their ids."""
    for reply in replies:
        store.change("DELETE FROM vault_reply WHERE id = %s", [store.id_in(reply)])


def due(now: datetime) -> list[UUID]:
    """Return the replies that were put away more than seven days ago."""
    found = store.rows("SELECT id FROM vault_reply WHERE deleted_at <= %s", [store.instant_in(now - KEPT)])
    return [UUID(store.hex_out(reply)) for (reply,) in found]


def standing(replies: Sequence[UUID]) -> list[UUID]:
    """Return those of some replies that are still there."""
    return [each for each in replies if store.row("SELECT 1 FROM vault_reply WHERE id = %s", [store.id_in(each)])]
