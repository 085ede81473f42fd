"""What a practice is once it is read: facts, a variant for each age band, steps; leaves reading to `loader`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.practice.expressions import Expression


class Inward(StrEnum):
    """Whether a practice turns someone inward, or to their past; either asks for the gate (rule D16)."""

    NO = "no"
    INWARD = "inward"
    PAST = "past"


class Label(StrEnum):
    """How much is known about whether a practice helps (clinical.md section 3)."""

    STRONG = "strong"
    SOME = "some"
    PRACTICE_BASED = "practice-based"
    LIMITED = "limited"
    NONE = "none"


class Section(StrEnum):
    """Which part of the whole a step stands in."""

    OPENING = "opening"
    GATE = "gate"
    BODY = "body"
    CLOSING = "closing"
    DIVERTED = "diverted"
    STOPPED = "stopped"


class Reader(StrEnum):
    """Who has the words before their eyes; the reading age is theirs."""

    CHILD = "child"
    ADULT = "adult"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about a practice, who says so, and the day somebody looked (year-month-day)."""

    label: Label
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Review:
    """Who wrote a practice and who has looked at it; "not yet" is an honest value."""

    author: str
    reviewed_on: str
    clinician: str
    lived_experience: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: what is stored and what is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to breathe: counts in seconds for in, hold, out and rest, and how often."""

    value: str
    label: str
    counts: tuple[int, int, int, int]
    rounds: int

    @property
    def seconds(self) -> int:
        """Return how long the pattern takes."""
        return sum(self.counts) * self.rounds


class Step(NamedTuple):
    """One screen: its type, its words, when it is shown, and what may be answered.

    `relevant` and `constraint` are expressions over earlier answers; None means always. `lines` are shown below the
    label. `lowest` and `highest` bound a scale, `least` and `most` the number of things picked or listed. `seconds`
    is how long a timer runs. `voice` and `who` say whose words these are. `of` names the list that is sorted here.
    A step that is `always` there comes even after somebody has said that it is enough. A tuple, because a library of
    practices holds ten thousand of them, each made out of another twice or more.
    """

    name: str
    type: str
    label: str
    line: int
    hint: str = ""
    required: bool = False
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: str = ""
    choices: tuple[Choice, ...] = ()
    bins: tuple[Choice, ...] = ()
    lines: tuple[str, ...] = ()
    voice: str = ""
    who: str = ""
    faces: bool = False
    low: str = ""
    high: str = ""
    lowest: int = 0
    highest: int = 10
    least: int = 0
    most: int = 0
    seconds: int = 0
    of: str = ""
    always: bool = False
    section: Section = Section.BODY
    pattern: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One age band of a practice: its steps, or a sentence saying why it is not for this age."""

    band: AgeBand
    line: int
    not_for: str = ""
    title: str = ""
    purpose: str = ""
    minutes: int = 0
    inward: Inward = Inward.NO
    reader: Reader = Reader.CHILD
    therapist_enabled: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def offered(self) -> bool:
        """Say whether there is anything to play for this age."""
        return not self.not_for

    @property
    def gated(self) -> bool:
        """Say whether the gate stands before it."""
        return self.inward is not Inward.NO


@dataclass(frozen=True, slots=True)
class Practice:
    """One reviewed activity, whole."""

    slug: str
    area: str
    title: str
    purpose: str
    roles: frozenset[Role]
    modalities: tuple[str, ...]
    helps_with: tuple[str, ...]
    evidence: Evidence
    cautions: tuple[str, ...]
    content_notes: tuple[str, ...]
    source: str
    licence: str
    review: Review
    bands: Mapping[AgeBand, Variant]
    timed: bool = False
    short: bool = False
    together: bool = False
    off_screen: bool = False
    skill: str = ""
    theirs: bool = False
