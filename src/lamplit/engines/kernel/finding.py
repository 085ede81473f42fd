"""What a reader of writing may find, and the port it is asked through; leaves the finding to `listening`.

A finding is words with a reason, never a rating of a person. Nothing found is never shown as "all is well".
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from lamplit.engines.kernel.evidence import Span


class ContentClass(StrEnum):
    """What writing is about (clinical.md 2.6); the letters are classes of content, not degrees."""

    HARD_FEELINGS = "A"
    SELF_HARM = "B"
    INTENT = "C"
    HURT_BY_OTHERS = "D"
    ABOUT_ANOTHER = "E"


class SignalLabel(StrEnum):
    """Every label a finding may carry (contract.md, "Findings")."""

    IDEATION_PASSIVE = "ideation_passive"
    IDEATION_ACTIVE = "ideation_active"
    SELF_HARM = "self_harm"
    PLAN = "plan"
    ACTING_NOW = "acting_now"
    GOODBYE = "goodbye"
    ATTEMPT_PAST = "attempt_past"
    ABUSE_SEXUAL = "abuse_sexual"
    ABUSE_PHYSICAL = "abuse_physical"
    ABUSE_EMOTIONAL = "abuse_emotional"
    NEGLECT = "neglect"
    GROOMING = "grooming"
    MISSING = "missing"
    BURDEN = "burden"
    NOT_BELONGING = "not_belonging"
    BULLYING = "bullying"
    WORRIED_ABOUT_OTHER = "worried_about_other"
    CARER_BURNOUT = "carer_burnout"
    FEAR_OF_HARMING = "fear_of_harming"


class Experiencer(StrEnum):
    """Whose it is: the writer's, another's, somebody's in a story, or nobody's in particular."""

    SELF = "self"
    CHILD = "child"
    OTHER_CHILD = "other_child"
    OTHER_ADULT = "other_adult"
    FICTIONAL = "fictional"
    GENERAL = "general"


class When(StrEnum):
    """When it is, as far as the words say."""

    NOW = "now"
    RECENT = "recent"
    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the words say: what, whose, when, in which words, and why it was noted.

    `span` counts code points of the text as it was given; `quote` is exactly those words. A negated, hypothetical,
    fictional or general finding is kept so that it can be shown and corrected; `counts` is False for it. `by_model`
    says that models heard it where no reviewed words say so.
    """

    label: SignalLabel
    class_: ContentClass
    span: Span
    quote: str
    experiencer: Experiencer
    time: When
    negated: bool
    hypothetical: bool
    because: str
    by_model: bool = False

    @property
    def counts(self) -> bool:
        """Say whether this is said of somebody real, as something that is or was so."""
        unreal = self.experiencer in {Experiencer.FICTIONAL, Experiencer.GENERAL}
        return not (self.negated or self.hypothetical or unreal)


@dataclass(frozen=True, slots=True)
class WritingContext:
    """What is known beside the words: age in whole years, whom the writing is about, and its language.

    Everything may be unknown: None and empty texts. `about` is one of the roles' words or free text ("self", "child").
    `language` is a code such as "en"; empty lets the reader tell for itself.
    """

    age: int | None = None
    about: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one text, in its order; `note` says why when the text could not be understood."""

    findings: tuple[Finding, ...]
    understood: bool = True
    note: str = ""


class SignalReader(Protocol):
    """Text and context in, findings out: the port through which safety and the faces read writing."""

    def read(self, text: str, context: WritingContext) -> Reading:
        """Return what `text` says; never raises for any text, and never keeps it."""
        ...
