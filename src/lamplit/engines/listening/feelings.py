"""Names the feelings a text shows, with the words that show them; leaves what to do about them to people.

The model learnt 28 feelings from short English comments by adults (GoEmotions), where people agree with each other
only about half the time (`DISAGREE`). Nothing found never means that nothing is felt.
"""

from dataclasses import dataclass
from functools import cache

from lamplit.engines.kernel.evidence import Evidence, Span, evidence_of
from lamplit.engines.listening.encoder import encoder, scored_by
from lamplit.engines.listening.linear import Features, LinearModel, features_of, read_model
from lamplit.engines.listening.marking import Spoke
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
    scored, sense = scored_by((model, encoder()), "feelings", features, (text, ""))
    head, shares = (sense or model).heads[0], scored.shares["feelings"]
    sure = dict(zip(head.classes, head.sure, strict=True))
    held = sorted((name for name in shares if shares[name] >= sure[name]), key=lambda name: -shares[name])
    return tuple(Feeling(name, _words((model, sense), features, tokens, name)) for name in held if name != "neutral")


def _words(spoke: Spoke, features: Features, tokens: Tokens, name: str) -> tuple[Evidence, ...]:
    """Return the words that speak most for one feeling."""
    model, sense = spoke
    because = f"In comments that people read, these words often went with {name}."
    words = [reason.span for reason in model.reasons(features, tokens, "feelings", name, most=MOST_WORDS)]
    felt = sense.words("feelings", name) if sense else None
    return tuple(evidence_of(tokens.text, Span(*span), because) for span in ([felt] if felt else words))
