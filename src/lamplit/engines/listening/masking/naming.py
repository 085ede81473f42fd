"""Decides of single words whether they name a person or a place, by lists and neighbours; `people` links them."""

from dataclasses import dataclass

from lamplit.engines.listening.masking.headed import adjoining
from lamplit.engines.listening.masking.lexicon import Lexicon, is_compound, is_plain_word
from lamplit.engines.listening.masking.tokens import Token

ENOUGH = 2.0  # what a word must weigh to be taken for a name
_APART = frozenset(".!?:;\n\u2022")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})
LIKELY = 1.2  # what is enough where the same name was found elsewhere in the text


@dataclass(frozen=True, slots=True)
class Page:
    """One text cut into words, with the names known beforehand (folded) and the words already spoken for."""

    text: str
    tokens: list[Token]
    lists: Lexicon
    known: frozenset[str]
    taken: frozenset[int]

    def near(self, at: int, step: int) -> Token | None:
        """Return the token `step` away when only a space, comma or bracket lies between, else None."""
        other = at + step
        if not 0 <= other < len(self.tokens):
            return None
        left, right = sorted((at, other))
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        if between == " ":
            return self.tokens[other]
        return self.tokens[other] if len(between) <= 4 and not _APART.intersection(between) else None

    def weigh(self, at: int) -> float:
        """Return how much speaks for a person's name at `at`; from ENOUGH on it is taken for one."""
        token = self.tokens[at]
        if at in self.taken or token.fold in _TITLES or self.is_phrase(at) or self._in_code(token):
            return 0.0
        weight = self._alone(at, token)
        if token.capital and token.fold not in self.lists.around("never"):
            weight += self._neighbours(at, token)
        elif (
            token.fold not in self.lists.around("never")
            and self._titled(at)
            and (not is_plain_word(token.fold) or self.tokens[at - 1].fold in {"mr", "mrs"})
        ):
            weight = 3.0
        return weight

    def is_given(self, fold: str) -> bool:
        """Say whether a word is a given name, or two joined by a hyphen."""
        given = self.lists.given
        return fold in given or self.is_run_on(fold) or ("-" in fold and all(part in given for part in fold.split("-")))

    def is_run_on(self, fold: str) -> bool:
        """Say whether a word is a name with the s of belonging run on: kaydens."""
        name = fold[:-1]
        if not fold.endswith("s") or len(fold) < 5 or fold in self.lists.given or fold in self.lists.family:
            return False
        return (name in self.lists.given or name in self.known) and not is_plain_word(fold) and not is_plain_word(name)

    def is_family(self, fold: str) -> bool:
        """Say whether a word is a family name, or ends like one."""
        endings = len(fold) > 5 and fold.endswith(self.lists.family_endings)
        return fold in self.lists.family or endings or ("-" in fold and self._double_barrelled(fold))

    def is_place(self, at: int) -> bool:
        """Say whether the word at `at` names a place."""
        token = self.tokens[at]
        listed = token.fold in self.lists.places
        if not (listed or token.capital) or at in self.taken or token.owned or self._titled(at):
            return False
        towards = (listed or not token.first) and self._placed(at)
        if listed and is_plain_word(token.fold):
            return token.capital and towards and not token.first
        if listed:
            return towards or not (self.is_given(token.fold) or (self.is_family(token.fold) and self._person_like(at)))
        if token.first or len(token.fold) <= 3:
            return False
        unknown = token.capital and not token.first and not self._is_word(token) and not self.is_given(token.fold)
        ends = token.fold.endswith(self.lists.place_endings) and len(token.fold) > 6
        return unknown and towards and (ends or not self.is_family(token.fold)) and len(token.fold) > 3

    def is_phrase(self, at: int) -> bool:
        """Say whether the word opens, or stands in, a phrase that is no name (will you, rose garden)."""
        if self.tokens[at].fold not in self.lists.phrase_words:
            return False
        folds = [token.fold + ("'s" if token.owned else "") for token in self.tokens[at : at + 4]]
        back = [token.fold for token in self.tokens[max(0, at - 2) : at]]
        if any(tuple(folds[:size]) in self.lists.not_names for size in range(2, 5)):
            return True
        if self.tokens[at].fold in self.known:
            return False
        single = (folds[0],) in self.lists.not_names
        return single or any((*back[-size:], folds[0]) in self.lists.not_names for size in (1, 2) if back)

    def _in_code(self, token: Token) -> bool:
        """Say whether the letters stand between two digits, as in a code (7efe4): no name, unless it is a known one."""
        sides = self.text[token.start - 1 : token.start] + self.text[token.end : token.end + 1]
        return len(sides) == 2 and sides.isdigit() and token.fold not in self.known

    def _alone(self, at: int, token: Token) -> float:
        """Return what the word weighs by itself."""
        fold = token.fold
        plain = is_plain_word(fold)
        seldom = fold in self.lists.around("seldom_names")
        if fold in self.known:
            return self._known(token, plain=plain, seldom=seldom)
        if len(fold) < 2 or any(fold in self.lists.around(key) for key in ("capitals", "never", "titles")):
            return 0.0
        given = self.is_given(fold)
        if not token.capital:
            kin = fold in self.lists.around("kin") or fold in self.lists.places
            return 2.0 if given and not plain and not seldom and not kin and len(fold) > 2 else 0.0
        if given and not seldom and (not plain or fold in self.lists.around("names_first")):
            return 3.0
        if given:
            return 0.6 if token.first else 2.0
        return self._unknown(at, token, plain=plain)

    @staticmethod
    def _known(token: Token, *, plain: bool, seldom: bool) -> float:
        """Return what a name known in the circle weighs; one that is a word too still needs its surroundings."""
        if not token.capital:
            return 0.0 if plain else 4.0
        return 1.4 if token.first and seldom else 4.0

    def _unknown(self, at: int, token: Token, *, plain: bool) -> float:
        """Return what a word weighs that is on no list of given names."""
        if plain:
            return 0.0 if token.first else (1.0 if self.is_family(token.fold) else 0.3) + self._among_people(at, token)
        if token.first and is_compound(token.fold) and not self.is_family(token.fold):
            return 0.9
        if token.shouted and len(token.fold) <= 5 and not self.is_family(token.fold):
            return 0.3
        if token.fold in self.lists.places and not self.is_family(token.fold):
            return 0.0
        return 2.0 if token.first and len(token.fold) > 2 else 2.2

    def _among_people(self, at: int, token: Token) -> float:
        """Return what it adds to a plain word with a capital that it stands where only a person can: told Bubbles."""
        before, after = self.near(at, -1), self.near(at, 1)
        if token.fold in self.lists.around("institutions") or (after is not None and after.capital and not after.first):
            beyond = after is not None and self.text[token.end : after.start] == ", " and self._sure(after.fold)
            return 1.8 if beyond and token.fold not in self.lists.around("institutions") else 0.0
        led = before is not None and before.fold in self.lists.around("people_only")
        listed = before is not None and self.text[before.end : token.start] == ", " and self._sure(before.fold)
        return 1.8 if led or (listed and before is not None and before.capital) else 0.0

    def _sure(self, fold: str) -> bool:
        """Say whether a word is a given name and nothing else."""
        return fold in self.lists.given and not is_plain_word(fold)

    def _neighbours(self, at: int, token: Token) -> float:
        """Return what the words around add or take away."""
        before, after = self.near(at, -1), self.near(at, 1)
        around = self.lists.around
        weight = 3.0 if self._titled(at) else 0.0
        if before is not None:
            weight += 2.0 * (before.fold in around("named") and token.capital)
            weight += 1.2 * (before.fold in around("kin") or before.fold in around("roles"))
            weight += 0.5 * (before.fold in around("towards") and not token.first)
        weight += 0.6 * token.owned
        weight += 0.7 * (token.first and self.text[token.end : token.end + 1] in {",", ")"})
        if after is not None:
            weight += self._does(at, token, after)
            weight += 0.7 * (after.capital and not after.first and self.is_family(after.fold))
            weight -= 2.6 * (after.fold in around("not_after_name") and self._is_thing(token))
        return weight

    def _does(self, at: int, token: Token, after: Token) -> float:
        """Return what it adds that the word does what people do (said, went), is joined to another, or only is."""
        if token.owned or after.capital:
            return 0.0
        if after.fold in {"and", "&", "who"}:
            beyond = self.near(at + 1, 1)
            return 1.0 if beyond is not None and beyond.capital else 0.0
        return 1.4 * (after.fold in self.lists.around("doing")) + 0.6 * (after.fold in self.lists.around("being"))

    def _is_thing(self, token: Token) -> bool:
        """Say whether this name is borne by things too."""
        seldom, brands = self.lists.around("seldom_names"), self.lists.around("brands")
        return token.fold in seldom or token.fold in brands or is_plain_word(token.fold)

    def _is_word(self, token: Token) -> bool:
        return is_plain_word(token.fold) or token.fold in self.lists.around("capitals")

    def _titled(self, at: int) -> bool:
        """Say whether a title stands right before."""
        if at == 0:
            return False
        title = self.tokens[at - 1]
        between = self.text[title.end : self.tokens[at].start]
        if (
            between != " " and (len(title.text) > 4 or between not in {". ", "."})
        ) or title.fold not in self.lists.around("titles"):
            return False
        return title.capital or title.fold in {"mr", "mrs", "ms", "miss", "dr", "pc"}

    def _placed(self, at: int) -> bool:
        """Say whether the words before lead to a place: in, near, moved to."""
        before, earlier = self.near(at, -1), self.near(at, -2)
        if before is None or before.fold not in self.lists.around("place_before"):
            return before is not None and before.fold in {"visit", "visited", "visiting"}
        if before.fold in {"to", "from", "at", "via"} and earlier is not None:
            return earlier.fold not in self.lists.around("person_before")
        return True

    def _person_like(self, at: int) -> bool:
        """Say whether a name follows another, or does what people do."""
        before, after = self.near(at, -1), self.near(at, 1)
        named = before is not None and before.capital and self.is_given(before.fold)
        does = after is not None and (
            after.fold in self.lists.around("doing") or after.fold in self.lists.around("being")
        )
        return named or does

    def _double_barrelled(self, fold: str) -> bool:
        return sum(part in self.lists.family for part in fold.split("-")) == len(fold.split("-"))


def follows_on(page: Page, at: int) -> bool:
    """Say whether the word at `at` is the family name (or an initial, or a second given name) of the word before."""
    token, before = page.tokens[at], page.tokens[at - 1]
    if at in page.taken or not token.capital or before.owned or not adjoining(page.text, before, token):
        return False
    between = page.text[before.end : token.start]
    if between not in {" ", "-"} and not (between == ". " and len(before.text) == 1):
        return False
    if len(token.text) == 1:
        return token.text not in "IA"
    if token.fold in page.lists.around("capitals") or token.fold in page.lists.around("school_heads"):
        return False
    plain = is_plain_word(token.fold)
    return (page.is_given(token.fold) and not plain) or page.is_family(token.fold) or (not plain and not token.shouted)
