"""Words that are not for school: finds those of the reviewed list in a line; leaves what follows to callers."""

import re
from functools import cache

from lamplit.engines.records.reading import content_text


@cache
def not_for_school() -> re.Pattern[str]:
    """Return one pattern, in any case, for every word a teacher is not sent."""
    lines = (line.strip() for line in content_text("lint", "school.txt").splitlines())
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")), re.IGNORECASE)


def clinical_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` that are not for school, whole and as they stand, each once."""
    found = (_whole(text, match.start(), match.end()) for match in not_for_school().finditer(text))
    return tuple(dict.fromkeys(found))


def _whole(text: str, start: int, end: int) -> str:
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
