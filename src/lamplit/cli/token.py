"""`lamplit token create`: a key for another program, bound to one membership and shown once."""

import argparse
from uuid import UUID

from django.conf import settings

from lamplit.actions import tokens
from lamplit.cli import ground
from lamplit.cli.ground import Ending, RefusedError, TroubleError
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Print a new token; refuses a person who is not a confirmed member of the circle."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    try:
        circle = UUID(options.circle)
    except ValueError as error:
        raise TroubleError(f"{options.circle!r} is not a circle's id. `lamplit demo --json` shows such ids.") from error
    try:
        token = tokens.create_token(options.person, circle)
    except tokens.NoSuchMember as error:
        raise RefusedError(str(error)) from error
    if options.json:
        ground.put_json({"token": token, "person": options.person, "circle": str(circle)})
    else:
        ground.put(token)
        ground.tell("Keep it safe: it is shown this once, and ends when the membership ends.")
    return Ending.DONE
