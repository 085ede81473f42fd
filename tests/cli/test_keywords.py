"""`lamplit keywords` as other programs call it: a file in, phrases with their sentences out."""

import json
import subprocess
import sys
from pathlib import Path


def said(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lamplit.cli", "keywords", *options], capture_output=True, text=True, timeout=60
    )


def test_phrases_come_with_weight_and_sentence(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Night worries are hard. Night worries pass.", encoding="utf-8")
    found = json.loads(said(str(file), "--json").stdout)
    assert found[0] == {
        "text": "Night worries",
        "weight": 1.0,
        "sentence": "Night worries are hard.",
        "span": [0, 13],
        "because": "Said 2 times; its words come often and beside many others.",
    }
    assert said(str(file)).stdout.startswith("1.00  Night worries")


def test_a_file_without_words_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    done = said(str(file))
    assert done.returncode == 1
    assert "empty" in done.stderr
    assert said(str(tmp_path / "nowhere.txt")).returncode == 1
