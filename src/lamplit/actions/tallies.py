"""How often something went which way, in words; leaves finding what its reader may read to callers."""

from collections import Counter
from collections.abc import Iterable

from lamplit.engines.kernel.saying import say, with_commas
from lamplit.engines.records.kinds.tried import TRIED

NOTHING_YET = say("Nothing back yet.")


def tally(hows: Iterable[str]) -> str:
    """Return "It went well 2, Not tried yet 1", in the order of the picks; a calm line for none."""
    counted = Counter(hows)
    said = [
        say("{how} {count}", how=each.label, count=counted[each.value])
        for each in TRIED.words.fields["how"].choices
        if counted[each.value]
    ]
    return with_commas(said) if said else NOTHING_YET
