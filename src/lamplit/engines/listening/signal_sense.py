"""Weighs what the sentence encoder hears of harm; it may raise what was found, never lower it or take it away.

Where a telling word of some label stands in the text (`telling`), those words are shown. Where none does, a sentence is
shown, and only one that is heard by itself as well: so there is always something a person can look at.
"""

from collections.abc import Collection
from dataclasses import dataclass

from lamplit.engines.kernel import SignalLabel, Span
from lamplit.engines.listening.encoder import Encoder, encoder, log_odds
from lamplit.engines.listening.sentences import sentences_of
from lamplit.engines.listening.signal_model import goes

SHARE_OF_PLAIN = 0.4  # how much the odds of cues and linear model count beside the encoder's
LEAST_PLAIN, MOST_PLAIN = -4.0, 4.0  # log odds
ASKED_FROM = 0.0  # plain log odds from which it is asked without a telling word: for less, nothing was gained


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard in a text: which label is likeliest, whether it is pressing, and the sentence that says so.

    `sentence` is None where telling words are shown.
    """

    label: SignalLabel
    pressing: bool
    sentence: Span | None = None


def heard_odds(share: float, plain: float, *, told: bool) -> float:
    """Return the log odds that something is there: the encoder's share, helped or hindered by the plain odds.

    Without a telling word (`told`) the plain odds rest on words like "me" and "if": then they do not help.
    """
    most = MOST_PLAIN if told else 0.0
    return log_odds(share) + SHARE_OF_PLAIN * min(max(plain, LEAST_PLAIN), most)


def hearing(text: str, plain: float, among: Collection[SignalLabel]) -> Hearing | None:
    """Return what the encoder hears in a text; None when it is not sure enough, or there is no encoder.

    `plain` is the log odds that cues and linear model give, `among` are the labels that have telling words.
    """
    known = encoder() if among or plain >= ASKED_FROM else None
    sense = known.sense("signals", text) if known else None
    if known is None or sense is None:
        return None
    levels = sense.shares["level"]
    _, sure, pressing_from = sense.sure("level")
    least = log_odds(sure)
    if heard_odds(1 - levels["none"], plain, told=bool(among)) < least:
        return None
    pressing = levels["urgent"] >= pressing_from * (levels["urgent"] + levels["concern"])
    labels = [each for each in among or SignalLabel if goes(each, pressing=pressing)]
    likeliest = max(labels, key=lambda each: sense.shares["label"][each.value], default=None)
    if likeliest is None or among:
        return Hearing(likeliest, pressing) if likeliest else None
    sentence = _sentence(known, text, least)
    return Hearing(likeliest, pressing, sentence) if sentence else None


def _sentence(known: Encoder, text: str, least: float) -> Span | None:
    """Return the sentence that is heard most clearly by itself; None when none is heard clearly enough."""
    sentences = sentences_of(text)
    if len(sentences) == 1:
        return sentences[0].span
    heard = [(sense, each.span) for each in sentences if (sense := known.sense("signals", each.text))]
    odds = [(heard_odds(1 - sense.shares["level"]["none"], 0.0, told=False), span) for sense, span in heard]
    most, span = max(odds, key=lambda each: each[0], default=(least - 1, None))
    return span if most >= least else None
