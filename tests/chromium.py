"""Finds the Chromium that browser tests drive; installing one is the bootstrap's business."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find_chromium() -> str | None:
    """Return the browser's path: LAMPLIT_CHROMIUM, CHROME_PATH, the system's own, or None."""
    wanted = [os.environ.get("LAMPLIT_CHROMIUM"), os.environ.get("CHROME_PATH"), "/usr/bin/chromium"]
    wanted += [shutil.which(name) for name in NAMES] + [MAC]
    return next((path for path in wanted if path and Path(path).exists()), None)
