"""How the processes of one house hear of changed keys: a file whose time changes; leaves the keys to `keys`."""

import os
from pathlib import Path

from django.conf import settings

from lamplit.vault import store

NAME = "keys.changed"


def mark() -> int:
    """Return a number that is another one whenever keys were changed; cheap, as it is asked before every write."""
    try:
        return os.stat(f"{settings.DATA_DIR}/{NAME}").st_mtime_ns  # noqa: PTH116 - a Path costs more than the asking
    except OSError:
        return 0


def say() -> None:
    """Let every process of this house take up changed keys before its next write."""
    path = Path(settings.DATA_DIR) / NAME
    before = mark()
    path.touch(mode=0o600)
    if mark() <= before:  # a clock that stands still or goes back
        os.utime(path, ns=(before + 1, before + 1))


def hold() -> None:
    """Be the only one to add or change wrapped keys until the running write ends; SQLite has one writer anyway."""
    if not store.is_sqlite():
        store.change("LOCK TABLE vault_dek, vault_systemkey IN SHARE ROW EXCLUSIVE MODE")
