"""`lamplit init`: a new house, its recovery sheet, and the link that lets the first person in."""

import argparse

from django.conf import settings

from lamplit.actions import setup
from lamplit.cli import building, ground
from lamplit.cli.ground import Ending
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Make a house where there is none; where there is one, say so and change nothing."""
    if ground.house_stands():
        keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
        ground.tell("There is a Lamplit here already. Nothing has been changed.")
        fresh = False
    else:
        fresh = building.make_house()
    _answer(as_json=options.json, fresh=fresh)
    return Ending.DONE


def _answer(*, as_json: bool, fresh: bool) -> None:
    """Say where things are, and what must be kept on paper."""
    sheet = keys.recovery_sheet(keys.ring().file) if fresh else None
    token = setup.first_run_token()
    if as_json:
        places = {"data": str(settings.DATA_DIR), "key_file": str(settings.KEY_FILE)}
        ground.put_json({**places, "made": fresh, "recovery_sheet": sheet, "setup_token": token})
        return
    ground.tell(f"Data folder: {settings.DATA_DIR}\nKey file:    {settings.KEY_FILE}")
    if sheet:
        ground.tell("\nYour recovery sheet. Write it on paper and keep it away from this computer: with the key file")
        ground.tell("lost, it is the only way back in. Then type it back: lamplit keys verify-sheet\n")
        ground.put(sheet)
    if token:
        page = f"{settings.ADDRESS.origin}{settings.SUB_PATH}/setup/{token}"
        ground.tell(f"\nThe first person comes in by this page, once the house is open: {page}")
