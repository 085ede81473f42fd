"""Reads what a text says about harm and shows the words that say so; leaves what to offer to `safety`.

Three steps: cues of the lexicons are met, what surrounds them is weighed (`scope`), and a linear model catches plain
sentences the cues do not know and quietens cues in everyday ones. A finding is never a rating, and nothing found never
means that all is well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

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
from lamplit.engines.listening.signal_model import (
    Opinion,
    enough,
    likely_label,
    opinion,
    pressing_enough,
    shown,
    time_of,
    weight_of,
)

Met = tuple[Cue, int, int]


class SignalEngine:
    """The listening engine's `SignalReader`: pure, offline, and the same answer every time."""

    def read(self, text: str, context: WritingContext | None = None) -> Reading:
        """Return what `text` says; never raises for any text, and keeps nothing."""
        told = context or WritingContext()
        plain = normalise(text)
        if not understood(plain, told.language):
            return Reading((), understood=False, note=NOT_UNDERSTOOD)
        if not plain.words:
            return Reading(())
        around = Surroundings(plain, scope_words())
        return Reading(tuple(ordered(together(plain, around, findings_of(plain, around)))))


def findings_of(plain: Plain, around: Surroundings) -> list[tuple[Cue, Finding]]:
    """Return what the cues say of a text in plain words, each with its cue."""
    return [(met[0], _finding(plain, around, met)) for met in met_cues(plain, cues(), around)]


def together(plain: Plain, around: Surroundings, cued: list[tuple[Cue, Finding]]) -> Iterator[Finding]:
    """Yield what cues and model say together.

    Where the model sees an everyday text, a cue is kept as a hard feeling (class A), so that the gentler page is shown.
    Where no cue says it, or none says how pressing it is, the model speaks with the words that moved it.
    """
    met = [finding for _, finding in cued]
    counted = [each for each in met if each.counts]
    found = opinion(plain)
    if not enough(found, weight_of([cue for cue, finding in cued if finding.counts])):
        yield from (replace(each, class_=ContentClass.HARD_FEELINGS) if each.counts else each for each in met)
        return
    said = any(is_pressing(each) for each in counted)
    pressing = pressing_enough(found, met=said)
    yield from (each if pressing or not each.counts else _calmer(each) for each in met)
    if not counted or (pressing and not said):
        yield _of_model(plain, around, found, pressing=pressing)


def is_pressing(finding: Finding) -> bool:
    """Say whether a finding is of something that is so now: intent, now, or fear of harming somebody."""
    if finding.class_ is ContentClass.INTENT or finding.label is SignalLabel.FEAR_OF_HARMING:
        return True
    return finding.time is When.NOW and finding.class_ is not ContentClass.HARD_FEELINGS


def _calmer(finding: Finding) -> Finding:
    """Return a finding without "now" where the whole text does not bear it out; intent stays intent."""
    return replace(finding, time=When.RECENT) if finding.time is When.NOW else finding


def _of_model(plain: Plain, around: Surroundings, found: Opinion, *, pressing: bool) -> Finding:
    """Return the finding that the model makes of a whole text."""
    last = len(plain.words) - 1
    whose = around.unreal(0, last) or around.experiencer(last, last)
    label = likely_label(found, pressing=pressing, whose=whose)
    span, because = shown(found, pressing=pressing, label=label)
    label, class_, time = class_of(label, _real(whose), time_of(pressing=pressing))
    return Finding(
        label=label,
        class_=class_,
        span=span,
        quote=span.of(plain.source),
        experiencer=_real(whose),
        time=When.NOW if pressing else time,
        negated=False,
        hypothetical=False,
        because=because,
    )


def _real(whose: Experiencer) -> Experiencer:
    """Return whose a finding of the model is: it speaks only of somebody real."""
    return Experiencer.SELF if whose in (Experiencer.FICTIONAL, Experiencer.GENERAL) else whose


def met_cues(plain: Plain, known: Cues, around: Surroundings) -> list[Met]:
    """Return every cue met outside ways of speaking; an unsure one only beside a sure one."""
    found = [
        (known.cues[number], first, last)
        for number, first, last in known.index.find(plain)
        if not around.in_idiom(first, last)
    ]
    sure = any(cue.sure for cue, _, _ in found)
    return [each for each in found if each[0].sure or sure]


def _finding(plain: Plain, around: Surroundings, met: Met) -> Finding:
    cue, first, last = met
    whose = _whose(around, met)
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


def _whose(around: Surroundings, met: Met) -> Experiencer:
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
