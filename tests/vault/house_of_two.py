"""Runs `tests.vault.alone` as other processes over one data folder of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Elsewhere:
    """A house in a folder of its own, over SQLite or the database a URL names."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which its processes run."""
        named = {
            "LAMPLIT_TEST_FOLDER": str(self.folder),
            "LAMPLIT_TEST_DATABASE": self.url,
            "LAMPLIT_INSECURE_HTTP": "yes",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        return {**os.environ, **named}

    def make(self) -> str:
        """Build it; return the carer's three ids."""
        (self.folder / "data").mkdir(parents=True)
        return self.run("make").strip().splitlines()[-1]

    def start(self, *words: str, carer: str = "", before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """Start one process."""
        return subprocess.Popen(
            [*before, sys.executable, "-m", "tests.vault.alone", *words],
            env={**self.environment, "LAMPLIT_TEST_CARER": carer},
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *words: str, carer: str = "") -> str:
        """Run one process to its end and return what it said."""
        process = self.start(*words, carer=carer)
        said, complained = process.communicate(timeout=300)
        assert process.returncode == 0, complained
        return said

    def state(self) -> dict[str, Any]:
        """Return what stands in the database and what is wrong with it."""
        found: dict[str, Any] = json.loads(self.run("verify").splitlines()[-1])
        return found

    def versions(self) -> dict[str, list[int]]:
        """Return which versions of each compartment's key are stored."""
        found: dict[str, list[int]] = json.loads(self.run("versions").splitlines()[-1])
        return found
