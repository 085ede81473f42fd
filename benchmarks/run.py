"""`make bench`: CPU per hot request at three sizes, beside a bare function in the same run; ratios and ceilings."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from benchmarks.house import ROOT, house, machine, write

SIZES = {"10 k": (1_000, 9_000), "100 k": (10_000, 90_000), "1 M": (100_000, 900_000)}
CEILINGS = {"record": 1.0, "page": 3.5, "list": 1.0}
PEERS = {"record": "bare record", "page": "bare list", "list": "bare list"}
MOST_QUERIES = {"page": 3, "list": 3}  # two reads and one append
OTHERS = ("server", "offline", "practice", "listening")  # beside a stock Django; without a connection; the others
SEARCH_CEILING, GROWTH_CEILING, MEMORY_CEILING = 250.0, 1.3, 150.0


def measure(mine: int, others: int) -> dict[str, object]:
    """Return the figures of one size, taken in a process and a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="lb-") as folder:
        env = house(Path(folder))
        command = [sys.executable, "-m", "benchmarks.inside", str(mine), str(others), folder]
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        return dict(json.loads(done.stdout))


def memory_at_rest() -> float:
    """Return the resident megabytes of one worker that has answered a few requests and now rests."""
    with tempfile.TemporaryDirectory(prefix="lb-") as folder:
        env, port = house(Path(folder)), 8799
        server = subprocess.Popen(
            [sys.executable, "-m", "lamplit.cli", "serve", "--host", "127.0.0.1", "--port", str(port)],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            for _ in range(200):
                try:
                    for path in ("/healthz", "/now", "/sign-in", "/readyz"):
                        urlopen(f"http://localhost:{port}{path}", timeout=5).read()
                    break
                except OSError:
                    time.sleep(0.1)
            return max(_resident(pid) for pid in _family(server.pid))
        finally:
            server.terminate()
            server.wait(15)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _resident(pid: int) -> float:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Measure, print the table, write the results; 1 when a ceiling is broken."""
    found = {name: measure(*size) for name, size in SIZES.items() if not (os.environ.get("QUICK") and name == "1 M")}
    rows, broken = table(found), []
    memory = memory_at_rest()
    rows.append(("one worker at rest, MB", memory, MEMORY_CEILING, ""))
    print(machine())
    for name, value, ceiling, beside in rows:
        ok = value <= ceiling
        broken += [] if ok else [name]
        print(f"{'ok ' if ok else 'OVER'} {name:44} {value:9.2f}  ceiling {ceiling:7.2f}  {beside}")
    write("bench", {"sizes": found, "memory_mb": memory})
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    commands = [[sys.executable, "-m", f"benchmarks.{name}"] for name in OTHERS]
    ended = [subprocess.call(command, env=os.environ | paths, cwd=ROOT) for command in commands]
    return 1 if broken or any(ended) else 0


def table(found: dict[str, dict[str, object]]) -> list[tuple[str, float, float, str]]:
    """Return name, value, ceiling and a remark for every figure that has a ceiling."""
    rows: list[tuple[str, float, float, str]] = []
    big = found["100 k"]
    for name, ceiling in CEILINGS.items():
        value, peer = big["ms"][name], big["ms"][PEERS[name]]  # type: ignore[index]
        rows.append((f"{name}, CPU ms at 100 k", value, ceiling, f"{value / peer:.1f} x {PEERS[name]} ({peer:.3f} ms)"))
    for name, most in MOST_QUERIES.items():
        sent = big["queries"][name]  # type: ignore[index]
        rows.append(
            (f"{name}, statements", len([one for one in sent if not one.startswith(("BEGIN", "COMMIT"))]), most, "")
        )
    rows.append(
        (
            "search through 10 k entries, ms",
            float(big["search_ms"]),
            SEARCH_CEILING,
            "nothing found: every entry is opened",
        )
    )  # type: ignore[arg-type]
    if "1 M" in found:
        growth = found["1 M"]["ms"]["page"] / found["10 k"]["ms"]["page"]  # type: ignore[index]
        rows.append(("page at 1 M over page at 10 k", growth, GROWTH_CEILING, ""))
    return rows


if __name__ == "__main__":
    raise SystemExit(main())
