"""Says what a reply does and shows the words that do it; leaves better phrases and practice to the coach.

Reviewed phrases and a linear model decide together; what is shown as the reason is always words of the reply. Nothing
here rates a person: a reading is about one reply, and people who are trained for it disagree as well (`disagree`).
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import cast

from lamplit.engines.listening.linear import LinearModel, Scored, read_model
from lamplit.engines.listening.marking import marks_for, phrase_marks
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
REFLECTS_TOO = 0.3  # a reply that mostly does something else may still reflect


def skills_phrases() -> Phrases:
    """Return the reviewed phrases of replies."""
    return phrases("skills")


@cache
def skills_model() -> LinearModel:
    """Return the shipped model of replies; raises ModelError when the file is damaged."""
    return read_model(content_text("models", "skills.json"), "content/models/skills.json")


def read_reply(text: str, previous: str = "", model: LinearModel | None = None) -> Reply:
    """Return what a reply does, in the light of what the other person said just before; `model` for another build."""
    read = read_with(skills_phrases(), text, previous)
    chosen = model or skills_model()
    reply = judged(chosen.score(read.features), chosen)
    return _with_marks(reply, read, chosen)


def read_climate(text: str) -> tuple[Mark, ...]:
    """Return where a reply shows warmth, works together or leaves the choice with the other person."""
    read = read_with(skills_phrases(), text)
    return tuple(mark for label in CLIMATE for mark in phrase_marks(label, read.of(label), skills_phrases()))


def judged(scored: Scored, model: LinearModel) -> Reply:
    """Turn shares into a reading without marks."""
    sure = {each: least for head in model.heads for each, least in zip(head.classes, head.sure, strict=True)}
    behaviour = scored.best("behaviour")
    asks, flags = scored.shares["question"], scored.shares["flags"]
    question = scored.best("question") if behaviour != "question" else max(("open", "closed"), key=lambda e: asks[e])
    reflects = behaviour == "reflection" or scored.shares["behaviour"]["reflection"] >= REFLECTS_TOO
    held = {each for each in FLAGS if flags[each] >= sure[each]}
    violations = tuple(each for each in VIOLATIONS if each in held)
    return Reply(
        cast("Behaviour", behaviour),
        cast("Question", question) if question != "none" else None,
        cast("Reflection", scored.best("reflection")) if reflects else None,
        Empathy(*(int(scored.best(kind)) for kind in KINDS_OF_EMPATHY)),
        "validation" in held, "invalidating" in held, "advice" in held, "limit" in held,
        Nvc("observation" in held, "feeling" in held, "need" in held, "request" in held, violations),
        (),
    )  # fmt: skip


def _with_marks(reply: Reply, read: Read, model: LinearModel) -> Reply:
    """Return the reading with the words that speak for each part of it."""
    marks: list[Mark] = []
    for label, head, wanted in _said(reply):
        marks += marks_for(label, read, skills_phrases(), model, (head, wanted))
    marks.sort(key=lambda mark: (mark.evidence.span.start, mark.evidence.span.end, mark.label))
    return replace(reply, marks=tuple(marks))


def _said(reply: Reply) -> Iterator[tuple[str, str, str]]:
    """Give every label a reading holds, with the head and class of the model it comes from."""
    if reply.behaviour in {"question", "reflection"}:
        yield reply.behaviour, "behaviour", reply.behaviour
    for head, kind in (("question", reply.question), ("reflection", reply.reflection)):
        if kind:
            yield kind, head, kind
    for part in KINDS_OF_EMPATHY:
        if level := getattr(reply.empathy, part):
            yield part, part, str(level)
    for label in FLAGS:
        if _holds(reply, label):
            yield label, "flags", label


def _holds(reply: Reply, flag: str) -> bool:
    """Say whether a flag is up in a reading."""
    return flag in reply.nvc.violations or bool(getattr(reply, flag, getattr(reply.nvc, flag, False)))
