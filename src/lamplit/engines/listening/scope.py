"""Says what the words around a cue do to it: denied, another's, past, in a story, a way of speaking.

After ConText (Harkema and others 2009): a few words before a cue reach forward until something ends them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lamplit.engines.kernel import Experiencer, When
from lamplit.engines.listening.cues import phrases_of
from lamplit.engines.listening.normalise import Plain
from lamplit.engines.listening.wordings import Wording, any_of
from lamplit.engines.records.reading import ContentError, Faults, check_header, content_text, read_items

REACH = 5  # words a negation reaches forward
LOOK_BACK = 9  # words in which whoever a cue is about is looked for
_LISTS = ("negations", "barriers", "others", "children", "charges", "adults", "past_years")
_PHRASES = ("double", "lies", "now", "recent", "past", "ended", "future", "grown_voice", "fiction", "general",
            "hypothetical", "joking", "idioms", "others", "adults", "charges")  # fmt: skip
_ENDS = frozenset(".?!\n;")
_SELF = frozenset(["i", "me", "my", "myself", "mine", "we", "us", "our"])
_OTHER_SELF = frozenset(["himself", "herself", "themselves"])


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """The words of one language that change what a cue says."""

    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Wording]


@cache
def scope_words(language: str = "en") -> ScopeWords:
    """Return the words of scope of a language; raises ContentError when the file is faulty."""
    file = f"content/lexicons/{language}/scope.yaml"
    root = read_items(content_text("lexicons", language, "scope.yaml"), file)
    faults = Faults(file)
    check_header(root, faults)
    for name in sorted({*_LISTS, *_PHRASES}):
        if not root.get(name).text().strip():
            faults.add(root, "text_missing", f"Add '{name}:'.")
    faults.settle(ContentError)
    words = {name: frozenset(root.get(name).text().replace(", ", " ").split()) for name in _LISTS}
    return ScopeWords(words, {name: any_of(phrases_of(root.get(name))) for name in _PHRASES})


class Surroundings:
    """One text and everything in it that changes what a cue says; asked once for each cue that was met."""

    def __init__(self, plain: Plain, told: ScopeWords) -> None:
        """Look the text over once."""
        self.words = [word.text for word in plain.words]
        self._told = told
        self._plain = plain
        self._places = {name: self._met(name) for name in _PHRASES}
        self._sentence = self._sentences()
        self.grown = bool(self._places["grown_voice"])

    def _met(self, name: str) -> list[tuple[int, int]]:
        """Return first and last word of every phrase of a list."""
        shape = self._told.phrases[name].shape
        text, index = self._plain.text, self._plain.index
        return [(index(match.start()), index(match.end() - 2)) for match in shape.finditer(text)]

    def _sentences(self) -> list[int]:
        """Return for each word which sentence it is in."""
        found, number = [], 0
        for word in self.words:
            found.append(number)
            number += word in _ENDS
        return found

    def _beside(self, name: str, first: int, last: int) -> bool:
        """Say whether a phrase stands in the same sentence."""
        here = range(self._sentence[first], self._sentence[last] + 1)
        return any(self._sentence[start] in here for start, _ in self._places[name])

    def in_idiom(self, first: int, last: int) -> bool:
        """Say whether a cue shares its words with a way of speaking that says nothing of the kind."""
        return any(start <= last and first <= end for start, end in self._places["idioms"])

    def negated(self, first: int, last: int) -> bool:
        """Say whether a cue is denied; a denial denied, or called a lie, is none."""
        if self._places["lies"] or self._beside("double", first, last):
            return False
        barriers, negations = self._told.words["barriers"], self._told.words["negations"]
        for at in range(first - 1, max(-1, first - 1 - REACH), -1):
            if self.words[at] in barriers or self.words[at] in _ENDS:
                return False
            if self.words[at] in negations:
                return True
        return False

    def hypothetical(self, first: int, last: int) -> bool:
        """Say whether a cue is only imagined or said in fun."""
        return self._beside("hypothetical", first, last) or len(self._near("joking", first, last)) > 1

    def _near(self, name: str, first: int, last: int) -> list[tuple[int, int]]:
        return [(start, end) for start, end in self._places[name] if start - last < 12 and first - end < 12]

    def unreal(self, first: int, last: int) -> Experiencer | None:
        """Return FICTIONAL or GENERAL when a cue is of a story, a game, a lesson or a rule; else None."""
        if self._beside("fiction", first, last):
            return Experiencer.FICTIONAL
        return Experiencer.GENERAL if self._beside("general", first, last) else None

    def experiencer(self, first: int, last: int) -> Experiencer:
        """Return whose a cue is: by its own words, else by whoever was named last before it in the sentence."""
        inside = self.words[first : last + 1]
        if "myself" in inside:
            return Experiencer.SELF
        if not _OTHER_SELF.isdisjoint(inside):
            return self.other(first, last)
        others = self._told.words["others"]
        for at in range(last, max(-1, first - LOOK_BACK), -1):
            word = self.words[at]
            if word in _ENDS or self._sentence[at] != self._sentence[last]:
                break
            mine = at > 0 and self.words[at - 1] in _SELF
            if word in ("i", "me", "myself"):
                return Experiencer.SELF
            if word in others and (at < first or word in ("she", "he", "they")) and not (mine and at >= first):
                return self.other(first, last)
        return self._unnamed(first)

    def _unnamed(self, first: int) -> Experiencer:
        """Return whose a sentence without a person is: a grown-up who writes of a child writes of the child."""
        if self.grown and "i" not in self.words:
            return Experiencer.CHILD
        before = self.words[:first]
        return Experiencer.OTHER_CHILD if "i" not in self.words and {"she", "he"} & set(before) else Experiencer.SELF

    def other(self, first: int, last: int) -> Experiencer:
        """Return which other person: a child in the writer's care, a grown-up, or another child."""
        words = set(self.words)
        if self._beside("charges", first, last) or self.grown:
            return Experiencer.CHILD
        near = set(self.words[max(0, first - LOOK_BACK) : last + 1])
        if near & self._told.words["adults"] and not near & self._told.words["children"]:
            return Experiencer.OTHER_ADULT
        return Experiencer.CHILD if words & self._told.words["charges"] else Experiencer.OTHER_CHILD

    def time(self, first: int, last: int, otherwise: When) -> When:
        """Return when a cue is: past beats now, now beats recent; without any word, `otherwise`."""
        years = self._told.words["past_years"]
        if self._places["past"] or any(word in years for word in self.words):
            return When.PAST
        if otherwise in (When.PAST, When.FUTURE):
            return otherwise
        if self._beside("now", first, last):
            return When.NOW
        if otherwise is When.UNCLEAR and self._beside("recent", first, last):
            return When.RECENT
        return otherwise

    def ended(self) -> bool:
        """Say whether the text says that it is over."""
        return bool(self._places["ended"])
