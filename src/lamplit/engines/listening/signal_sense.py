"""Weighs what the sentence encoder hears of harm; it may raise what was found, never lower it or take it away.

It speaks only where a telling word of some label stands in the text (`telling`), so that there are words to show.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from lamplit.engines.kernel import SignalLabel
from lamplit.engines.listening.encoder import encoder
from lamplit.engines.listening.signal_model import goes

SHARE_OF_PLAIN = 0.4  # how much the odds of cues and linear model count beside the encoder's
LEAST_PLAIN, MOST_PLAIN = -4.0, 4.0  # log odds
_EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the encoder hears in a text: which label is likeliest, and whether it is pressing."""

    label: SignalLabel
    pressing: bool


def heard_odds(share: float, plain: float) -> float:
    """Return the log odds that something is there: the encoder's share, helped or hindered by the plain odds."""
    inside = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside)) + SHARE_OF_PLAIN * min(max(plain, LEAST_PLAIN), MOST_PLAIN)


def hearing(text: str, plain: float, among: Collection[SignalLabel]) -> Hearing | None:
    """Return what the encoder hears in a text; None when it is not sure enough, or there is no encoder.

    `plain` is the log odds that cues and linear model give, `among` are the labels that have telling words.
    """
    known = encoder() if among else None
    sense = known.sense("signals", text) if known else None
    if sense is None:
        return None
    levels = sense.shares["level"]
    _, least, pressing_from = sense.sure("level")
    if heard_odds(1 - levels["none"], plain) < math.log(least / (1 - least)):
        return None
    pressing = levels["urgent"] >= pressing_from * (levels["urgent"] + levels["concern"])
    labels = [each for each in among if goes(each, pressing=pressing)]
    likeliest = max(labels, key=lambda each: sense.shares["label"][each.value], default=None)
    return Hearing(likeliest, pressing) if likeliest else None
