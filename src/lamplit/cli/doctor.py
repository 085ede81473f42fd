"""`lamplit doctor`: the house looked over, in sentences; ends with 1 when anything needs a person."""

import argparse

from lamplit.cli import findings, ground
from lamplit.cli.ground import Ending


def run(options: argparse.Namespace) -> int:
    """Print every finding; looking changes nothing."""
    found = list(findings.look(deep=options.deep))
    well = not any(one.needs_a_person for one in found)
    if options.json:
        listed = [{"name": one.name, "ok": not one.needs_a_person, "text": one.text} for one in found]
        ground.put_json({"ok": well, "findings": listed})
    else:
        for one in found:
            ground.put(f"{'  ok  ' if not one.needs_a_person else ' LOOK '} {one.name}: {one.text}")
    return Ending.DONE if well else Ending.TROUBLE
