"""The words a page of writing asks in, from the kinds' own vocabulary; leaves what may be kept to the kinds."""

from collections.abc import Mapping
from dataclasses import dataclass

from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.vocabulary import Choice, FieldWords
from lamplit.web.forms.typed import Typed

AT_ONCE = 8  # about three rows of chips on a small phone
EVERY_TONE = 9

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its words, the answers shown at once, and those behind "More" (open when one is given)."""

    question: str
    hint: str
    near: tuple[Pair, ...]
    more: tuple[Pair, ...]
    more_open: bool

    @property
    def every(self) -> tuple[Pair, ...]:
        """Every answer, in order."""
        return self.near + self.more


def choices_of(kind: str, typed: Typed) -> Mapping[str, Asked]:
    """Return every question of a kind; answers that do not fit the tone are left out unless they were given."""
    return {name: _asked(words, name, typed) for name, words in KINDS[kind].words.fields.items()}


def labels_of(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Return what each pick of each question of a kind is called; questions without picks are left out."""
    return {name: labels for name, labels in KINDS[kind].labels.items() if labels}


def _asked(words: FieldWords, name: str, typed: Typed) -> Asked:
    fitting = sorted((choice for choice in words.choices if _fits(choice, name, typed)), key=_how_general)
    pairs = tuple((choice.value, choice.label) for choice in fitting)
    cut = AT_ONCE if len(pairs) > AT_ONCE + 1 else len(pairs)
    more = pairs[cut:]
    return Asked(words.question, words.hint, pairs[:cut], more, any(typed.has(name, value) for value, _ in more))


def _fits(choice: Choice, name: str, typed: Typed) -> bool:
    tone = typed.one("tone")
    return not choice.tones or not tone or tone in choice.tones or typed.has(name, choice.value)


def _how_general(choice: Choice) -> int:
    """Order answers made for one tone before those for several, and those for every tone last."""
    return len(choice.tones) or EVERY_TONE
