"""`lamplit audit verify`: whether the record of who did what is whole."""

import argparse

from django.conf import settings

from lamplit.cli import ground
from lamplit.cli.ground import Ending
from lamplit.vault import audit, keys


def run(options: argparse.Namespace) -> int:
    """Print what is wrong with the chain; ends with 1 when anything is."""
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    findings = audit.verify()
    if options.json:
        ground.put_json({"ok": not findings, "findings": findings})
    else:
        ground.put("\n".join(findings) or "The record is whole: nothing was changed, moved or cut.")
    return Ending.TROUBLE if findings else Ending.DONE
