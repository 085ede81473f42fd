"""Says what a reply does and shows the words that do it; leaves better phrases and practice to the coach.

Reviewed phrases and a linear model decide together; what is shown as the reason is always words of the reply. Nothing
here rates a person: a reading is about one reply, and people who are trained for it disagree as well (`disagree`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from lamplit.engines.listening.encoder import Build, encoder, scored_by
from lamplit.engines.listening.linear import Head, LinearModel, Scored, read_model
from lamplit.engines.listening.marking import Spoke, marks_for, phrase_marks
from lamplit.engines.listening.phrases import Phrases, phrases
from lamplit.engines.listening.reply import (
    VIOLATIONS,
    Behaviour,
    Empathy,
    Mark,
    Nvc,
    Question,
    Reflection,
    Reply,
)
from lamplit.engines.listening.shape import Read, read_with
from lamplit.engines.records.reading import content_text

FLAGS = ("validation", "invalidating", "advice", "limit", "observation", "feeling", "need", "request", *VIOLATIONS)
KINDS_OF_EMPATHY = ("emotional_reaction", "interpretation", "exploration")
CLIMATE = ("warmth", "collaboration", "autonomy")
REFLECTS = "reflects"  # gives something back anywhere, also in a reply that mostly does something else
SHORTEST = 3  # tokens: what is no longer gives back only where that is all it does
ASKS_NOTHING = 0.5
WITH_PHRASE = 0.55  # of how sure the model must be, where a reviewed phrase was met as well
SURELY_DISMISSES = 0.8
SHORT = 40  # tokens: above, a reply tells a story even where it also asks for something
STORY = 15  # tokens of what was said before: above, somebody told what they live through
LONG_REFLECTION = 20  # tokens
SURELY_COMPLEX = 0.8
SURELY_REFLECTS = 0.6
IN_ANSWER = 0.4  # to a question: information mostly
AGAINST = frozenset(("invalidating", "demand_as_request", "judgement_as_observation", "pseudo_feeling"))
OF_OWN_NEEDS = frozenset(("limit", "request", "strategy_as_need", "demand_as_request"))
_NOTHING = Reply(
    behaviour="other", question=None, reflection=None, empathy=Empathy(0, 0, 0), validation=False, invalidating=False,
    advice=False, limit=False, nvc=Nvc(observation=False, feeling=False, need=False, request=False, violations=()),
    marks=(),
)  # fmt: skip


def skills_phrases() -> Phrases:
    """Return the reviewed phrases of replies."""
    return phrases("skills")


@cache
def skills_model() -> LinearModel:
    """Return the shipped model of replies; raises ModelError when the file is damaged."""
    return read_model(content_text("models", "skills.json"), "content/models/skills.json")


def read_reply(text: str, previous: str = "", build: Build | None = None) -> Reply:
    """Return what a reply does, in the light of what the other person said just before; `build` for another reader."""
    if not any(map(str.isalnum, text)):
        return _NOTHING
    read = read_with(skills_phrases(), text, previous)
    model, sensing = build or (skills_model(), encoder())
    met = {each.rule.label for each in read.found}
    scored, sense = scored_by((model, sensing), "skills", read.features, (text, previous), met)
    reply = judged(scored, sense.heads if sense else model.heads, read, plain=not sense and model is skills_model())
    return _with_marks(reply, read, (model, sense))


def read_climate(text: str) -> tuple[Mark, ...]:
    """Return where a reply shows warmth, works together or leaves the choice with the other person."""
    read = read_with(skills_phrases(), text)
    return tuple(mark for label in CLIMATE for mark in phrase_marks(label, read.of(label), skills_phrases()))


def judged(scored: Scored, heads: Sequence[Head], read: Read, *, plain: bool) -> Reply:
    """Turn shares into a reading without marks; `plain` is the shipped linear model alone, which shape helps along."""
    sure = {head.name: dict(zip(head.classes, head.sure, strict=True)) for head in heads}
    behaviour, flags = scored.best("behaviour"), scored.shares["flags"]
    held = frozenset(each for each in FLAGS if flags[each] >= _needed(sure["flags"][each], each, read))
    violations = tuple(each for each in VIOLATIONS if each in held)
    if violations and "sfirst" in read.features and not read.of("invalidating"):
        held -= {"invalidating"}  # nothing was said that could be made smaller: it is a judgement or a demand by itself
    return Reply(
        cast("Behaviour", behaviour),
        _question(scored, read, asks=behaviour == "question"),
        _reflection(scored, read, plain=plain) if _reflects(scored, sure[REFLECTS][REFLECTS], read, held) else None,
        _plain_empathy(scored, read, held) if plain else _empathy(scored, sure, read, held),
        "validation" in held, "invalidating" in held, "advice" in held, "limit" in held,
        Nvc("observation" in held, "feeling" in held, "need" in held, "request" in held, violations),
        (),
    )  # fmt: skip


def _needed(sure: float, flag: str, read: Read) -> float:
    """Return how sure one must be of a flag; words that were reviewed as kind are not lightly called dismissing."""
    if flag == "invalidating" and read.of("validation") and not read.of(flag):
        return max(sure, SURELY_DISMISSES)
    return sure * (WITH_PHRASE if read.of(flag) else 1)


def _question(scored: Scored, read: Read, *, asks: bool) -> Question | None:
    """Return the kind of question in a reply; one with a question mark is never without a kind."""
    shares = scored.shares["question"]
    if not (asks or "?" in read.tokens.words or shares["none"] < ASKS_NOTHING):
        return None
    return "open" if shares["open"] >= shares["closed"] else "closed"


def _reflects(scored: Scored, sure: float, read: Read, held: frozenset[str]) -> bool:
    """Say whether a reply gives something back, whatever else it does; one or two words seldom do.

    How sure to be is chosen low: whoever counts reflections would rather read one too many than miss what was given.
    A reproach and an answer to a question seldom give back.
    """
    if held & AGAINST:
        sure = max(sure, SURELY_REFLECTS)
    elif "sanswers" in read.features:
        sure = max(sure, IN_ANSWER)
    too = scored.shares[REFLECTS][REFLECTS] >= sure and len(read.tokens.words) > SHORTEST
    return scored.best("behaviour") == "reflection" or too


def _reflection(scored: Scored, read: Read, *, plain: bool) -> Reflection:
    """Return the kind of reflection; for the plain model a long one mostly adds meaning."""
    if not plain:
        return cast("Reflection", scored.best("reflection"))
    adds = len(read.tokens.words) >= LONG_REFLECTION or scored.shares["reflection"]["complex"] >= SURELY_COMPLEX
    return "complex" if adds else "simple"


def _empathy(scored: Scored, sure: Mapping[str, Mapping[str, float]], read: Read, held: frozenset[str]) -> Empathy:
    """Return the three kinds of empathy: whether there is any, by how sure one must be, and then how much.

    A phrase of warmth counts by itself, and so does telling of oneself in answer to somebody's story.
    """

    def level(kind: str) -> int:
        shares = scored.shares[kind]
        return 0 if 1 - shares["0"] < sure[kind]["1"] else 1 if shares["1"] >= shares["2"] else 2

    warmth, grasp, asking = map(level, KINDS_OF_EMPATHY)
    warmth = warmth or int(bool(read.of("emotional_reaction")) and not held & AGAINST)
    return Empathy(warmth, grasp or (_own_story(read) if read.before >= STORY else 0), asking)


def _plain_empathy(scored: Scored, read: Read, held: frozenset[str]) -> Empathy:
    """Return the three kinds of empathy; the plain model has read few forums, so phrases and shape speak as well."""
    warmth, grasp, asking = (int(scored.best(kind)) for kind in KINDS_OF_EMPATHY)
    warmth = warmth or int(bool(read.of("emotional_reaction")) and not held & AGAINST)
    needs = held & OF_OWN_NEEDS and len(read.tokens.words) < SHORT
    grasp = grasp or (0 if needs else _own_story(read))
    return Empathy(warmth, grasp, asking)


def _own_story(read: Read) -> int:
    """Return how far somebody tells of themselves, which on forums is how people show that they understand: 0 to 2."""
    return next((level for level, name in ((2, "sown3"), (1, "sown2")) if name in read.features), 0)


def _with_marks(reply: Reply, read: Read, spoke: Spoke) -> Reply:
    """Return the reading with the words that speak for each part of it."""
    marks: list[Mark] = []
    for label, head, wanted in _said(reply):
        marks += marks_for(label, read, skills_phrases(), spoke, (head, wanted))
    marks.sort(key=lambda mark: (mark.evidence.span.start, mark.evidence.span.end, mark.label))
    return replace(reply, marks=tuple(marks))


def _said(reply: Reply) -> Iterator[tuple[str, str, str]]:
    """Give every label a reading holds, with the head and class of the model it comes from."""
    if reply.behaviour in {"question", "reflection"}:
        yield reply.behaviour, "behaviour", reply.behaviour
    if reply.question:
        yield reply.question, "question", reply.question
    if reply.reflection:
        yield reply.reflection, REFLECTS, REFLECTS  # the words that give back, whichever kind it is
    for part in KINDS_OF_EMPATHY:
        if level := getattr(reply.empathy, part):
            yield part, part, str(level)
    for label in FLAGS:
        if _holds(reply, label):
            yield label, "flags", label


def _holds(reply: Reply, flag: str) -> bool:
    """Say whether a flag is up in a reading."""
    return flag in reply.nvc.violations or bool(getattr(reply, flag, getattr(reply.nvc, flag, False)))
