"""Reads the lists of names, places and neighbouring words; leaves deciding what is a name to the finders."""

import re
from dataclasses import dataclass
from functools import cache

from lamplit.engines.listening.masking.tokens import fold
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items

LONGEST = 30  # letters of a word of the language; longer runs are noise
_NOT_NAMES = frozenset({"title", "source", "licence", "review_date", "endings", "several_words", "short_forms_of"})
_DOUBLED = re.compile(r"([a-z]{2,}?)([bdgklmnprtvz])\2(?:ed|ing|er|ers)")
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
            ("ly", ""), ("ily", "y"), ("er", ""), ("ers", ""), ("ness", ""), ("iness", "y"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every list the finders ask; single words are folded."""

    given: frozenset[str]
    family: frozenset[str]
    family_endings: tuple[str, ...]
    places: frozenset[str]
    place_phrases: frozenset[tuple[str, ...]]
    place_endings: tuple[str, ...]
    short_forms: dict[str, str]
    context: dict[str, frozenset[str]]
    not_names: frozenset[tuple[str, ...]]
    phrase_words: frozenset[str]
    phrase_starts: frozenset[str]

    def around(self, key: str) -> frozenset[str]:
        """Return one list of neighbouring words."""
        return self.context[key]


@cache
def lexicon() -> Lexicon:
    """Return the lists, read once; raises ContentError when a file is faulty."""
    given, family, places = (_read("names", f"{name}.yaml") for name in ("given", "family", "places"))
    context = _read("en", "deidentify_context.yaml")
    lists = {key: _words(item) for key, item in context.fields().items()}
    pairs = [pair.split(":") for pair in given.get("short_forms_of").text().split()]
    short_forms = {fold(short): fold(long) for short, long in pairs}
    not_names, place_phrases = _phrases(context.get("phrases_not_names")), _phrases(places.get("several_words"))
    return Lexicon(
        given=_every_word(given) | short_forms.keys(),
        family=_every_word(family),
        family_endings=tuple(family.get("endings").text().split()),
        places=_every_word(places),
        place_phrases=place_phrases,
        place_endings=tuple(places.get("endings").text().split()),
        short_forms=short_forms,
        context=lists,
        not_names=not_names,
        phrase_words=frozenset(word.removesuffix("'s") for phrase in not_names for word in phrase),
        phrase_starts=frozenset(phrase[0].removesuffix("'s") for phrase in place_phrases),
    )


@cache
def plain_words() -> frozenset[str]:
    """Return plain English words, most without their endings."""
    lines = content_text("lexicons", "en", "words.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_plain_word(word: str) -> bool:
    """Say whether a folded word, or what it is made from, is a plain English word; nothing asked is remembered."""
    words = plain_words()
    if len(word) > LONGEST:
        return False
    if word in words or word.endswith("n't"):
        return True
    if "'" in word:
        head = word.partition("'")[0]
        return len(head) > 1 and is_plain_word(head)
    if any(
        word.endswith(end) and word[: -len(end)] + instead in words
        for end, instead in _ENDINGS
        if len(word) > len(end) + 2
    ):
        return True
    doubled = _DOUBLED.fullmatch(word)
    if doubled and doubled[1] + doubled[2] in words:
        return True
    return "-" in word and all(is_plain_word(part) for part in word.split("-") if part)


def is_compound(word: str) -> bool:
    """Say whether a folded word is two plain words written as one: handover, bedwetting."""
    if len(word) > LONGEST:
        return False
    return any(is_plain_word(word[:at]) and is_plain_word(word[at:]) for at in range(3, len(word) - 2))


def _read(folder: str, name: str) -> Item:
    """Read one file of the lexicons, with its header checked."""
    file = f"content/lexicons/{folder}/{name}"
    root = read_items(content_text("lexicons", folder, name), file)
    faults = Faults(file)
    check_header(root, faults)
    faults.settle(ContentError)
    return root


def _words(item: Item) -> frozenset[str]:
    return frozenset(fold(word) for word in item.text().split())


def _every_word(root: Item) -> frozenset[str]:
    return frozenset().union(*(_words(item) for key, item in root.fields().items() if key not in _NOT_NAMES))


def _phrases(item: Item) -> frozenset[tuple[str, ...]]:
    """Return phrases parted by semicolons, each as its folded words."""
    split = (tuple(re.split(r"[\s-]+", fold(phrase.strip()))) for phrase in item.text().split(";"))
    return frozenset(phrase for phrase in split if phrase and phrase[0])
