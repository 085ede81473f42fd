"""`python -m benchmarks.server`: two requests by Lamplit, a plain Django project, a bare function; ratios."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.house import ROOT, house, machine, write

ENTRIES, WINDOWS, FEW = 10_000, 20, 4
ACTS = {"record": "write one entry", "list": "list 50 as JSON"}
SIDES = ("lamplit", "stock", "bare")


class Side:
    """One side, waiting in a process of its own with the same interpreter."""

    def __init__(self, name: str, child: "subprocess.Popen[str]") -> None:
        """Wait until `child` is ready."""
        self.name, self._child = name, child
        if self._said() != "ready":
            raise SystemExit(f"The side {name} did not get ready (see above).")

    def window(self, act: str) -> float:
        """Return CPU milliseconds of one `act`, averaged over a window."""
        assert self._child.stdin
        self._child.stdin.write(f"{act}\n")
        self._child.stdin.flush()
        return float(self._said())

    def _said(self) -> str:
        assert self._child.stdout
        return self._child.stdout.readline().strip()


@contextmanager
def side(name: str) -> Iterator[Side]:
    """Open one side in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="lb-") as folder:
        command = [sys.executable, "-m", "benchmarks.sides", name, str(ENTRIES), folder]
        child = subprocess.Popen(
            command, env=environment(name, Path(folder)), cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        try:
            yield Side(name, child)
        finally:
            child.kill()
            child.communicate()


def environment(name: str, folder: Path) -> dict[str, str]:
    """Return what the programs of a side need around them."""
    if name == "lamplit":
        return house(folder)
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    ours = {"DJANGO_SETTINGS_MODULE": "benchmarks.stock.settings", "STOCK_BASE": str(folder / "stock.sqlite3")}
    return os.environ | ours | {"PYTHONPATH": paths}


def measure(windows: int) -> dict[str, dict[str, float]]:
    """Return for each act each side's least CPU milliseconds over windows taken in turn."""
    best = {act: dict.fromkeys(SIDES, float("inf")) for act in ACTS}
    with ExitStack() as open_sides:
        sides = [open_sides.enter_context(side(name)) for name in SIDES]
        for _ in range(windows):
            for act in ACTS:
                for one in sides:
                    best[act][one.name] = min(best[act][one.name], one.window(act))
    return best


def main() -> int:
    """Measure, print the ratios, write the results."""
    found = measure(FEW if os.environ.get("QUICK") else WINDOWS)
    print(f"\nThe same two requests, CPU ms each, with {ENTRIES:,} entries ({machine()})")
    print(f"    {'':18} {'Lamplit':>9} {'stock Django':>13} {'bare':>8}   Lamplit/stock  Lamplit/bare  stock/bare")
    for act, ms in found.items():
        ours, plain, floor = (ms[name] for name in SIDES)
        ratios = f"{ours / plain:12.2f} x {ours / floor:11.1f} x {plain / floor:9.1f} x"
        print(f"    {ACTS[act]:18} {ours:9.3f} {plain:13.3f} {floor:8.3f}  {ratios}")
    print(
        "    Lamplit seals, asks the rule and chains its record in this time; the plain project keeps words readable."
    )
    write("server", {"entries": ENTRIES, "ms": found})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
