"""Cuts a long text into parts short enough to be read one by one; leaves the reading to `signals`.

In a chat pasted whole, lines of whoever answers are left out: what they ask is not what the writer says.
"""

import re

from lamplit.engines.kernel import Span
from lamplit.engines.listening.sentences import sentences_of

SHORT = 400  # code points that are read as one part
LONGEST = 260  # code points of a part, where its sentences allow
_LINE = re.compile(r"[^\n]+")
_ANSWER = re.compile(r"\s*(?:assistant|bot|ai|counsell?or|therapist|responder|helper|support)\s*:", re.IGNORECASE)


def parts_of(text: str) -> tuple[Span, ...]:
    """Return the places of the parts of a text; a short one is one part, an empty one too."""
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    spoken = [line for line in lines if not _ANSWER.match(line[0])]
    if len(text) <= SHORT and len(spoken) == len(lines):
        return (Span(0, len(text)),)
    found = [part for line in spoken for part in _of_line(line)]
    return tuple(found) or (Span(0, len(text)),)


def _of_line(line: re.Match[str]) -> list[Span]:
    """Return one line as parts of whole sentences."""
    found: list[Span] = []
    for sentence in sentences_of(line[0]):
        start, end = sentence.span.start + line.start(), sentence.span.end + line.start()
        if found and end - found[-1].start <= LONGEST:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found
