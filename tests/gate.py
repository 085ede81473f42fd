"""The gate, step by step, as `make test` runs it when all is installed; it stops at the first step that fails."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import tests

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
SECURE = "--settings=lamplit.config.settings"
STEPS: tuple[tuple[str, list[str]], ...] = (
    ("linters", [str(BIN / "ruff"), "check", "."]),
    ("layout", [str(BIN / "ruff"), "format", "--check", "."]),
    ("types", [str(BIN / "mypy")]),
    ("contracts between the layers", [str(BIN / "lint-imports"), "--no-cache"]),
    ("templates", [str(BIN / "djlint"), "src/lamplit/web/templates", "--lint", "--quiet"]),
    ("checks for a real house", [PYTHON, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", SECURE]),
    ("migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run", SECURE]),
)
TESTS = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--durations", "30", "--durations-min", "10"]


def main() -> int:
    """Run every step in order, the tests last, so that their count is the last line."""
    os.chdir(ROOT)
    os.environ["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    secure = os.environ | {"LAMPLIT_INSECURE_HTTP": "no", "LAMPLIT_PROXIES": "127.0.0.1"}  # a real house, not the tests
    (tests.ROOT / "keys" / "web-secret").write_text(secrets.token_urlsafe(48), encoding="ascii")
    for name, command in STEPS:
        began = time.monotonic()
        print(f"== {name}", flush=True)
        if subprocess.call(command, env=secure):
            print(f"The gate is shut: {name}. Run by itself: {' '.join(command)}", flush=True)
            return 1
        print(f"   {time.monotonic() - began:.1f} s", flush=True)
    print("== tests", flush=True)
    return subprocess.call(TESTS)


if __name__ == "__main__":
    sys.exit(main())
