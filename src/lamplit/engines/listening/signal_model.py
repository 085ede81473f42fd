"""The linear model that catches plain sentences no cue knows; leaves making findings of it to `signals`."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from lamplit.engines.kernel import ContentClass, SignalLabel, Span, When
from lamplit.engines.listening.cues import Cue
from lamplit.engines.listening.encoder import encoder, log_odds
from lamplit.engines.listening.linear import LinearModel, features_of, read_model
from lamplit.engines.listening.normalise import Plain
from lamplit.engines.listening.signal_classes import plain_class
from lamplit.engines.listening.telling import Places
from lamplit.engines.listening.tokens import Tokens
from lamplit.engines.records.reading import Item, content_text, read_items

MODEL = ("models", "signals.json")
LEVELS = ("none", "concern", "urgent")  # columns of the head "level"; never shown, never stored
EXPLICIT = 4.0  # weight of a cue that says it outright
MOST_DOUBT = -2.0  # log odds: as far as the model may doubt what is said outright
LITTLE = 0.1  # share that must be pressing when a cue says outright that it is
MORE_CUES = 0.7  # what a second cue adds to the weight of the first, in log odds
WORDS_SHOWN = 2
CLOSE = 0.05  # share of the likeliest label that another one needs to stand in for it
SURE = 0.15  # share of "nothing" below which any label with telling words may stand in
_NEAR = 8
_SURE_OF_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of one text: shares of its three levels and of every label."""

    levels: tuple[float, float, float]
    labels: dict[str, float]
    tokens: Tokens

    def odds(self, weight: float) -> float:
        """Return the log odds that something is there; `weight` is that of the cues that count, 0 without any."""
        nothing = min(max(self.levels[0], _SURE_OF_NOTHING), 1 - _SURE_OF_NOTHING)
        odds = math.log((1 - nothing) / nothing)
        return weight + (max(odds, MOST_DOUBT) if weight >= EXPLICIT else odds)

    @property
    def pressing(self) -> float:
        """Return how much of what is there is pressing, from 0 to 1."""
        return self.levels[2] / (self.levels[1] + self.levels[2] + _SURE_OF_NOTHING)


def tokens_of(plain: Plain) -> Tokens:
    """Return the words of a text as the linear models know them."""
    spans = tuple((word.start, word.end) for word in plain.words)
    return Tokens(plain.source, tuple(word.text for word in plain.words), spans)


@cache
def model() -> LinearModel:
    """Return the shipped model; raises ModelError when its file is damaged."""
    return read_model(content_text(*MODEL), f"content/{'/'.join(MODEL)}")


def opinion(plain: Plain) -> Opinion:
    """Return what the model makes of a text in plain words."""
    tokens = tokens_of(plain)
    scored = model().score(features_of(tokens))
    none, concern, urgent = (scored.shares["level"][each] for each in LEVELS)
    return Opinion((none, concern, urgent), dict(scored.shares["label"]), tokens)


def weight_of(cues: Collection[Cue]) -> float:
    """Return the weight of cues that count: of the heaviest, and a little for there being others."""
    return max((cue.weight for cue in cues), default=0.0) + MORE_CUES * (len({cue.name for cue in cues}) > 1)


def enough(found: Opinion, weight: float) -> bool:
    """Say whether model and cues together are sure enough to speak; more is asked of them where there is an encoder."""
    beside = encoder()
    least = beside.sure("signals", "level")[0] if beside else _sure("level", 1)
    return found.odds(weight) >= log_odds(least)


def pressing_enough(found: Opinion, weight: float) -> bool:
    """Say whether it is pressing; `weight` is of the cues if one of them says so, else 0: with it less is needed."""
    return found.pressing >= needed_share(weight, _sure("level", 2))


def needed_share(weight: float, alone: float) -> float:
    """Return how much of what is there must be pressing: `alone` without a cue that says so, less with one."""
    if not weight:
        return alone
    return LITTLE if weight >= EXPLICIT else 1 - alone


def likely_label(found: Opinion, among: Collection[SignalLabel], *, pressing: bool) -> SignalLabel | None:
    """Return the label the model finds likeliest among those that go with it, if it has telling words; else None.

    `among` are the labels with telling words. A label not far behind the likeliest may stand in for it.
    """
    going = [each for each in SignalLabel if goes(each, pressing=pressing)]
    most = max(found.labels[each.value] for each in going)
    needed = 0.0 if found.levels[0] < SURE else most * CLOSE
    near = [each for each in going if each in among and found.labels[each.value] >= needed]
    return max(near, key=lambda each: found.labels[each.value], default=None)


def goes(label: SignalLabel, *, pressing: bool) -> bool:
    """Say whether a label can be said: what is not pressing is no plan."""
    return pressing or (plain_class(label) is not ContentClass.INTENT and label is not SignalLabel.FEAR_OF_HARMING)


def shown(found: Opinion, places: Places, label: SignalLabel) -> tuple[Span, str]:
    """Return the telling words of a label as one place in the text, and the sentence that says so."""
    first, last = places[0]
    near = [each for each in places[:WORDS_SHOWN] if each[0] - last <= _NEAR]
    last = max(end for _, end in near)
    start, end = found.tokens.span(first, last)[0], max(span[1] for span in found.tokens.spans[first : last + 1])
    return Span(start, end), f"{_said('lead').format(words=_quoted(found, near))} {_meaning(label)}."


def sentence_said(label: SignalLabel) -> str:
    """Return what is said of a sentence in which a label was heard though no single word tells it."""
    return f"{_said('sentence')} {_meaning(label)}."


def _quoted(found: Opinion, places: Sequence[tuple[int, int]]) -> str:
    """Return the words that spoke, each quoted once."""
    said = [found.tokens.text[slice(*found.tokens.span(*place))] for place in places]
    return " and ".join(f'"{each}"' for each in dict.fromkeys(said))


@cache
def _told() -> Item:
    return read_items(content_text("lexicons", "en", "labels.yaml"), "content/lexicons/en/labels.yaml")


def _said(name: str) -> str:
    return _told().get(name).get("because").text()


def _meaning(label: SignalLabel) -> str:
    return _told().get("labels").get(label.value).get("because").text()


@cache
def _sure(head: str, column: int) -> float:
    return next(each for each in model().heads if each.name == head).sure[column]


def time_of(*, pressing: bool) -> When:
    """Return when something is that only the model found: now when it is pressing, else not long ago."""
    return When.NOW if pressing else When.RECENT
