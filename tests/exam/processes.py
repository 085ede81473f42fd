"""The processes of a running house as the kernel shows them; empty where there is no /proc."""

import os
from pathlib import Path

from tests.house import House

GROUP, USER, SYSTEM = 2, 11, 12  # places in /proc/<pid>/stat, counted after the name in brackets


def processes_of(house: House) -> list[Path]:
    """Return the folder in /proc of the server and of each worker."""
    assert house.server is not None
    return [each for each in Path("/proc").glob("[0-9]*") if _facts(each)[GROUP] == str(house.server.pid)]


def seconds_used(house: House) -> float:
    """Return how long the processor has worked for the house, however busy the machine is with other things."""
    ticks = sum(int(_facts(each)[USER]) + int(_facts(each)[SYSTEM]) for each in processes_of(house))
    return ticks / os.sysconf("SC_CLK_TCK")


def _facts(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
    except OSError:  # it ended meanwhile
        return ["0"] * (SYSTEM + 1)
