"""The few words every engine shares: roles, ages, the viewer, spans and findings; nothing else."""

from lamplit.engines.kernel.ages import AgeBand, age_band, whole_years
from lamplit.engines.kernel.evidence import Evidence, Span, evidence_of
from lamplit.engines.kernel.finding import (
    ContentClass,
    Experiencer,
    Finding,
    Reading,
    SignalLabel,
    SignalReader,
    When,
    WritingContext,
)
from lamplit.engines.kernel.roles import ADULT_ROLES, CARER_ROLES, MemberState, Role
from lamplit.engines.kernel.saying import Saying, listed, one_after_another, say, say_many, shaped, with_commas
from lamplit.engines.kernel.viewer import Viewer

__all__ = [
    "ADULT_ROLES",
    "CARER_ROLES",
    "AgeBand",
    "ContentClass",
    "Evidence",
    "Experiencer",
    "Finding",
    "MemberState",
    "Reading",
    "Role",
    "Saying",
    "SignalLabel",
    "SignalReader",
    "Span",
    "Viewer",
    "When",
    "WritingContext",
    "age_band",
    "evidence_of",
    "listed",
    "one_after_another",
    "say",
    "say_many",
    "shaped",
    "whole_years",
    "with_commas",
]
