"""Weighs what the sentence encoder hears of harm; it may raise what was found, never lower it or take it away."""

import math
from dataclasses import dataclass

from lamplit.engines.kernel import SignalLabel
from lamplit.engines.listening.encoder import encoder
from lamplit.engines.listening.signal_model import goes

SHARE_OF_PLAIN = 0.4  # how much the odds of cues and linear model count beside the encoder's
LEAST_PLAIN, MOST_PLAIN = -4.0, 4.0  # log odds
EVERYDAY = -2.5  # plain log odds below which it is not asked: three of four everyday texts, one in a hundred others
_EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard in a text: which label is likeliest, whether it is pressing, and where the words stand that say so.

    `words` are code points in the text, None where no word stood out or where it is not the encoder that heard.
    """

    label: SignalLabel
    pressing: bool
    words: tuple[int, int] | None = None


def heard_odds(share: float, plain: float) -> float:
    """Return the log odds that something is there: the encoder's share, helped or hindered by the plain odds."""
    inside = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside)) + SHARE_OF_PLAIN * min(max(plain, LEAST_PLAIN), MOST_PLAIN)


def hearing(text: str, plain: float) -> Hearing | None:
    """Return what the encoder hears in a text; None when it is not sure enough, or there is no encoder.

    `plain` is the log odds that cues and linear model give.
    """
    known = encoder() if plain >= EVERYDAY else None
    sense = known.sense("signals", text) if known else None
    if sense is None:
        return None
    levels = sense.shares["level"]
    _, least, pressing_from = sense.sure("level")
    if heard_odds(1 - levels["none"], plain) < math.log(least / (1 - least)):
        return None
    pressing = levels["urgent"] >= pressing_from * (levels["urgent"] + levels["concern"])
    labels = [each for each in SignalLabel if goes(each, pressing=pressing)]
    likeliest = max(labels, key=lambda each: sense.shares["label"][each.value])
    return Hearing(likeliest, pressing, sense.words("level", "urgent" if pressing else "concern"))
