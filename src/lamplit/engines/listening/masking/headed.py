"""Finds schools, organisations and places that end in a telling word (Larch Primary); leaves bare names to `naming`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lamplit.engines.listening.masking.lexicon import Lexicon, is_plain_word
from lamplit.engines.listening.masking.tokens import Token

_GAP = re.compile(r"(?:['\u2019]s?)?(?: {1,2}(?:& )?|-|\. | ?\()")
_WELSH = frozenset({"y", "yr", "pen"})
_LONGEST = 7  # words of a school's or team's name
_SMALL = frozenset({"school", "primary", "academy", "nursery", "college", "infants", "juniors", "surgery", "hospital",
                    "church", "mosque", "police", "fostering", "council", "secondary", "high"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One family of telling words: its label and the keys of its lists."""

    label: str
    heads: str
    generic: str


KINDS = (Kind("SCHOOL", "school_heads", "school_generic"), Kind("ORG", "org_heads", "org_generic"),
         Kind("PLACE", "place_heads", "place_generic"))  # fmt: skip


def headed_in(text: str, tokens: list[Token], lists: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield first token, last token and label of every name that ends in a telling word, longest for each word."""
    for at, token in enumerate(tokens):
        if (
            token.fold.split("-")[0] in lists.phrase_starts
            and token.capital
            and (last := _phrase(text, tokens, at, lists))
        ):
            yield at, last, "PLACE"
        for kind in KINDS:
            if token.fold in lists.around(kind.heads) and (found := _read(text, tokens, at, kind, lists)):
                yield (*found, kind.label)
                break
        if token.fold == "st" and token.capital and _is_saint(text, tokens, at):
            yield at, at + 1, "SCHOOL"
        if token.fold in lists.around("org_known"):
            yield at, at, "ORG"
        if token.fold == "ysgol" and token.capital:
            yield at, _rightwards(text, tokens, at, lists, any_capital=True), "SCHOOL"


def _is_saint(text: str, tokens: list[Token], at: int) -> bool:
    """Say whether "St Aidan's" stands here, the short name of a school or church; a saint's day does not."""
    if at + 1 == len(tokens) or not tokens[at + 1].owned or not adjoining(text, tokens[at], tokens[at + 1]):
        return False
    return at + 2 == len(tokens) or tokens[at + 2].fold not in {"day", "cross", "flag", "eve", "weekend"}


def _phrase(text: str, tokens: list[Token], at: int, lists: Lexicon) -> int:
    """Return the last token of a place of several words that begins at `at`, or 0."""
    folds: list[str] = []
    for on in range(at, min(at + 5, len(tokens))):
        if on > at and not adjoining(text, tokens[on - 1], tokens[on]):
            break
        folds += (tokens[on].fold + ("'s" if tokens[on].owned and on > at else "")).split("-")
        if len(folds) > 1 and tuple(folds) in lists.place_phrases:
            return on
    return 0


def adjoining(text: str, left: Token, right: Token) -> bool:
    """Say whether two words stand side by side as parts of one name would."""
    return right.start - left.end <= 5 and _GAP.fullmatch(text, left.end, right.start) is not None


def _read(text: str, tokens: list[Token], at: int, kind: Kind, lists: Lexicon) -> tuple[int, int] | None:
    """Return the first and last token of the name whose telling word stands at `at`, if it is one."""
    token = tokens[at]
    if not token.capital and token.fold not in _SMALL:
        return None
    if at + 1 < len(tokens) and tokens[at + 1].fold in {"street", "road", "lane"} and tokens[at + 1].capital:
        return None
    begin = _leftwards(text, tokens, at, lists)
    generic = lists.around(kind.generic)
    while (
        begin < at
        and not _keeps(tokens, begin)
        and (tokens[begin].fold in generic or (tokens[begin].first and tokens[begin].fold in lists.around("openers")))
    ):
        begin += 1
    general = generic | (lists.around("capitals") - {"st"})
    own = [each for each in tokens[begin:at] if each.fold not in general and len(each.fold) > 1]
    if token.shouted and len(token.text) > 3 and any(is_plain_word(each.fold) for each in tokens[begin:at]):
        return None
    if not own or not all(_names(each, token, kind, lists) for each in own[:1]):
        return None
    return begin, _rightwards(text, tokens, at, lists, any_capital=False)


def _keeps(tokens: list[Token], begin: int) -> bool:
    """Say whether a general word is the first of a name: Our Lady, Church of Christ, New Horizons."""
    return (
        tokens[begin].fold
        in {"our", "new", "old", "royal", "great", "north", "south", "east", "west", "upper", "lower", "little"}
        and tokens[begin].capital
        and not tokens[begin].first
    )


def _names(first: Token, head: Token, kind: Kind, lists: Lexicon) -> bool:
    """Say whether the first word of its own makes this somebody's school rather than any school."""
    if first.owned and not head.capital:
        return False
    if first.fold in {"st", "saint"} or not is_plain_word(first.fold):
        return first.capital or first.fold in {"st", "saint"}
    if first.fold in lists.places or first.fold in lists.given:
        return first.capital
    sure = head.fold in lists.around("school_sure") or head.fold in lists.around("org_sure")
    return first.capital and not first.first and (head.capital and (kind.label != "PLACE" or sure))


def _leftwards(text: str, tokens: list[Token], at: int, lists: Lexicon) -> int:
    """Return the first token of the run of capitals (and small joining words) that ends at `at`."""
    begin = at
    inside = lists.around("school_inside")
    stop = lists.around("titles") - {"lady", "father"}
    for left in range(at - 1, max(-1, at - _LONGEST - 1), -1):
        token = tokens[left]
        if not adjoining(text, token, tokens[left + 1]) or token.fold in stop:
            break
        if token.capital or token.fold in {"st", "saint"}:
            begin = left
        elif token.fold in {"st", "saint"} or (left + 1 == at and left and tokens[left - 1].fold == "st"):
            continue
        elif token.fold not in inside or not tokens[at].capital:
            break
        if token.first and token.capital:
            break
    return begin


def _rightwards(text: str, tokens: list[Token], at: int, lists: Lexicon, *, any_capital: bool) -> int:
    """Return the last token of a name, going on over further telling words and "of Somewhere"."""
    last = at
    while last + 1 < len(tokens) and adjoining(text, tokens[last], tokens[last + 1]):
        following = tokens[last + 1]
        of_somewhere = following.fold == "of" and last + 2 < len(tokens) and tokens[last + 2].capital
        if of_somewhere and tokens[last].capital:
            last += 2
        elif _goes_on(following, lists) or (any_capital and (following.capital or following.fold in _WELSH)):
            last += 1
        else:
            break
    return last


def _goes_on(following: Token, lists: Lexicon) -> bool:
    """Say whether one more word belongs to the name: Larch Primary School."""
    if not following.capital:
        return following.fold in {"school", "academy"}
    return following.fold in lists.around("school_heads") or following.fold in lists.around("org_heads")
