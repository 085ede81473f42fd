"""A throw-away house to measure, the machine's name, and where results are written."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"


def house(root: Path) -> dict[str, str]:
    """Make a house with the demo circle in `root`; return the environment its programs need."""
    env = os.environ | {
        "LAMPLIT_DATA": str(root / "data"), "LAMPLIT_KEY_FILE": str(root / "keys" / "keys.json"),
        "LAMPLIT_INSECURE_HTTP": "yes", "LAMPLIT_STATIC": str(root / "static"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "lamplit.config.settings",
    }  # fmt: skip
    for verb in (["init"], ["demo", "--circle", "wren", "--json"]):
        subprocess.run([sys.executable, "-m", "lamplit.cli", *verb], env=env, check=True, capture_output=True)
    return env


def machine() -> str:
    """Return interpreter and machine in one line."""
    python = f"{platform.python_implementation()} {platform.python_version()}, {platform.python_compiler()}"
    return f"{python}, {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def _processor() -> str:
    """Return the processor's name where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or "unnamed processor"


def write(name: str, found: dict[str, object]) -> None:
    """Write figures with interpreter and machine to `benchmarks/results/NAME.json`."""
    RESULTS.mkdir(exist_ok=True)
    on = {"python": sys.version, "machine": platform.platform(), "processor": _processor(), "cores": os.cpu_count()}
    (RESULTS / f"{name}.json").write_text(json.dumps({"on": on} | found, indent=1) + "\n", encoding="utf-8")
