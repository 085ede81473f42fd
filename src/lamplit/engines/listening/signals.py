"""Reads what a text says about harm and shows the words that say so; leaves what to offer to `safety`.

Three steps: cues of the lexicons are met, what surrounds them is weighed (`scope`), and a linear model catches plain
sentences the cues do not know. A finding is never a rating, and nothing found never means that all is well.
"""

from collections.abc import Iterable, Iterator

from lamplit.engines.kernel import (
    ContentClass,
    Experiencer,
    Finding,
    Reading,
    SignalLabel,
    When,
    WritingContext,
)
from lamplit.engines.listening.cues import Cue, Cues, cues
from lamplit.engines.listening.languages import NOT_UNDERSTOOD, understood
from lamplit.engines.listening.normalise import Plain, normalise
from lamplit.engines.listening.scope import Surroundings, scope_words
from lamplit.engines.listening.signal_classes import class_of

Met = tuple[Cue, int, int]


class SignalEngine:
    """The listening engine's `SignalReader`: pure, offline, and the same answer every time."""

    def read(self, text: str, context: WritingContext | None = None) -> Reading:
        """Return what `text` says; never raises for any text, and keeps nothing."""
        told = context or WritingContext()
        plain = normalise(text)
        if not understood(plain, told.language):
            return Reading((), understood=False, note=NOT_UNDERSTOOD)
        return Reading(tuple(ordered(findings_of(plain, told))))


def findings_of(plain: Plain, context: WritingContext) -> Iterator[Finding]:
    """Yield what the cues say of a text in plain words."""
    around = Surroundings(plain, scope_words())
    for cue, first, last in met_cues(plain, cues(), around):
        yield _finding(plain, around, (cue, first, last), context)


def met_cues(plain: Plain, known: Cues, around: Surroundings) -> list[Met]:
    """Return every cue met outside ways of speaking; an unsure one only beside a sure one."""
    found = [
        (known.cues[number], first, last)
        for number, first, last in known.index.find(plain)
        if not around.in_idiom(first, last)
    ]
    sure = any(cue.sure for cue, _, _ in found)
    return [each for each in found if each[0].sure or sure]


def _finding(plain: Plain, around: Surroundings, met: Met, context: WritingContext) -> Finding:
    cue, first, last = met
    whose = _whose(around, met, context)
    time = around.time(first, last, cue.time)
    label, class_, time = class_of(cue.label, whose, time, ended=around.ended())
    span = plain.span(first, last)
    return Finding(
        label=label,
        class_=class_,
        span=span,
        quote=span.of(plain.source),
        experiencer=whose,
        time=time,
        negated=around.negated(first, last),
        hypothetical=around.hypothetical(first, last),
        because=cue.because,
    )


def _whose(around: Surroundings, met: Met, context: WritingContext) -> Experiencer:
    """Return whose a cue is."""
    cue, first, last = met
    unreal = around.unreal(first, last)
    if unreal:
        return unreal
    if cue.who == "other":
        return around.other(first, last)
    if cue.who == "any":
        return around.experiencer(first, last)
    return Experiencer.SELF


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of the text, one for each label and sentence of the same standing: the longest."""
    kept: dict[tuple[SignalLabel, ContentClass, When, bool], Finding] = {}
    for each in sorted(findings, key=lambda one: (one.span.start - one.span.end, one.span.start)):
        kept.setdefault((each.label, each.class_, each.time, each.counts), each)
    return sorted(kept.values(), key=lambda one: (one.span.start, one.span.end, one.label))
