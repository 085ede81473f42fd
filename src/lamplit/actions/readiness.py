"""Whether this process can serve: its database answers and its keys open; leaves the operator's page to `operating`."""

from django.db import DatabaseError, connection

from lamplit.vault import keys, store


def not_ready_because() -> tuple[str, ...]:
    """Return one plain word for each thing out of reach ("database", "keys"); empty when ready."""
    checks = (("database", _database_answers), ("keys", _keys_open))
    return tuple(word for word, answers in checks if not answers())


def can_save() -> bool:
    """Tell whether anything can be kept at all; a disk or folder that may only be read opens a house for reading."""
    return store.may_write()


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM people_person LIMIT 1")
            cursor.fetchone()
    except DatabaseError:
        return False
    return True


def _keys_open() -> bool:
    try:
        keys.ring()
    except keys.VaultLocked:
        return False
    return True
