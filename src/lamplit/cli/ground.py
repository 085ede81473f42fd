"""The ground every verb stands on: which places, whether a house is there, and how endings are told apart."""

import argparse
import os
from pathlib import Path
from uuid import UUID

import django
from django.conf import settings

from lamplit.cli.endings import Ending, RefusedError, TroubleError, UsageError, put, put_json, tell
from lamplit.cli.grammar import LOOPBACK

__all__ = [
    "Ending",
    "RefusedError",
    "TroubleError",
    "UsageError",
    "an_id",
    "choose_places",
    "house_stands",
    "put",
    "put_json",
    "require_house",
    "start_django",
    "tell",
]

# said: this house is meant for others
OUTSIDE = ("LAMPLIT_HOSTS", "LAMPLIT_PROXIES", "LAMPLIT_ADDRESS", "LAMPLIT_INSECURE_HTTP")

_WHERE_IDS_STAND = {
    "circle": "It stands in the address of every page of the circle, after /c/.",
    "entry": "It stands in the address of the entry's page, after /e/.",
    "person": "Write their sign-in name, or the id that `lamplit token list --json` shows.",
}


def an_id(typed: str, of: str) -> UUID:
    """Return a typed id; raises TroubleError for anything else."""
    try:
        return UUID(typed)
    except ValueError as error:
        raise TroubleError(f"{typed!r} is not a {of}'s id. {_WHERE_IDS_STAND[of]}") from error


def choose_places(options: argparse.Namespace) -> None:
    """Put what was typed where the settings look for it; nothing is created."""
    os.umask(0o077)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lamplit.config.settings"
    for name, typed in (("LAMPLIT_DATA", options.data), ("LAMPLIT_KEY_FILE", options.key_file)):
        if typed:
            os.environ[name] = str(Path(typed).expanduser().absolute())
    only_here = getattr(options, "host", "") in LOOPBACK
    if only_here and not getattr(options, "certificate", None) and not any(os.environ.get(name) for name in OUTSIDE):
        os.environ["LAMPLIT_INSECURE_HTTP"] = "yes"  # nobody but this machine can come in, and localhost has no TLS


def start_django() -> None:
    """Read the settings and load the apps."""
    django.setup()


def house_stands() -> bool:
    """Say whether a house was made here before; looking changes nothing."""
    from django.db import connection  # noqa: PLC0415 - after the settings have chosen the SQLite

    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["FILE"]).exists():
        return False
    return "people_person" in connection.introspection.table_names()


def require_house() -> None:
    """Stop with a sentence when there is no house here yet."""
    if not house_stands():
        raise TroubleError(f"There is no Lamplit in {settings.DATA_DIR} yet. Make one with: lamplit init")
