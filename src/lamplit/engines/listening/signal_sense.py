"""Weighs what the sentence encoder hears of harm; it may raise what was found, never lower it or take it away."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from lamplit.engines.kernel import SignalLabel, Span
from lamplit.engines.listening.encoder import Sense, encoder
from lamplit.engines.listening.signal_model import goes, reason

SHARE_OF_PLAIN = 0.4  # how much the odds of cues and linear model count beside the encoder's
LEAST_PLAIN, MOST_PLAIN = -4.0, 4.0  # log odds
_EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the encoder hears in a text: whether it is pressing, which label is likeliest, and the words that say so."""

    pressing: bool
    label: SignalLabel
    span: Span
    because: str


def heard_odds(share: float, plain: float) -> float:
    """Return the log odds that something is there: the encoder's share, helped or hindered by the plain odds."""
    inside = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside)) + SHARE_OF_PLAIN * min(max(plain, LEAST_PLAIN), MOST_PLAIN)


def hearing(text: str, plain: float) -> Hearing | None:
    """Return what the encoder hears in a text; None when it is not sure enough, or there is no encoder.

    `plain` is the log odds that cues and linear model give.
    """
    known = encoder()
    sense = known.sense("signals", text) if known else None
    if sense is None:
        return None
    levels = sense.shares["level"]
    _, least, pressing_from = sense.sure("level")
    if heard_odds(1 - levels["none"], plain) < math.log(least / (1 - least)):
        return None
    pressing = levels["urgent"] >= pressing_from * (levels["urgent"] + levels["concern"])
    label = _likeliest(sense, [each for each in SignalLabel if goes(each, pressing=pressing)])
    span = sense.words("label", label.value) or sense.words("level", "urgent" if pressing else "concern")
    found = Span(*span) if span else Span(0, len(text))
    return Hearing(pressing, label, found, reason(found.of(text), label))


def _likeliest(sense: Sense, among: Collection[SignalLabel]) -> SignalLabel:
    """Return the label the encoder finds likeliest."""
    shares = sense.shares["label"]
    return max(among, key=lambda each: shares[each.value])
