"""What scripts say, for a page in another language than English; leaves saying it to `words.js`."""

import re
from pathlib import Path

from lamplit.actions.tongue import is_english
from lamplit.web.words import Words

_SCRIPTS = Path(__file__).parent / "static" / "lamplit" / "js"
_ASKED = re.compile(r'\bword\("([^"\n]*)"')


def script_words(words: Words) -> dict[str, str]:
    """Return every sentence of our scripts with what it is in the language of the house; none when that is English."""
    if is_english():
        return {}
    texts = (each.read_text(encoding="utf-8") for each in sorted(_SCRIPTS.glob("*.js")))
    return {message: words.one(message) for text in texts for message in _ASKED.findall(text)}
