"""Gives every test run its own throw-away data folder and key file, so no test can meet a real house."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(tempfile.mkdtemp(prefix="lamplit-t-"))
atexit.register(shutil.rmtree, ROOT, ignore_errors=True)
os.environ["LAMPLIT_DATA"] = str(ROOT / "data")
os.environ["LAMPLIT_KEY_FILE"] = str(ROOT / "keys" / "keys.json")
os.environ["LAMPLIT_INSECURE_HTTP"] = "yes"
os.environ.pop("DATABASE_URL", None)
(ROOT / "data").mkdir()
(ROOT / "keys").mkdir(mode=0o700)
