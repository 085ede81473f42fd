"""Puts together the names of people and places in a text: first names with family names, slips, short forms."""

from collections.abc import Iterator

from lamplit.engines.listening.masking.headed import adjoining
from lamplit.engines.listening.masking.lexicon import Lexicon, is_plain_word
from lamplit.engines.listening.masking.naming import ENOUGH, LIKELY, Page, follows_on
from lamplit.engines.listening.masking.tokens import Token, fold

_LONG_ENOUGH = 5  # letters of a name in which one slip of the finger is seen
_MOST_WORDS = 4  # of one person's name


def known_folds(names: tuple[str, ...], lists: Lexicon) -> frozenset[str]:
    """Return every form under which the people of a circle may be written: each word, short and long forms."""
    words = {fold(word) for name in names for word in name.replace(",", " ").split() if len(word) > 1}
    words = {word.removesuffix("'s") for word in words} - lists.around("titles") - lists.around("joined")
    shorts = {short for short, long in lists.short_forms.items() if long in words}
    longs = {lists.short_forms[word] for word in words if word in lists.short_forms}
    return frozenset(words | shorts | longs)


def people_in(page: Page) -> list[tuple[int, int, str]]:
    """Return first token, last token and label of each person and place, in order."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(page.tokens):
        end = _name_at(page, at)
        if end is not None:
            found.append((at, end, "PERSON"))
        elif page.is_place(at):
            found.append((at, at, "PLACE"))
            end = at
        at = at + 1 if end is None else end + 1
    return _with_echoes(page, found)


def _name_at(page: Page, at: int) -> int | None:
    """Return the last token of the name that begins at `at`, or None when none does."""
    short = page.tokens[at].fold
    if len(short) == 1 and short not in page.known and not _is_initial(page, at):
        return None
    if page.is_place(at) and page.tokens[at].fold not in page.known:
        return None
    begins = page.weigh(at) >= ENOUGH
    if not begins and _is_initial(page, at):
        begins = page.weigh(at + 1) >= ENOUGH
    if not begins:
        return None
    end = at
    while end + 1 < len(page.tokens) and end - at + 1 < _MOST_WORDS:
        if follows_on(page, end + 1):
            end += 1
        elif _joined(page, end):
            end += 2
        else:
            break
    return end


def _is_initial(page: Page, at: int) -> bool:
    """Say whether this is one capital letter before a family name."""
    token = page.tokens[at]
    if len(token.text) != 1 or not token.capital or at + 1 == len(page.tokens):
        return False
    between = page.text[token.end : page.tokens[at + 1].start]
    apart = between in {". ", "."} or (between == " " and token.text not in "IA")
    name = page.tokens[at + 1]
    unknown = between != " " and name.capital and not is_plain_word(name.fold)
    return apart and (unknown or page.is_family(name.fold))


def _joined(page: Page, end: int) -> bool:
    """Say whether a small word joins on more of the name: van Dijk, ap Rhys, al Hassan."""
    if end + 2 >= len(page.tokens):
        return False
    small, then = page.tokens[end + 1], page.tokens[end + 2]
    near = adjoining(page.text, page.tokens[end], small) and adjoining(page.text, small, then)
    return near and small.fold in page.lists.around("joined") and then.capital and not is_plain_word(then.fold)


def _with_echoes(page: Page, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return what was found and every later or earlier echo of it: bare, in small letters, or with a slip."""
    named = {page.tokens[at].fold: label for first, last, label in found for at in range(first, last + 1)
             if len(page.tokens[at].fold) > 2}  # fmt: skip
    covered = {at for first, last, _ in found for at in range(first, last + 1)}
    slips = _slips({name for name, label in named.items() if label == "PERSON"} | page.known)
    echoes = [(at, at, label) for at, token in enumerate(page.tokens) if at not in covered and at not in page.taken
              and (label := _echo(page, at, token, named, slips))]  # fmt: skip
    return sorted(found + echoes)


def _echo(page: Page, at: int, token: Token, named: dict[str, str], slips: frozenset[str]) -> str:
    """Return the label of a word that repeats a name found elsewhere, or an empty text."""
    plain = is_plain_word(token.fold)
    if token.fold in named:
        sure = not plain or (token.capital and (not token.first or page.weigh(at) >= LIKELY))
        wanted = sure and (token.capital or not plain)
        return named[token.fold] if wanted and not page.is_phrase(at) and not _is_thing(page, at) else ""
    if plain or len(token.fold) < _LONG_ENOUGH or token.fold in page.lists.around("capitals"):
        return ""
    return "PERSON" if slips and any(form in slips for form in _forms(token.fold)) else ""


def _is_thing(page: Page, at: int) -> bool:
    """Say whether what follows makes this a thing that bears a name: Jordan trainers."""
    after = page.near(at, 1)
    return after is not None and after.fold in page.lists.around("not_after_name") and page.weigh(at) < ENOUGH


def _slips(names: set[str]) -> frozenset[str]:
    """Return every long enough name with one letter left out, and the name itself."""
    return frozenset(form for name in names if len(name) >= _LONG_ENOUGH for form in _forms(name))


def _forms(word: str) -> Iterator[str]:
    """Yield a word and the word without each of its letters, bounded; two words one slip apart share one of them."""
    short = word[:24]
    yield short
    for at in range(len(short)):
        yield short[:at] + short[at + 1 :]
