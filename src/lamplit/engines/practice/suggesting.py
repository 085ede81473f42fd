"""Which practices are laid out first, by plain rules over what is good to know; leaves whose words they are to actions.

No figure, no order of worth: the first rule that fits names its practices. Nothing is shut, hidden or taken away.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from lamplit.engines.records.kinds.need import AREAS, Need
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items

LONGEST_QUOTE = 90  # characters of somebody's words that are quoted; the sentence around the word, cut at a word
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what was picked, or which words were written where, and the practices that then come first."""

    code: str
    when: Mapping[str, frozenset[str]]
    words: re.Pattern[str] | None
    first: tuple[str, ...]
    not_first: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Why: the rule, which of the views it was (its place in the list), and what there fits.

    `pick` is the code that was picked, or empty when it was in somebody's own words: those are `quoted`.
    """

    rule: Rule
    at: int
    about: str
    pick: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One practice to lay out first, and the one cause that is said beside it."""

    slug: str
    cause: Cause


@cache
def rules(language: str = "en") -> tuple[Rule, ...]:
    """Return the reviewed rules; raises ContentError, naming file and line, when the file is faulty."""
    return read_rules(content_text("suggestions", f"{language}.yaml"), f"content/suggestions/{language}.yaml")


def read_rules(text: str, file: str) -> tuple[Rule, ...]:
    """Return the checked rules written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    found = tuple(_rule(item, faults) for item in root.get("rules").items())
    codes = [rule.code for rule in found]
    for item, rule in zip(root.get("rules").items(), found, strict=True):
        if codes.count(rule.code) > 1:
            faults.add(item, "rule_twice", f"'{rule.code}' stands here twice. Rename one.")
    faults.settle(ContentError)
    return found


def suggest(views: Sequence[Need], offered: Collection[str], every: Iterable[Rule]) -> tuple[Suggestion, ...]:
    """Return practices among `offered` that fit some views, each once; every cause has its first before any its second.

    Views count in the order they are given. What a fitting rule keeps back comes first for no rule.
    """
    causes = [cause for rule in every if (cause := _first_cause(rule, views))]
    back = frozenset[str]().union(*(cause.rule.not_first for cause in causes))
    open_to = [
        [Suggestion(slug, cause) for slug in cause.rule.first if slug in offered and slug not in back]
        for cause in sorted(causes, key=lambda cause: cause.at)
    ]
    found: dict[str, Suggestion] = {}
    for each in (each for rank in zip_longest(*open_to) for each in rank if each):
        found.setdefault(each.slug, each)
    return tuple(found.values())


def _first_cause(rule: Rule, views: Sequence[Need]) -> Cause | None:
    return next((cause for at, view in enumerate(views) for cause in _causes(rule, view, at)), None)


def _causes(rule: Rule, view: Need, at: int) -> Iterator[Cause]:
    """Give what in one view makes a rule fit: first a pick, then words."""
    for area, code in view.picks:
        if code in rule.when.get(area, ()):
            yield Cause(rule, at, area, pick=code)
    met = rule.words.search(view.text) if rule.words and view.about in rule.when else None
    if met:
        yield Cause(rule, at, view.about, quoted=_around(view.text, met.start()))


def _around(text: str, start: int) -> str:
    """Return the sentence in which a word stands, from that word on when the sentence is long."""
    sentence = next(each for each in _SENTENCE.finditer(text) if each.end() > start)
    said = " ".join(sentence[0].split())
    if len(said) <= LONGEST_QUOTE:
        return said
    rest = " ".join(text[start : sentence.end()].split())
    return rest if len(rest) <= LONGEST_QUOTE else f"{rest[: LONGEST_QUOTE - 1].rsplit(' ', 1)[0]}…"


def _rule(item: Item, faults: Faults) -> Rule:
    """Read one rule."""
    for key in ("rule", "why"):
        if not item.get(key).text().strip():
            faults.add(item, "text_missing", f"Add '{key}:' here.")
    if not item.get("first").items():
        faults.add(item, "text_missing", "List the practices that come first under 'first:'.")
    when = {area: frozenset(_texts(codes)) for area, codes in item.get("when").fields().items()}
    for area in sorted(when.keys() - set(AREAS)):
        faults.add(item.get("when"), "area_unknown", f"'{area}' is none of: {', '.join(AREAS)}.")
    words = "|".join(re.escape(each) for each in sorted(_texts(item.get("words")), key=len, reverse=True))
    return Rule(
        code=item.get("rule").text(),
        when=when,
        words=re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None,
        first=tuple(_texts(item.get("first"))),
        not_first=frozenset(_texts(item.get("not_first"))),
        why=item.get("why").saying(),
    )


def _texts(item: Item) -> list[str]:
    return [each.text() for each in item.items()]
