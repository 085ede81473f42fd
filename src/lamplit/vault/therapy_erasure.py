"""Sessions whose day has come lose their words and their key; with a person or a circle all of them goes."""

from datetime import date, datetime
from uuid import UUID

from lamplit.vault import chain, store, therapy_keys
from lamplit.vault.offered_cards import KEPT
from lamplit.vault.store import Row


def end_due(today: date, now: datetime) -> int:
    """Destroy the key and take away the words of every session whose day has come; return how many there were."""
    day = store.day_in(today)
    found = store.rows("SELECT id FROM vault_therapy WHERE ends_on <= %s AND words IS NOT NULL", [day])
    due = _ids(found)
    for session in due:
        therapy_keys.destroy(session)
    if due:
        with store.write_transaction():
            store.change("UPDATE vault_therapy SET words = NULL WHERE ends_on <= %s", [day])
            chain.append(None, None, "session_words_end", due, "day_came", now)
        store.truncate_journal()
    return len(due)


def tidy(now: datetime) -> None:
    """Do what a day brings: end what is due, and let go of cards that were refused seven days ago."""
    end_due(now.date(), now)
    store.change("DELETE FROM vault_card WHERE state = 'declined' AND at <= %s", [store.instant_in(now - KEPT)])


def remove_all(column: str, owner: object) -> None:
    """Delete what an author or a circle has, in the write that is running: first the keys, so that nothing is left."""
    whose = "author" if column == "author" else "circle"
    for session in _ids(store.rows(f"SELECT id FROM vault_therapy WHERE {whose} = %s", [owner])):  # noqa: S608 - one of two words
        therapy_keys.destroy(session)
    store.change(f"DELETE FROM vault_therapy WHERE {whose} = %s", [owner])  # noqa: S608 - one of two words
    store.change(f"DELETE FROM vault_card WHERE {whose} = %s", [owner])  # noqa: S608 - one of two words
    if whose == "author":
        store.change("DELETE FROM vault_card WHERE reader = %s", [owner])


def _ids(rows: list[Row]) -> list[UUID]:
    return [UUID(store.hex_out(each)) for (each,) in rows]
