"""The languages this house can speak: English, and every one whose catalogue lies in a folder of translations."""

from collections.abc import Iterable
from pathlib import Path

ENGLISH = "en-gb"


def languages(places: Iterable[Path]) -> list[tuple[str, str]]:
    """Return the codes of all languages with a compiled catalogue in `places`, each as code and name; English first."""
    found = {path.parent.parent.name for place in places for path in place.glob("*/LC_MESSAGES/django.mo")}
    codes = sorted({name.lower().replace("_", "-") for name in found} - {ENGLISH})
    return [(code, code) for code in (ENGLISH, *codes)]
