"""What is found in a reply and in a client's turn, as plain values; leaves finding it to the readers beside it."""

from dataclasses import dataclass
from typing import Literal

from lamplit.engines.kernel.evidence import Evidence

Behaviour = Literal["question", "reflection", "input", "other"]
Question = Literal["open", "closed"]
Reflection = Literal["simple", "complex"]
Talk = Literal["change", "sustain", "neutral"]
Violation = Literal["judgement_as_observation", "pseudo_feeling", "strategy_as_need", "demand_as_request"]
VIOLATIONS: tuple[Violation, ...] = (
    "judgement_as_observation", "pseudo_feeling", "strategy_as_need", "demand_as_request",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing a text does: the words that do it and why, and how often trained people disagree on it (0 to 1).

    `instead` is a reviewed sentence that may be offered where the words dismiss or demand; else it is empty.
    """

    label: str
    evidence: Evidence
    disagree: float
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Empathy:
    """Three kinds of empathy, each 0 (none), 1 (some) or 2 (strong)."""

    emotional_reaction: int
    interpretation: int
    exploration: int


@dataclass(frozen=True, slots=True)
class Nvc:
    """The four parts of nonviolent communication that are there, and what stands where a part could be."""

    observation: bool
    feeling: bool
    need: bool
    request: bool
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What one reply of an adult does. It is about these words, never about the person who wrote them."""

    behaviour: Behaviour
    question: Question | None
    reflection: Reflection | None
    empathy: Empathy
    validation: bool
    invalidating: bool
    advice: bool
    limit: bool
    nvc: Nvc
    marks: tuple[Mark, ...]

    def marks_of(self, label: str) -> tuple[Mark, ...]:
        """Return the marks that carry one label."""
        return tuple(mark for mark in self.marks if mark.label == label)


@dataclass(frozen=True, slots=True)
class Hint:
    """What models take a turn for: the words, and how sure they are (1: as sure as a yes needs; log odds above that).

    `stated` says that they are sure enough for a report to say so without a reviewed phrase.
    """

    mark: Mark
    strength: float
    stated: bool = False


@dataclass(frozen=True, slots=True)
class ClientTurn:
    """What one turn of a client says: towards change, towards staying, or neither, and what stands out in it."""

    talk: Talk
    insight: bool
    self_acceptance: bool
    commitment: bool
    emotion_shift: bool
    marks: tuple[Mark, ...]
    struggle: Mark | None = None  # where something hard is told; no part of what speaks for or against a change
    hints: tuple[Hint, ...] | None = None  # for what it may be worth reading again; None: too short to tell
    signs: float | None = None  # log odds above those needed that it says something about harm; None: nobody asked

    def marks_of(self, label: str) -> tuple[Mark, ...]:
        """Return the marks that carry one label."""
        return tuple(mark for mark in self.marks if mark.label == label)
