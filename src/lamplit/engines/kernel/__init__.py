"""The few words every engine shares: roles, membership states, ages and the viewer; nothing else."""

from lamplit.engines.kernel.ages import AgeBand, age_band, whole_years
from lamplit.engines.kernel.roles import ADULT_ROLES, CARER_ROLES, MemberState, Role
from lamplit.engines.kernel.viewer import Viewer

__all__ = ["ADULT_ROLES", "CARER_ROLES", "AgeBand", "MemberState", "Role", "Viewer", "age_band", "whole_years"]
