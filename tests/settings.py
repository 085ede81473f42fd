"""Settings of the test run: the real ones, with throw-away places that no user's data shares."""

import os
import tempfile
from pathlib import Path

_root = Path(tempfile.mkdtemp(prefix="lamplit-t-"))
os.environ.setdefault("LAMPLIT_DATA", str(_root / "data"))
os.environ.setdefault("LAMPLIT_KEY_FILE", str(_root / "keys" / "keys.json"))
os.environ.setdefault("LAMPLIT_INSECURE_HTTP", "yes")
(Path(os.environ["LAMPLIT_DATA"])).mkdir(parents=True, exist_ok=True)

from lamplit.config.settings import *  # noqa: E402, F403
