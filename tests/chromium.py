"""Finds the Chromium that browser tests drive, and how it is started; installing one is the bootstrap's business."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

# Since 2026 every new window draws two pages for its address bar, which nobody sees in a test: half of what a test's
# browser did. Chromium heeds only the last list of features left out, so what Playwright leaves out is said again.
_OF_THE_ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
_AS_PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
)
ARGS = ("--disable-features=" + ",".join((*_AS_PLAYWRIGHT, *_OF_THE_ADDRESS_BAR)),)


def find_chromium() -> str | None:
    """Return the browser's path: LAMPLIT_CHROMIUM, CHROME_PATH, the system's own, or None."""
    wanted = [os.environ.get("LAMPLIT_CHROMIUM"), os.environ.get("CHROME_PATH"), "/usr/bin/chromium"]
    wanted += [shutil.which(name) for name in NAMES] + [MAC]
    return next((path for path in wanted if path and Path(path).exists()), None)
