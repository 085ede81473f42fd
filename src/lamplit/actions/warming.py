"""Reads every content pack before anybody comes, so that no first visitor waits for it; leaves pages to the faces."""

from django.conf import settings

from lamplit.actions import help as helping
from lamplit.actions.kinds import every_kind
from lamplit.actions.parts import weathers
from lamplit.engines.practice.behaviours import behaviours
from lamplit.engines.records.policy import load_policy

HELP_PAGES = ("now", "find", "worried", "routes", "seek")


def read_packs() -> None:
    """Read the kinds, the policy of this house's country, the behaviours and the help pages; each stays in memory."""
    every_kind()
    weathers()
    load_policy(settings.COUNTRY)
    behaviours()
    helping.countries()
    for page in HELP_PAGES:
        helping.words(page)
