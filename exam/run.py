"""The whole exam of security and reliability: runs it, writes JSON and a page; ends with 1 unless all of it passes."""

import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "exam" / "results"
PYTEST = ["-m", "pytest", "-m", "exam", "--whole", "-n", "2", "--dist", "loadfile"]


@dataclass
class Line:
    """One line of the exam and how its tests went."""

    id: str
    what: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """A line without tests, or with a skipped one, is not passed."""
        if self.failed:
            return "failed"
        if self.skipped or not self.passed:
            return "not examined" if not self.passed else "partly"
        return "passed"


def main(more: list[str]) -> int:
    """Run the exam with `more` arguments for pytest."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        ended = subprocess.call([sys.executable, *PYTEST, f"--junitxml={report}", *more], cwd=ROOT, env=environment)
        lines = count(report)
    passed = ended == 0 and all(line.verdict == "passed" for line in lines)
    write(lines, passed=passed, seconds=time.monotonic() - began)
    print(f"{sum(line.verdict == 'passed' for line in lines)} of {len(lines)} lines passed: {RESULTS / 'exam.md'}")
    return 0 if passed else 1


def count(report: Path) -> list[Line]:
    """Return every line of the exam with what its tests came to."""
    with (ROOT / "exam" / "lines.csv").open(encoding="utf-8", newline="") as file:
        lines = {row["id"]: Line(row["id"], row["what is examined"]) for row in csv.DictReader(file)}
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()  # noqa: S314 - our own pytest wrote it
    for case in cases:
        named = [str(one.get("value")) for one in case.iter("property") if one.get("name") == "exam"]
        for code in named:
            add(lines.setdefault(code, Line(code, "")), case)
    return sorted(lines.values(), key=lambda line: line.id)


def add(line: Line, case: ElementTree.Element) -> None:
    """Count one test."""
    line.seconds = round(line.seconds + float(case.get("time") or 0), 2)
    if case.find("failure") is not None or case.find("error") is not None:
        line.failed += 1
        line.failures.append(f"{case.get('classname')}::{case.get('name')}")
    elif case.find("skipped") is not None:
        line.skipped += 1
    else:
        line.passed += 1


def write(lines: list[Line], *, passed: bool, seconds: float) -> None:
    """Write exam.json and exam.md; both name the machine."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    made_at = datetime.now(UTC).isoformat(timespec="seconds")  # noqa: TID251 - a report says when it was made
    listed = [asdict(line) | {"verdict": line.verdict} for line in lines]
    whole = {"made_at": made_at, "machine": machine, "seconds": round(seconds), "passed": passed, "lines": listed}
    (RESULTS / "exam.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    rows = [f"| {one.id} | {one.what} | {one.passed} | {one.seconds:.0f} s | {one.verdict} |" for one in lines]
    title = f"# The exam of {made_at[:10]}: {'passed' if passed else 'not passed'}"
    head = f"{title}\n\n{machine}. {seconds / 60:.0f} minutes.\n"
    table = "\n| Line | What is examined | Tests | Time | Result |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    (RESULTS / "exam.md").write_text(head + table, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
