"""Gathers what a therapist says in one go, as coding manuals count it; leaves coding each turn to `skills`.

A volley is what the therapist says until somebody answers. "Yeah" or "Mm-hmm" said while listening does not end it, but
it does after a question, where it may be an answer. Each volley counts as one question at most, an open one if any of
it is, and as one reflection at most, a complex one if any of it is (MITI 4.2.1, Moyers, Manuel and Ernst 2014, E.1 and
E.3; of open and closed questions MITI 3.1.1).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from lamplit.engines.listening.reply import Question, Reflection, Reply
from lamplit.engines.listening.tokens import read_tokens
from lamplit.engines.listening.transcripts import Turn
from lamplit.engines.records.reading import content_text, read_items

MOST_WORDS = 4  # of a murmur


def volleys(turns: Sequence[Turn], replies: Mapping[int, Reply]) -> Iterator[tuple[Reply, ...]]:
    """Yield the therapist's turns, those of one volley together; `replies` are the read ones by line."""
    volley: list[Reply] = []
    for turn in turns:
        reply = replies.get(turn.line)
        if reply is not None:
            volley.append(reply)
        elif volley and not (is_murmur(turn.text) and volley[-1].question is None):
            yield tuple(volley)
            volley = []
    if volley:
        yield tuple(volley)


def asked(volley: Sequence[Reply]) -> Question | None:
    """Return the one question a volley counts as; None without any."""
    found = {each.question for each in volley}
    return "open" if "open" in found else "closed" if "closed" in found else None


def given_back(volley: Sequence[Reply]) -> Reflection | None:
    """Return the one reflection a volley counts as; None without any."""
    found = {each.reflection for each in volley}
    return "complex" if "complex" in found else "simple" if "simple" in found else None


def is_murmur(text: str) -> bool:
    """Say whether a turn is only what people say while they listen: MOST_WORDS words at most, all of them such."""
    words = [word for word in read_tokens(text).words if any(map(str.isalnum, word))]
    return len(words) <= MOST_WORDS and all(word in _murmurs() for word in words)


@cache
def _murmurs() -> frozenset[str]:
    told = read_items(content_text("lexicons", "en", "session.yaml"), "content/lexicons/en/session.yaml")
    return frozenset(told.get("murmurs").text().split())
