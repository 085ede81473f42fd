"""Whether this process can serve: its database answers and its keys open; leaves the operator's page to `operating`."""

import os

from django.db import DatabaseError, connection

from lamplit.vault import keys


def not_ready_because() -> tuple[str, ...]:
    """Return one plain word for each thing out of reach ("database", "keys"); empty when ready."""
    checks = (("database", _database_answers), ("keys", _keys_open))
    return tuple(word for word, answers in checks if not answers())


def can_save() -> bool:
    """Tell whether the system lets this process write where the words are kept; PostgreSQL is asked by writing.

    A disk or folder that may only be read opens a house for reading.
    """
    file = connection.settings_dict.get("FILE")
    return file is None or all(os.access(place, os.W_OK) for place in (file, os.path.dirname(file)))  # noqa: PTH120 - asked by every page


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
