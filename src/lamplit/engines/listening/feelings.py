"""Names the feelings a text shows, with the words that show them; leaves what to do about them to people.

The model learnt 28 feelings from short English comments by adults (GoEmotions), where people agree with each other
only about half the time (`DISAGREE`). Nothing found never means that nothing is felt.
"""

from dataclasses import dataclass
from functools import cache

from lamplit.engines.kernel.evidence import Evidence, Span, evidence_of
from lamplit.engines.listening.linear import Features, LinearModel, features_of, read_model
from lamplit.engines.listening.tokens import Tokens, read_tokens
from lamplit.engines.records.reading import content_text

DISAGREE = 0.5
MOST_WORDS = 3  # shown for one feeling


@dataclass(frozen=True, slots=True)
class Feeling:
    """One feeling a text shows: its name in GoEmotions, and the words that speak most for it."""

    name: str
    words: tuple[Evidence, ...]
    disagree: float = DISAGREE


@cache
def feelings_model() -> LinearModel:
    """Return the shipped model of feelings; raises ModelError when the file is damaged."""
    return read_model(content_text("models", "feelings.json"), "content/models/feelings.json")


def read_feelings(text: str) -> tuple[Feeling, ...]:
    """Return the feelings a text shows, the surest first; `neutral` is not a feeling and never returned."""
    tokens, model = read_tokens(text), feelings_model()
    features = features_of(tokens)
    shares = model.score(features).shares["feelings"]
    sure = dict(zip(model.heads[0].classes, model.heads[0].sure, strict=True))
    held = sorted((name for name in shares if shares[name] >= sure[name]), key=lambda name: -shares[name])
    return tuple(Feeling(name, _words(model, features, tokens, name)) for name in held if name != "neutral")


def _words(model: LinearModel, features: Features, tokens: Tokens, name: str) -> tuple[Evidence, ...]:
    """Return the words that speak most for one feeling."""
    reasons = model.reasons(features, tokens, "feelings", name, most=MOST_WORDS)
    because = f"In comments that people read, these words often went with {name}."
    return tuple(evidence_of(tokens.text, Span(*reason.span), because) for reason in reasons)
