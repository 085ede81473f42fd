"""The kinds of entry there are, one module each; a kind that is not in this table does not exist."""

from types import MappingProxyType

from lamplit.engines.records.kinds.asq import ASQ
from lamplit.engines.records.kinds.assignment import ASSIGNMENT
from lamplit.engines.records.kinds.check_in import CHECK_IN
from lamplit.engines.records.kinds.concern import CONCERN
from lamplit.engines.records.kinds.drawing import DRAWING
from lamplit.engines.records.kinds.fear import FEAR
from lamplit.engines.records.kinds.felt_safe import FELT_SAFE
from lamplit.engines.records.kinds.fields import Problem
from lamplit.engines.records.kinds.fuel import FUEL
from lamplit.engines.records.kinds.good_moment import GOOD_MOMENT
from lamplit.engines.records.kinds.hope import HOPE
from lamplit.engines.records.kinds.incident import INCIDENT
from lamplit.engines.records.kinds.journal import JOURNAL
from lamplit.engines.records.kinds.kind import NO_BEARING, Bearing, Checked, Kind, Part
from lamplit.engines.records.kinds.moment import MOMENT
from lamplit.engines.records.kinds.need import NEED
from lamplit.engines.records.kinds.photo import PHOTO
from lamplit.engines.records.kinds.plan_part import PLAN_PART
from lamplit.engines.records.kinds.plan_rule import PLAN_RULE
from lamplit.engines.records.kinds.practice_done import PRACTICE_DONE
from lamplit.engines.records.kinds.practice_run import PRACTICE_RUN
from lamplit.engines.records.kinds.recording import RECORDING
from lamplit.engines.records.kinds.reply import REPLY
from lamplit.engines.records.kinds.school_moment import SCHOOL_MOMENT
from lamplit.engines.records.kinds.school_steps import SCHOOL_STEPS
from lamplit.engines.records.kinds.signal import SIGNAL
from lamplit.engines.records.kinds.strength import STRENGTH
from lamplit.engines.records.kinds.support import SUPPORT
from lamplit.engines.records.kinds.tried import TRIED

__all__ = ["KINDS", "NO_BEARING", "Bearing", "Checked", "Kind", "Part", "Problem"]

_EVERY = (
    CHECK_IN,
    JOURNAL,
    MOMENT,
    GOOD_MOMENT,
    PHOTO,
    SCHOOL_MOMENT,
    REPLY,
    INCIDENT,
    PRACTICE_RUN,
    DRAWING,
    ASSIGNMENT,
    PRACTICE_DONE,
    PLAN_PART,
    PLAN_RULE,
    STRENGTH,
    HOPE,
    SIGNAL,
    SUPPORT,
    FUEL,
    FELT_SAFE,
    FEAR,
    CONCERN,
    NEED,
    TRIED,
    SCHOOL_STEPS,
    ASQ,
    RECORDING,
)
KINDS: MappingProxyType[str, Kind] = MappingProxyType({kind.code: kind for kind in _EVERY})
