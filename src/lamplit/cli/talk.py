"""`lamplit talk`: which way each turn of a client speaks, one JSON object a line in and out."""

import argparse

from lamplit.cli.endings import Ending
from lamplit.cli.lines import each_line, put_line, text_of
from lamplit.cli.skills import because
from lamplit.engines.listening.talk import read_client_turn


def run(options: argparse.Namespace) -> int:
    """Read turns from stdin until it ends; raises TroubleError naming the first line that is none."""
    for line in each_line():
        turn = read_client_turn(text_of(line, "text"), text_of(line, "previous"))
        put_line({"id": line.get("id"), "talk": turn.talk, "because": because(turn.marks)})
    return Ending.DONE
