"""After two hard moments in a row: whether the carer's home asks for something good; it never says how many."""

from collections.abc import Iterable

from lamplit.engines.records.kinds.kind import text_of
from lamplit.people import choices
from lamplit.vault.doorway import Visit
from lamplit.vault.entries import Opened

IN_A_ROW = 2
_MOMENTS = frozenset({"moment", "good_moment", "incident", "school_moment"})
_HARD = frozenset({"hard", "was_hard"})


def asks_for_good(visit: Visit, latest: Iterable[Opened]) -> bool:
    """Tell whether to ask: the newest two moments this carer reads here were hard, whoever wrote them.

    Only what stands on the screen anyway is looked at, newest first, so that nobody is noted as having read more.
    """
    tones = [_is_hard(each) for each in latest if each.kind in _MOMENTS and each.body is not None]
    if len(tones) < IN_A_ROW or not all(tones[:IN_A_ROW]):
        return False
    return choices.chosen(visit.viewer.person, choices.BALANCE, visit.viewer.circle) != choices.OFF


def set_asking(visit: Visit, *, on: bool) -> None:
    """Stop asking this person in this circle for good, or take that back."""
    choices.choose(visit.viewer.person, choices.BALANCE, choices.ON if on else choices.OFF, visit.viewer.circle)


def _is_hard(opened: Opened) -> bool:
    return opened.kind == "incident" or (opened.body is not None and text_of(opened.body, "tone") in _HARD)
