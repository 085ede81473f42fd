"""`lamplit help-back`: the second yes for a young child with one grown-up; by itself it opens nothing."""

import argparse
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from lamplit.actions import way_back_operator
from lamplit.actions.circle_words import CircleError
from lamplit.cli import ground
from lamplit.cli.ground import Ending, RefusedError, TroubleError
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Say yes to what a grown-up of the circle has asked in the last 15 minutes, and print the link."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    try:
        circle = UUID(options.circle)
    except ValueError as error:
        raise TroubleError(f"{options.circle!r} is not a circle's id.") from error
    try:
        made = way_back_operator.agree(circle)
    except CircleError as error:
        raise RefusedError(error.message) from error
    link = f"{settings.ADDRESS.origin}{reverse('way_back', args=[made.token])}"
    if options.json:
        ground.put_json({"link": link, "ends_at": made.ends_at.isoformat()})
    else:
        ground.put(link)
        ground.tell("Open it under your house's address, on the child's device. Whoever asked has six numbers.")
        ground.tell("It works once, for 15 minutes. The circle is told that you said yes, and the audit keeps it.")
    return Ending.DONE
