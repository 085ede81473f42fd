"""Everything a house holds, in one form that two houses can be compared by; run as a program it prints one house's.

It knows nothing of backups: it asks Django for every row of every table, but for what only a running house needs.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.house import House

PASSING = {
    "django_content_type",
    "django_session",
    "auth_permission",
    "people_session",
    "people_setup_token",
    "people_sign_in_link",
}
Dump = dict[str, list[list[Any]]]


def dump(house: "House") -> Dump:
    """Return what stands in a house, by table; rows in order, bytes as digits."""
    return {table: found["rows"] for table, found in named_dump(house).items()}


def named_dump(house: "House") -> dict[str, dict[str, list[Any]]]:
    """Return the same with the names of the columns, for houses of two releases."""
    places = {"LAMPLIT_DATA": str(house.data), "LAMPLIT_KEY_FILE": str(house.key_file)}
    done = subprocess.run(
        [sys.executable, __file__], env=house.environment() | places, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def without_the_last_lines(found: Dump, many: int) -> Dump:
    """Return a dump without the newest lines of the audit: going back to a backup adds one that says so."""
    return found | {"vault_audit": found["vault_audit"][: len(found["vault_audit"]) - many]}


def _print() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "lamplit.config.settings"
    import django

    django.setup()
    from django.apps import apps

    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in PASSING:
            rows = model._base_manager.order_by("pk").values_list()
            names = [field.attname for field in model._meta.concrete_fields]
            held = [[value.hex() if _is_bytes(value) else value for value in row] for row in rows]
            found[table] = {"columns": names, "rows": held}
    json.dump(found, sys.stdout, default=str, sort_keys=True)


def _is_bytes(value: object) -> bool:
    return isinstance(value, bytes | memoryview)


if __name__ == "__main__":
    sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != Path(__file__).parent]
    _print()
