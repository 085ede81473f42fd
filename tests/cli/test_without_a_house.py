"""The verbs that listen run without a house: no Django, no database, no keys, and they start quickly."""

import subprocess
import sys

import pytest

LISTENING = ("listen", "signals", "skills", "talk", "deidentify", "keywords")
CONTENT = ("practices", "practice", "check-content", "help-lines")
LOOK = "import sys; from lamplit.cli.__main__ import main\ntry: main({0!r})\nexcept SystemExit: pass\n"
LOOK += "print([name for name in sys.modules if name in ('django', 'sqlite3', 'cryptography', 'numpy', 'socket')])"


@pytest.mark.parametrize("verb", [*LISTENING, *CONTENT])
def test_each_verb_tells_what_it_takes_without_loading_a_house(verb: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format([verb, "--help"])], capture_output=True, text=True, timeout=60
    )
    assert "Needs no house" in " ".join(done.stdout.split())
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "typed", [["signals"], ["listen"], ["skills", "--jsonl", "x"], ["deidentify", "--json", "--jsonl"]]
)
def test_wrong_usage_ends_with_two(typed: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "lamplit.cli", *typed], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "usage" in done.stderr
