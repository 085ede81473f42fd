"""How a verb ends and speaks, without a database, keys or Django; `ground` adds what a house needs."""

import json
import sys
from enum import IntEnum


class Ending(IntEnum):
    """How a verb ended, for the shell."""

    DONE = 0
    TROUBLE = 1
    USAGE = 2
    REFUSED = 3


class TroubleError(Exception):
    """Something a person must mend; the text says what to do."""

    ending = Ending.TROUBLE


class UsageError(TroubleError):
    """Something that was typed does not go together; the text says what is missing."""

    ending = Ending.USAGE


class RefusedError(TroubleError):
    """Something Lamplit will not do; the text says why and what to do instead."""

    ending = Ending.REFUSED


def tell(text: str = "") -> None:
    """Say something to the person at the keyboard."""
    print(text, file=sys.stderr, flush=True)


def put(text: str) -> None:
    """Print a result."""
    print(text, flush=True)


def put_json(value: object) -> None:
    """Print the one JSON document a program asked for."""
    put(json.dumps(value, ensure_ascii=False, indent=2))
