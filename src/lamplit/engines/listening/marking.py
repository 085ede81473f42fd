"""Finds the words that speak for a label: phrases first, else what weighed most; leaves labels to the readers."""

from collections.abc import Sequence

from lamplit.engines.kernel.evidence import Evidence, Span, evidence_of
from lamplit.engines.listening.encoder import Sense
from lamplit.engines.listening.linear import LinearModel
from lamplit.engines.listening.phrases import Found, Phrases
from lamplit.engines.listening.reply import Mark
from lamplit.engines.listening.shape import Read

Spoke = tuple[LinearModel, Sense | None]
MOST_MARKS = 3  # of one label in one text


def marks_for(label: str, read: Read, known: Phrases, spoke: Spoke, answer: tuple[str, str] | None) -> tuple[Mark, ...]:
    """Return the marks of one label; `answer` is the head and class by which those who `spoke` said so, if they did."""
    met = phrase_marks(label, read.of(label), known)
    return met or ((model_mark(label, read, known, spoke, answer),) if answer else ())


def phrase_marks(label: str, found: Sequence[Found], known: Phrases) -> tuple[Mark, ...]:
    """Return the phrases met for a label as marks, none inside another, in the order of the text."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (one.first - one.last, one.first)):
        if all(each.last < one.first or one.last < each.first for one in kept):
            kept.append(each)
    about = known.about[label]
    shown = sorted(kept[:MOST_MARKS], key=lambda one: one.first)
    return tuple(
        Mark(label, Evidence(Span(*each.span), each.quote, each.rule.because), about.disagree, about.instead)
        for each in shown
    )


def model_mark(label: str, read: Read, known: Phrases, spoke: Spoke, answer: tuple[str, str]) -> Mark:
    """Return the words that weighed most for an answer of the models; the whole text where no word did."""
    about, text, (model, sense) = known.about[label], read.tokens.text, spoke
    words = sense.words(*answer) if sense else None
    if words is None:
        reasons = model.reasons(read.features, read.tokens, *answer, most=1)
        words = reasons[0].span if reasons else (0, len(text))
    span = Span(*words)
    return Mark(label, evidence_of(text, span, about.sentence), about.disagree, about.instead)
