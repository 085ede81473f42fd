"""Reads what a text says about harm and shows the words that say so; leaves what to offer to `safety`.

Three steps: cues of the lexicons are met, what surrounds them is weighed (`scope`), and a linear model catches plain
sentences the cues do not know and quietens cues in everyday ones. A finding is never a rating, and nothing found never
means that all is well.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lamplit.engines.kernel import (
    ContentClass,
    Experiencer,
    Finding,
    Reading,
    SignalLabel,
    Span,
    When,
    WritingContext,
)
from lamplit.engines.listening.cues import Cue, Cues, cues
from lamplit.engines.listening.languages import NOT_UNDERSTOOD, understood
from lamplit.engines.listening.normalise import Plain, normalise
from lamplit.engines.listening.parts import parts_of
from lamplit.engines.listening.scope import Surroundings, scope_words
from lamplit.engines.listening.signal_classes import class_of
from lamplit.engines.listening.signal_model import (
    Opinion,
    enough,
    likely_label,
    opinion,
    pressing_enough,
    sentence_said,
    shown,
    time_of,
    weight_of,
)
from lamplit.engines.listening.signal_sense import Hearing, hearing
from lamplit.engines.listening.telling import told_by

Met = tuple[Cue, int, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """One part of a text read: what was found, how much it weighs (log odds), and what the model would say of it."""

    findings: tuple[Finding, ...]
    odds: float
    likely: Finding | None

    @property
    def counts(self) -> bool:
        """Say whether something was found that counts as more than hard feelings."""
        return any(each.counts and each.class_ is not ContentClass.HARD_FEELINGS for each in self.findings)


NOTHING = Heard((), -math.inf, None)


SAMPLE = 2000  # code points of a long text by which its language is told
FLOOR = -1.0  # log odds; what is under it is everyday and adds nothing over time
FADES = 0.9  # how much of what was said before still counts one turn later
ENOUGH_TOGETHER = 2.7  # log odds gathered over turns


class SignalEngine:
    """The listening engine's `SignalReader`: pure, offline, and the same answer every time."""

    def read(self, text: str, context: WritingContext | None = None) -> Reading:
        """Return what `text` says; never raises for any text, and keeps nothing."""
        told = context or WritingContext()
        parts = parts_of(text)
        plain = normalise(text[:SAMPLE] if len(parts) > 1 else text)
        if not understood(plain, told.language):
            return Reading((), understood=False, note=NOT_UNDERSTOOD)
        if len(parts) == 1:
            return Reading(hear(plain).findings)
        heard = [hear(normalise(part.of(text))) for part in parts]
        found = [
            moved(each, part, text)
            for part, each_heard in zip(parts, heard, strict=True)
            for each in each_heard.findings
        ]
        carried = over_time(heard)
        if carried is not None:
            found.append(moved(carried[1], parts[carried[0]], text))
        return Reading(tuple(ordered(found)))


def moved(finding: Finding, part: Span, text: str) -> Finding:
    """Return a finding of a part with its place in the whole text."""
    span = Span(finding.span.start + part.start, finding.span.end + part.start)
    return replace(finding, span=span, quote=span.of(text))


def hear(plain: Plain) -> Heard:
    """Read one part of a text, a few sentences long."""
    if not plain.words:
        return NOTHING
    around = Surroundings(plain, scope_words())
    cued = findings_of(plain, around)
    found = opinion(plain)
    weight = weight_of([cue for cue, finding in cued if finding.counts])
    said = list(together(plain, around, [finding for _, finding in cued], (found, weight)))
    findings = tuple(ordered(_raised(plain, around, said, (found, weight))))
    likely = _of_model(plain, around, found, pressing=False) if found.odds(weight) > FLOOR else None
    return Heard(findings, found.odds(weight), likely)


def findings_of(plain: Plain, around: Surroundings) -> list[tuple[Cue, Finding]]:
    """Return what the cues say of a text in plain words, each with its cue."""
    return [(met[0], _finding(plain, around, met)) for met in met_cues(plain, cues(), around)]


def together(
    plain: Plain, around: Surroundings, met: list[Finding], weighed: tuple[Opinion, float]
) -> Iterator[Finding]:
    """Yield what cues and model say together.

    Where the model sees an everyday text, a cue is kept as a hard feeling (class A), so that the gentler page is shown.
    Where no cue says it, or none says how pressing it is, the model speaks, on a telling word (`telling`).
    """
    found, weight = weighed
    counted = [each for each in met if each.counts]
    if not enough(found, weight):
        yield from (replace(each, class_=ContentClass.HARD_FEELINGS) if each.counts else each for each in met)
        return
    said = any(is_pressing(each) for each in counted)
    pressing = pressing_enough(found, weight * said)
    weighed_too = [each if pressing or not each.counts else _calmer(each) for each in met]
    adds = not counted or (pressing and not said)
    spoken = _of_model(plain, around, found, pressing=pressing) if adds else None
    yield from _with(weighed_too, spoken) if spoken else weighed_too


def _raised(
    plain: Plain, around: Surroundings, said: list[Finding], weighed: tuple[Opinion, float]
) -> Iterator[Finding]:
    """Give what was said, and what the encoder hears beyond it: that there is something, or that it is pressing."""
    counted = [each for each in said if each.counts and each.class_ is not ContentClass.HARD_FEELINGS]
    denied = not counted and any(not each.counts for each in said)  # what scope made of the words stands
    (found, weight), told = weighed, told_by(plain)
    asks = not denied and not any(is_pressing(each) for each in counted)
    heard = hearing(plain.source, found.odds(weight), told.keys()) if asks else None
    if heard is None or (counted and not heard.pressing):
        yield from said
        return
    if heard.sentence:
        words = heard.sentence, sentence_said(heard.label)
    else:
        words = shown(found, told[heard.label], heard.label)
    yield from _with(said, _spoken(plain, around, heard, words))


def _with(said: Sequence[Finding], spoken: Finding) -> Iterator[Finding]:
    """Give what was said and what a model adds: the same label said as not long ago is raised, not said twice."""
    same = [each for each in said if each.counts and each.label is spoken.label and each.time is When.RECENT]
    yield from (replace(each, time=spoken.time) if each in same else each for each in said)
    yield from () if same else (spoken,)


def is_pressing(finding: Finding) -> bool:
    """Say whether a finding is of something that is so now: intent, now, or fear of harming somebody."""
    if finding.class_ is ContentClass.INTENT or finding.label is SignalLabel.FEAR_OF_HARMING:
        return True
    return finding.time is When.NOW and finding.class_ is not ContentClass.HARD_FEELINGS


def _calmer(finding: Finding) -> Finding:
    """Return a finding without "now" where the whole text does not bear it out; intent stays intent."""
    return replace(finding, time=When.RECENT) if finding.time is When.NOW else finding


def _of_model(plain: Plain, around: Surroundings, found: Opinion, *, pressing: bool) -> Finding | None:
    """Return the finding that the model makes of a whole text; None where no telling word says it."""
    told = told_by(plain)
    label = likely_label(found, told.keys(), pressing=pressing)
    if label is None:
        return None
    return _spoken(plain, around, Hearing(label, pressing), shown(found, told[label], label))


def _spoken(plain: Plain, around: Surroundings, heard: Hearing, words: tuple[Span, str]) -> Finding:
    """Return the finding that a model makes of a whole text, on its telling words and the sentence that says so."""
    span, because = words
    last = len(plain.words) - 1
    whose = _real(around.unreal(0, last) or around.experiencer(last, last))
    label, class_, time = class_of(heard.label, whose, time_of(pressing=heard.pressing))
    return Finding(
        label=label,
        class_=class_,
        span=span,
        quote=span.of(plain.source),
        experiencer=whose,
        time=When.NOW if heard.pressing else time,
        negated=False,
        hypothetical=False,
        because=because,
        by_model=True,
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
    """Return findings in the order of the text, one for each label of the same standing and time: the longest.

    Where the same words say one label as now and as not long ago, now stands.
    """
    kept: dict[tuple[SignalLabel, ContentClass, When, bool], Finding] = {}
    for each in sorted(findings, key=lambda one: (one.span.start - one.span.end, one.span.start)):
        kept.setdefault((each.label, each.class_, each.time, each.counts), each)
    for each in [one for one in kept.values() if one.time is When.NOW]:
        before = (each.label, each.class_, When.RECENT, each.counts)
        longer = kept.get(before)
        if longer and longer.span.start <= each.span.start and each.span.end <= longer.span.end:
            del kept[before]
            kept[each.label, each.class_, each.time, each.counts] = replace(longer, time=When.NOW)
    return sorted(kept.values(), key=lambda one: (one.span.start, one.span.end, one.label))


def over_time(heard: Sequence[Heard]) -> tuple[int, Finding] | None:
    """Return what several turns say together that none says alone: which turn said most of it, and the finding.

    What each turn weighs over everyday is added up and fades with every turn. None when a turn was found already.
    """
    if any(each.counts for each in heard):
        return None
    gathered = most = 0.0
    for each in heard:
        gathered = gathered * FADES + max(0.0, each.odds - FLOOR)
        most = max(most, gathered)
    likely = [(each.odds, -at, each.likely) for at, each in enumerate(heard) if each.likely]
    if most < ENOUGH_TOGETHER or len(likely) < 2:  # several turns are two or more
        return None
    _, at, found = max(likely, key=lambda one: one[:2])
    return (-at, replace(found, because=f"Over several messages: {found.because}")) if found else None


def read_conversation(turns: Sequence[str], context: WritingContext | None = None) -> tuple[tuple[int, Finding], ...]:
    """Return what one person says over many turns, each finding with its turn (from 0), in order.

    Turns in a language that is not understood are passed over.
    """
    language = context.language if context else ""
    plains = [normalise(turn) for turn in turns]
    heard = [hear(plain) if understood(plain, language) else NOTHING for plain in plains]
    found = [(at, finding) for at, each in enumerate(heard) for finding in each.findings]
    carried = over_time(heard)
    return tuple(sorted([*found, carried] if carried else found, key=lambda one: (one[0], one[1].span.start)))
