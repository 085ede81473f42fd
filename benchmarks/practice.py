"""`python -m benchmarks.practice`: 300 practice files read and checked, one step on, and its page; ceilings."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.house import house, machine, write
from lamplit.engines.practice import library, player

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src" / "lamplit" / "content" / "practices"
FILES, MOST_SECONDS, MOST_MILLISECONDS = 300, 1.0, 1.0
MOST_KB, MOST_PAGE_MS = 30.0, 5.0
TIMES = 5  # read anew, of which the quickest counts: a busy neighbour makes nothing quicker


def grow(place: Path) -> None:
    """Write the shipped practices and copies of them under other names, until there are 300."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.rglob("[!_]*.yaml"))]
    for number in range(FILES):
        slug, text = texts[number % len(texts)]
        name = f"{slug}-{number}"
        changed = text.replace(f"practice: {slug}\n", f"practice: {name}\n")
        (place / f"{name}.yaml").write_text(changed, encoding="utf-8")


def reading() -> float:
    """Return the CPU seconds that reading and checking 300 files takes, the frame and tags among it."""
    with tempfile.TemporaryDirectory(prefix="lp-") as folder:
        grow(Path(folder))
        began = time.process_time()
        found = library.folder(Path(folder))
        taken = time.process_time() - began
    assert len(found.practices) == FILES
    assert not found.faults
    return taken


def stepping() -> float:
    """Return the CPU milliseconds of the slowest next step, each practice played once along its first answers."""
    slowest = 0.0
    for practice in library.shipped().practices.values():
        for variant in practice.bands.values():
            answers: dict[str, object] = {}
            for _ in range(100):
                began = time.process_time()
                now = player.next_step(variant, answers)
                slowest = max(slowest, time.process_time() - began)
                if isinstance(now, player.Finished):
                    break
                value = 0 if now.step.type == "scale" else now.step.choices[0].value if now.step.required else None
                given = player.answer(variant, answers, value)
                assert not isinstance(given, player.Refused)
                answers = given
    return slowest * 1000


def pages() -> list[tuple[str, str, float, float]]:
    """Return practice, step, kilobytes and CPU milliseconds of every step's page that two of a demo circle come to."""
    with tempfile.TemporaryDirectory(prefix="lb-") as folder:
        env = house(Path(folder))
        command = [sys.executable, "-m", "benchmarks.step_pages"]
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        return [(slug, step, size, spent) for slug, step, size, spent in json.loads(done.stdout)]


def main() -> int:
    """Print the figures and write them; 1 when a ceiling is broken."""
    drawn = pages()
    largest, slowest = (max(drawn, key=lambda page: page[place]) for place in (2, 3))
    rows = [
        ("300 files read and checked, s", min(reading() for _ in range(TIMES)), MOST_SECONDS, ""),
        ("next step, ms", stepping(), MOST_MILLISECONDS, ""),
        (f"largest of {len(drawn)} pages of a step, KB", largest[2], MOST_KB, " ".join(largest[:2])),
        ("slowest of them, CPU ms", slowest[3], MOST_PAGE_MS, " ".join(slowest[:2])),
    ]
    print(f"Practices. {machine()}")
    for name, value, ceiling, which in rows:
        print(f"{'ok  ' if value <= ceiling else 'OVER'} {name:36} {value:7.2f}  ceiling {ceiling:5.2f}  {which}")
    write("practice", {name: value for name, value, _, _ in rows})
    return int(any(value > ceiling for _, value, ceiling, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
