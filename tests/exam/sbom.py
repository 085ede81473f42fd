"""Writes `docs/reference/sbom.cdx.json` from the hashed lock file: `python -m tests.exam.sbom` after a change of it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("requirements.lock", "requirements-semantic.lock")
LOCKS = (*SHIPPED, "requirements-test.lock")
PAGE = ROOT / "docs" / "reference" / "sbom.cdx.json"
LINE = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[\w.!+-]+)(?P<only>\s*;[^\\]*)?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One package of a lock file: exactly one version, and the hashes of the files it may come as."""

    name: str
    version: str
    hashes: tuple[str, ...]
    only: str


def pins(lock: str) -> list[Pin]:
    """Return every package of a lock file, in its order."""
    whole = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = []
    for line in whole.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            read = LINE.match(line)
            assert read is not None, f"{lock}: {line[:60]!r} names no version"
            only = (read["only"] or "").split("--hash")[0].strip(" ;")
            found.append(Pin(read["name"], read["version"], tuple(HASH.findall(line)), only))
    return found


def document() -> str:
    """Return the list of what Lamplit is made of, in CycloneDX's form; the same lock gives the same bytes."""
    parts = [
        {
            "type": "library",
            "name": pin.name,
            "version": pin.version,
            "purl": f"pkg:pypi/{pin.name}@{pin.version}",
            "bom-ref": f"pkg:pypi/{pin.name}@{pin.version}",
            "properties": [{"name": "lamplit:sha256", "value": each} for each in pin.hashes],
        }
        for pin in {pin.name + pin.version: pin for lock in SHIPPED for pin in pins(lock)}.values()
    ]
    about = {"component": {"type": "application", "name": "lamplit", "bom-ref": "lamplit"}}
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": about, "components": parts}
    return json.dumps(whole, indent=1) + "\n"


if __name__ == "__main__":
    PAGE.write_text(document(), encoding="utf-8")
