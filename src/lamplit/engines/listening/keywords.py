"""Finds the phrases a text is about, by counting alone, each with a sentence it stands in; means nothing by it."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lamplit.engines.kernel import Span
from lamplit.engines.listening.sentences import Sentence, sentences_of
from lamplit.engines.records.reading import content_text, read_items

MOST = 20  # phrases for a text of a page; long ones get up to twice as many
LONGEST = 4  # words of a phrase
HEADING_WORDS = 12  # a line with no full stop and no more words than this is a heading
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*|[^\w\s]|\d+")
_OWNED = re.compile(r"['\u2019]s$")
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ment", ""),
    ("ments", ""),
    ("ive", ""),
    ("ions", "ion"),
    ("s", ""),
)


@dataclass(frozen=True, slots=True)
class Keyword:
    """One phrase as it was written, its weight from 0 to 1 beside the strongest, where it stands, and why."""

    text: str
    weight: float
    span: Span
    sentence: str
    count: int
    because: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """One place where a phrase stands."""

    text: str
    span: Span
    sentence: int
    heading: bool
    entire: bool


def keywords_of(text: str, most: int = 0) -> tuple[Keyword, ...]:
    """Return the phrases of a text, strongest first, none without words; `most` 0 lets the length decide."""
    return keywords_in(sentences_of(text), most)


def keywords_in(sentences: Sequence[Sentence], most: int = 0) -> tuple[Keyword, ...]:
    """Return the phrases of sentences whose places are already known."""
    seen = _candidates(sentences)
    if not seen:
        return ()
    words = Counter(word for phrase, places in seen.items() for word in phrase for _ in places)
    company = _company(seen)
    common = {word for word, places in _sentences_of_words(seen).items() if places > max(4, len(sentences) // 5)}
    weights = {phrase: _weight(phrase, places, words, company) * (0.6 if common.intersection(phrase) else 1.0)
               for phrase, places in seen.items()}  # fmt: skip
    wanted = most or min(2 * MOST, MOST + len(sentences) // 40)
    chosen = _apart(sorted(weights, key=lambda phrase: (-weights[phrase], phrase)), seen, wanted)
    top = max((weights[phrase] for phrase in chosen), default=1.0)
    return tuple(_keyword(phrase, seen[phrase], weights[phrase] / top, sentences) for phrase in chosen)


def stem(word: str) -> str:
    """Return a word without its commonest endings, so that its forms count together; four letters at least."""
    plain = word.lower().replace("\u2019", "'").removesuffix("'s")
    for ending, instead in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) + len(instead) >= 4 and not plain.endswith("ss"):
            return plain[: -len(ending)] + instead
    return plain


@cache
def _words(key: str) -> frozenset[str]:
    root = read_items(content_text("lexicons", "en", "keywords.yaml"), "content/lexicons/en/keywords.yaml")
    return frozenset(root.get(key).text().split())


def _candidates(sentences: Sequence[Sentence]) -> dict[tuple[str, ...], list[_Seen]]:
    """Return every run of telling words, as stems, with its places."""
    seen: dict[tuple[str, ...], list[_Seen]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        heading = sentence.text[-1] not in ".!?" and len(sentence.text.split(maxsplit=HEADING_WORDS)) <= HEADING_WORDS
        for run in _runs(sentence):
            for part in _parts(run):
                begin, end = part[0].start(), part[-1].start() + len(_OWNED.sub("", part[-1][0]))
                place = _Seen(sentence.text[begin:end], Span(begin + sentence.span.start, end + sentence.span.start),
                              number, heading, len(part) == len(run))  # fmt: skip
                telling = tuple(stem(word[0]) for word in part if word[0].lower() not in _words("inside"))
                seen[telling].append(place)
    return {phrase: places for phrase, places in seen.items() if _may_stand(places)}


def _may_stand(places: Sequence[_Seen]) -> bool:
    """Say whether a phrase is more than a piece cut out of one longer one."""
    return any(place.entire for place in places) or len({place.sentence for place in places}) > 1


def _runs(sentence: Sentence) -> Iterator[list[re.Match[str]]]:
    """Yield runs of words between words that carry nothing and signs; small joining words stay inside."""
    inside, empty = _words("inside"), _words("stop") | _words("verbs")
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(sentence.text):
        word = match[0].lower().replace("\u2019", "'")
        if (run and word in inside) or (
            2 < len(word) <= 30 and word[0].isalpha() and word.removesuffix("'s") not in empty
        ):
            run.append(match)
        elif run:
            yield _trimmed(run)
            run = []
    yield _trimmed(run)


def _trimmed(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return a run without joining words at its end."""
    while run and run[-1][0].lower() in _words("inside"):
        run = run[:-1]
    return run


def _parts(run: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the stretches of a run that may be a phrase: up to LONGEST telling words, with at most one joining word."""
    inside = _words("inside")
    joining = [word[0].lower() in inside for word in run]
    for first in range(len(run)):
        if joining[first]:
            continue
        telling = joins = 0
        for last in range(first, min(len(run), first + LONGEST + 1)):
            small = joining[last]
            telling, joins = telling + (not small), joins + small
            if telling > LONGEST or joins > 1:
                break
            if not small:
                yield run[first : last + 1]


def _sentences_of_words(seen: dict[tuple[str, ...], list[_Seen]]) -> Counter[str]:
    """Return in how many sentences each word stands; a word of every sentence tells little."""
    found: dict[str, set[int]] = defaultdict(set)
    for phrase, places in seen.items():
        for word in phrase:
            found[word].update(place.sentence for place in places)
    return Counter({word: len(sentences) for word, sentences in found.items()})


def _company(seen: dict[tuple[str, ...], list[_Seen]]) -> Counter[str]:
    """Return with how many different words each word stands in a phrase."""
    beside: dict[str, set[str]] = defaultdict(set)
    for phrase in seen:
        if len(phrase) == 2:
            beside[phrase[0]].add(phrase[1])
            beside[phrase[1]].add(phrase[0])
    return Counter({word: len(others) for word, others in beside.items()})


def _weight(phrase: tuple[str, ...], places: Sequence[_Seen], words: Counter[str], company: Counter[str]) -> float:
    """Return how much a phrase weighs: how often its words come, beside how many, how often it comes whole, where."""
    each = [math.log1p(words[word]) + 0.5 * math.log1p(company[word]) for word in phrase]
    whole = math.log2(1 + len({place.sentence for place in places}))
    length = {1: 0.4, 2: 1.15, 3: 1.2, 4: 1.0}[len(phrase)]
    headed = 1.35 if any(place.heading for place in places) else 1.0
    early = 1.0 + 0.3 / (1 + min(place.sentence for place in places) / 5)
    return sum(each) / len(each) * whole * length * headed * early


def _apart(
    ranked: Iterable[tuple[str, ...]], seen: dict[tuple[str, ...], list[_Seen]], wanted: int
) -> list[tuple[str, ...]]:
    """Return the strongest phrases, leaving out what only says again what a stronger one says."""
    chosen: list[tuple[str, ...]] = []
    said: Counter[str] = Counter()
    for phrase in ranked:
        if len(chosen) == wanted:
            break
        often = len(seen[phrase])
        again = any(set(phrase) <= set(other) or (set(other) <= set(phrase) and len(other) > 1) for other in chosen)
        tired = all(said[word] >= 2 for word in phrase) or any(said[word] >= 4 for word in phrase)
        if again or tired or (len(phrase) == 1 and often < 2) or len(set(phrase)) < len(phrase):
            continue
        chosen.append(phrase)
        said.update(phrase)
    return chosen


def _keyword(phrase: tuple[str, ...], places: Sequence[_Seen], share: float, sentences: Sequence[Sentence]) -> Keyword:
    """Return one phrase with the fullest sentence it stands in, and the counts that chose it."""
    shown = next((place for place in places if not place.heading), places[0])
    times = len({place.span.start for place in places})
    said = "Said once" if times == 1 else f"Said {times} times"
    headed = ", also in a heading" if any(place.heading for place in places) else ""
    return Keyword(" ".join(shown.text.split()), round(share, 3), shown.span, sentences[shown.sentence].text, times,
                   f"{said}{headed}; its words come often and beside many others.")  # fmt: skip
