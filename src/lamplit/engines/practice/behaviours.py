"""What a behaviour may be saying and what helps: reads and checks the files; leaves who reads them to actions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice import wording
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.library import avoided, house
from lamplit.engines.practice.model import Reader
from lamplit.engines.practice.reading_age import grade
from lamplit.engines.records.kinds.moment import MOMENT
from lamplit.engines.records.reading import ContentError, Fault, Faults, Item, check_header, read_items
from lamplit.engines.records.school_words import clinical_words

MINUTES = (1, 5, 15)  # how long there is; each behaviour has something to do for each
FEWEST_MEANINGS = 3
HOME, SCHOOL = "home", "school"
_SLUG = re.compile(r"[a-z][a-z0-9-]*")
_NEEDED = ("title", "basis", "author", "clinician_reviewed", "lived_experience_reviewed")
_LISTS = ("saying", "do", "avoid", "help", "situations")
_KEYS = {*_NEEDED, *_LISTS, "source", "licence", "review_date", "behaviour", "school", "seen", "helps_with"}
_TOLD = ("title", "usual", "backfire", "instead", "words")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a behaviour may be saying, in a child's words, and the need behind it (a pick of a moment)."""

    words: str
    need: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """One thing to do, and how many minutes it takes: 1, 5 or 15."""

    line: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Situation:
    """A common situation: the usual response, why it can backfire, what to do instead and words for it.

    `where` is "home" or "school" when it happens only there, else empty.
    """

    title: str
    usual: str
    backfire: str
    instead: str
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One behaviour; `seen` are the picks of a moment that name it, `helps_with` the tags of practices that fit.

    `school` says whether a teacher reads it. `reviewed` and `lived` say who has looked at it, or "not yet".
    """

    slug: str
    title: str
    school: bool
    seen: frozenset[str]
    helps_with: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    strategies: tuple[Strategy, ...]
    avoid: tuple[str, ...]
    help: tuple[str, ...]
    situations: tuple[Situation, ...]
    basis: str
    author: str
    reviewed: str
    lived: str
    review_date: str

    def says(self, need: str) -> tuple[Meaning, ...]:
        """Return what it may be saying out of one need; all of it when no need is named."""
        return tuple(each for each in self.meanings if need in ("", each.need))

    def within(self, minutes: int) -> tuple[Strategy, ...]:
        """Return what can be done in so many minutes; everything for 0."""
        return tuple(each for each in self.strategies if minutes in (0, each.minutes))


@dataclass(frozen=True, slots=True)
class Behaviours:
    """The behaviours that can be read, by short name in the order of titles, and every fault of those that cannot."""

    found: Mapping[str, Behaviour]
    faults: tuple[Fault, ...]


@cache
def behaviours() -> Behaviours:
    """Return what comes with Lamplit; a broken file never stops another."""
    sound, faults = list[Behaviour](), list[Fault]()
    for each in sorted(files("lamplit.content").joinpath("behaviours").iterdir(), key=lambda each: each.name):
        try:
            sound.append(read_behaviour(each.read_text(encoding="utf-8"), f"content/behaviours/{each.name}"))
        except ContentError as error:
            faults += error.faults
    return Behaviours({each.slug: each for each in sorted(sound, key=lambda each: each.title)}, tuple(faults))


def meant_by(seen: Iterable[str]) -> tuple[Behaviour, ...]:
    """Return the behaviours that some picks of a moment name."""
    picked = frozenset(seen)
    return tuple(each for each in behaviours().found.values() if each.seen & picked)


def is_offered(words: object) -> bool:
    """Say whether a text is a reviewed line of what something may be saying, so nobody's own words."""
    return words in _offered()


@cache
def _offered() -> frozenset[str]:
    return frozenset(str(meaning.words) for each in behaviours().found.values() for meaning in each.meanings)


def read_behaviour(text: str, file: str) -> Behaviour:
    """Return the behaviour written in `text`; `file` ends in `<slug>.yaml`. Raises ContentError with every fault."""
    root, faults = read_items(text, file), Faults(file)
    check_header(root, faults)
    _check_keys(root, file, faults)
    _check_codes(root, faults)
    _check_strategies(root, faults)
    _check_words(root, faults)
    faults.settle()
    return Behaviour(
        slug=root.said("behaviour"),
        title=root.get("title").saying(),
        school=root.said("school") == "yes",
        seen=frozenset(each.text() for each in root.get("seen").items()),
        helps_with=tuple(each.text() for each in root.get("helps_with").items()),
        meanings=tuple(Meaning(each.get("words").saying(), each.said("need")) for each in root.get("saying").items()),
        strategies=tuple(Strategy(each.get("line").saying(), int(each.said("minutes"))) for each in _does(root)),
        avoid=tuple(each.saying() for each in root.get("avoid").items()),
        help=tuple(each.saying() for each in root.get("help").items()),
        situations=tuple(_situation(each) for each in root.get("situations").items()),
        basis=root.get("basis").saying(),
        author=root.get("author").saying(),
        reviewed=root.get("clinician_reviewed").saying(),
        lived=root.get("lived_experience_reviewed").saying(),
        review_date=root.said("review_date"),
    )


def _does(root: Item) -> list[Item]:
    return root.get("do").items()


def _situation(item: Item) -> Situation:
    title, usual, backfire, instead, words = (item.get(name).saying() for name in _TOLD)
    return Situation(title, usual, backfire, instead, words, item.said("where"))


def _check_keys(root: Item, file: str, faults: Faults) -> None:
    """Note unknown keys, a name that is not that of the file, and what is missing."""
    for key, value in root.fields().items():
        if key not in _KEYS:
            note(faults, value, "key_unknown", f"'{key}' is not a key of a behaviour.")
    slug = root.said("behaviour")
    if not _SLUG.fullmatch(slug):
        note(faults, root.get("behaviour"), "slug_bad", f"'{slug}' is not a short name.")
    elif file.rsplit("/", 1)[-1] != f"{slug}.yaml":
        note(faults, root.get("behaviour"), "slug_differs", f"This file holds '{slug}'.")
    _check_missing(root, faults)


def _check_missing(root: Item, faults: Faults) -> None:
    for key in _NEEDED:
        if not root.said(key).strip():
            note(faults, root.get(key), "text_missing", f"There is no '{key}'.")
    for key in _LISTS:
        if not root.get(key).items():
            note(faults, root.get(key), "list_empty", f"'{key}' has no line.")
    if root.said("school") not in {"yes", "no"}:
        note(faults, root.get("school"), "yes_or_no", "'school' says neither.")


def _check_codes(root: Item, faults: Faults) -> None:
    """Note picks, needs and tags that are not there, and a behaviour that may be saying too little."""
    meanings = root.get("saying").items()
    for each in meanings:
        if each.said("need") not in MOMENT.labels["need"]:
            note(faults, each, "need_unknown", f"'{each.said('need')}' is not a need.")
    if len(meanings) < FEWEST_MEANINGS:
        note(faults, root.get("saying"), "meanings_few", f"There are {len(meanings)}.")
    for each in root.get("seen").items():
        if each.text() not in MOMENT.labels["happened"]:
            note(faults, each, "pick_unknown", f"'{each.text()}' is not a pick of a moment.")
    for each in root.get("helps_with").items():
        if each.text() not in house().needs:
            note(faults, each, "tag_unknown", f"'{each.text()}' is not a tag.")


def _check_strategies(root: Item, faults: Faults) -> None:
    """Note times that are none, a time with nothing to do, and a situation that is told in part."""
    known = {str(each) for each in MINUTES}
    for each in _does(root):
        if each.said("minutes") not in known:
            note(faults, each, "minutes_unknown", f"'{each.said('minutes')}' is none of: 1, 5, 15.")
    for gap in sorted(known - {each.said("minutes") for each in _does(root)}, key=int):
        note(faults, root.get("do"), "minutes_gap", f"There is nothing for {gap} min.")
    for each in root.get("situations").items():
        for name in _TOLD:
            if not each.said(name).strip():
                note(faults, each, "text_missing", f"This situation has no '{name}'.")
        if each.said("where") not in {"", HOME, SCHOOL}:
            note(faults, each.get("where"), "where_unknown", f"'{each.said('where')}' is neither.")


def _check_words(root: Item, faults: Faults) -> None:
    """Note words that are too hard, too long in one breath, not used here, or not for school."""
    texts = list(_texts(root))
    found, hardest = grade(each.text() for each in texts), wording.HARDEST[AgeBand.ADULT]
    if texts and found > hardest:
        note(faults, root, "hard_to_read", f"It reads at grade {found:.1f}; {hardest:.0f} is the most.")
    for each in texts:
        wording.check_length(each.text(), each.line, wording.LONGEST_SENTENCE[Reader.ADULT], faults)
    wording.check_file(root, faults, avoided())
    if root.said("school") == "yes":
        _check_school([root.get("basis"), *_texts(root, at=SCHOOL)], faults)


def _check_school(texts: Iterable[Item], faults: Faults) -> None:
    for each in texts:
        for word in clinical_words(each.text()):
            note(faults, each, "not_for_school", f"'{word}' is not for school.")


def _texts(root: Item, at: str = "") -> Iterator[Item]:
    """Give every text that is read; `at` leaves out the situations of the other place."""
    yield root.get("title")
    for key in ("avoid", "help"):
        yield from root.get(key).items()
    yield from (each.get("words") for each in root.get("saying").items())
    yield from (each.get("line") for each in _does(root))
    for each in root.get("situations").items():
        if not at or each.said("where") in ("", at):
            yield from (each.get(name) for name in _TOLD)
