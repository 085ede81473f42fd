"""`lamplit serve`: open a house that was made before."""

import argparse

from django.conf import settings
from django.core.checks import ERROR, run_checks

from lamplit.actions import keeping, setup
from lamplit.cli import building, ground, listening
from lamplit.cli.ground import Ending, TroubleError
from lamplit.people.models import Circle
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Open the house; refuses without its keys, changing nothing."""
    listening.refuse_used_port(options.host, options.port, f"lamplit serve --port {options.port + 1}")
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    held = listening.take_lock(options.host, options.port)
    with held:
        prepare(options.host)
        listening.serve(options.host, options.port, options.workers, _welcome(options.host, options.port))
    return Ending.DONE


def prepare(host: str) -> None:
    """Do what must be done before anyone may come in."""
    building.make_tables()
    building.keep_web_secret()
    building.build_static()
    listening.refuse_demo_beyond_here(host, has_demo=Circle.objects.filter(is_demo=True).exists())
    wrong = [str(found.msg) for found in run_checks() if found.level >= ERROR and not found.is_silenced()]
    if wrong:
        raise TroubleError("Lamplit will not open like this. " + " ".join(wrong))
    keeping.before_opening()


def _welcome(host: str, port: int) -> str:
    """Return what to say when visitors can come in, and how the first one does."""
    address = listening.address(host, port)
    token = setup.first_run_token()
    first = f"Make this house yours, once: {address}/setup/{token}\n" if token else ""
    return f"{first}Lamplit is open at {address}"
