"""Says which way a client's turn speaks and what stands out in it, with the words; leaves sessions to the report.

Of a turn by itself, insight, self-acceptance and commitment are what the linear model is sure of, or half sure where a
reviewed phrase was met; that a feeling turns is read from phrases. What all models make of these, and of a strain
between two people, is kept as hints, by which a report chooses what to list and what to read again.
"""

from collections.abc import Iterator
from functools import cache
from typing import cast

from lamplit.engines.listening.encoder import Build, Sense, encoder, log_odds
from lamplit.engines.listening.linear import LinearModel, Scored, read_model
from lamplit.engines.listening.marking import Spoke, marks_for, model_mark
from lamplit.engines.listening.phrases import Phrases, phrases
from lamplit.engines.listening.reply import ClientTurn, Hint, Mark, Talk
from lamplit.engines.listening.shape import Read, read_with
from lamplit.engines.records.reading import content_text

WITH_PHRASE = 1 / 3
KINDS = {
    "want_to": "desire", "able_to": "ability", "reasons_for": "reason", "must_change": "need", "steps": "step",
}  # fmt: skip
SIDES = ("change", "sustain")
STANDS_OUT = ("insight", "self_acceptance", "commitment")
TURNING = ("emotion_shift", "rupture")
STRUGGLE = "struggle"
SIGNS = "signs"
HINTED = ("flags", "turning")
LEAST_HINT = 0.6  # of `strength`: from here on a place is worth a look
PER_ODDS = 0.35  # of `strength` for each step in log odds: odds 17 times as high are worth one more
# Shares (linear model alone, with the encoder) from which about four of five readings were right, in 24 marked sessions
# each read by models that had seen none of its writer's.
STATED = {
    "insight": (0.92, 0.85),
    "self_acceptance": (0.85, 0.7),
    "commitment": (0.9, 0.8),
    "emotion_shift": (0.75, 0.6),
}
NEVER = (1.1, 1.1)
SHORTEST = 4  # tokens, the full stop among them: "Tidy." tells nobody anything by itself


def talk_phrases() -> Phrases:
    """Return the reviewed phrases of clients' turns."""
    return phrases("talk")


@cache
def talk_model() -> LinearModel:
    """Return the shipped model of clients' turns; raises ModelError when the file is damaged."""
    return read_model(content_text("models", "talk.json"), "content/models/talk.json")


def read_client_turn(text: str, previous: str = "", build: Build | None = None) -> ClientTurn:
    """Return what one turn says, in the light of what was said just before; `build` for another reader."""
    read = read_with(talk_phrases(), text, previous)
    model, sensing = build or (talk_model(), encoder())
    plain = model.score(read.features)
    sense = sensing.sense("talk", text, previous) if sensing else None
    scored = sense.with_plain(plain) if sense else plain
    reviewed = len([side for side in SIDES if read.of(side)]) == 1  # what reviewed words say stands
    talk = (plain if reviewed else scored).best("talk")
    held = _held(plain, model, read)
    shifts = bool(read.of("emotion_shift"))
    marks = tuple(_marks(read, (model, None if reviewed else sense), talk, held))
    return ClientTurn(
        cast("Talk", talk), "insight" in held, "self_acceptance" in held, "commitment" in held, shifts, marks,
        _struggle(scored, read, (model, sense)),
        tuple(_hints(scored, read, (model, sense))) if len(read.tokens.words) > SHORTEST else None,
        _signs(sense),
    )  # fmt: skip


def kinds_of(turn: ClientTurn) -> tuple[str, ...]:
    """Return how a turn speaks of change, by the phrases met in it, and whether it speaks kindly of oneself."""
    found = [kind for mark in turn.marks_of("change") if (kind := _by_reason().get(mark.evidence.because))]
    found += ["commitment"] if turn.commitment and turn.talk != "sustain" else []
    found += ["self_acceptance"] if turn.self_acceptance else []
    return tuple(dict.fromkeys(found))


@cache
def _by_reason() -> dict[str, str]:
    """Return the kind of each rule of change talk by the sentence that explains it."""
    return {rule.because: KINDS[rule.name] for rule in talk_phrases().rules if rule.name in KINDS}


def _held(scored: Scored, model: LinearModel, read: Read) -> frozenset[str]:
    """Return what stands out, where the model is sure enough; it need not be so sure where a phrase was met."""
    head = next(each for each in model.heads if each.name == "flags")
    shares = scored.shares["flags"]
    least = {
        each: sure * (WITH_PHRASE if read.of(each) else 1) for each, sure in zip(head.classes, head.sure, strict=True)
    }
    return frozenset(each for each in least if shares[each] >= least[each])


def _struggle(scored: Scored, read: Read, spoke: Spoke) -> Mark | None:
    """Return the words that tell of something hard, where the models are sure enough; None where they are not."""
    model, sense = spoke
    head = next(each for each in (sense or model).heads if each.name == STRUGGLE)
    if scored.shares[STRUGGLE][STRUGGLE] < head.sure[0] or len(read.tokens.words) <= SHORTEST:
        return None
    return model_mark(STRUGGLE, read, phrases("session"), spoke, (STRUGGLE, STRUGGLE))


def _signs(sense: Sense | None) -> float | None:
    """Return the log odds, above those needed, that a turn says something about harm; None without an encoder."""
    if sense is None or SIGNS not in sense.shares:
        return None
    return log_odds(sense.shares[SIGNS][SIGNS]) - log_odds(sense.sure(SIGNS)[0])


def _hints(scored: Scored, read: Read, spoke: Spoke) -> Iterator[Hint]:
    """Give what the turn may be worth reading again for, with the words that weighed most."""
    model, sense = spoke
    for head in (sense or model).heads:
        for label, sure in zip(head.classes, head.sure, strict=True) if head.name in HINTED else ():
            share = scored.shares[head.name][label]
            strength = 1 + PER_ODDS * (log_odds(share) - log_odds(sure))
            if strength >= LEAST_HINT:
                mark = model_mark(label, read, phrases("session"), spoke, (head.name, label))
                yield Hint(mark, strength, share >= STATED.get(label, NEVER)[sense is not None])


def _marks(read: Read, spoke: Spoke, talk: str, held: frozenset[str]) -> Iterator[Mark]:
    """Give the words for everything that was read."""
    if talk != "neutral":
        yield from marks_for(talk, read, talk_phrases(), spoke, ("talk", talk))
    for label in STANDS_OUT:
        if label in held:
            yield from marks_for(label, read, talk_phrases(), spoke, ("flags", label))
    if read.of("emotion_shift"):
        yield from marks_for("emotion_shift", read, talk_phrases(), spoke, None)
