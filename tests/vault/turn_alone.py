"""Turns keys in a program of its own that kills itself with no warning at its Nth step (0: never).

`house N`, `circle N` or `go N`; a step is a statement that changes rows or the moment before a file is replaced. Prints
how many steps it took.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.vault import alone  # names the places and sets Django up

from lamplit.vault import keys, store, turning  # isort: skip


class Steps:
    """Counts the steps and ends the program at the one it was told."""

    def __init__(self, last: int) -> None:
        self.last, self.taken = last, 0

    def counted(self, act: Any) -> Any:
        """Return `act` as a step."""

        def step(*words: Any) -> Any:
            self.taken += 1
            if self.taken == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*words)

        return step


def main(what: str, last: int) -> None:
    """Turn, let old keys go three days later, or die on the way."""
    keys.ring()
    steps = Steps(last)
    store.change = steps.counted(store.change)
    Path.replace = steps.counted(Path.replace)  # type: ignore[method-assign]
    today = alone.DAY
    if what == "house":
        turning.turn_house_key(today)
    elif what == "circle":
        circle = alone.carer().circle
        assert circle is not None
        turning.turn_circle(circle, today)
    else:
        turning.let_old_ones_go(today + timedelta(days=3))
    print(steps.taken)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
