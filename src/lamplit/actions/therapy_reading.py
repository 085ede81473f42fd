"""From the bytes of a transcript to what is kept of it: masked turns, the claims of its report, and counts."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from lamplit.engines.kernel import Finding
from lamplit.engines.kernel.saying import say
from lamplit.engines.listening.masked import leave_out, mask_transcript
from lamplit.engines.listening.report import SUMMARY, Cited, Report
from lamplit.engines.listening.sentences import SAYS_ENOUGH, sentence_at
from lamplit.engines.listening.session import listen
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.listening.speakers import PARTS, Part
from lamplit.engines.listening.transcript_files import TranscriptError
from lamplit.engines.listening.transcripts import Transcript, Turn, named_by_its_words, read_transcript

__all__ = ["KINDS", "MOST_BYTES", "MOST_WORDS", "PARTS", "TranscriptError", "again", "masked_turns", "read_words"]

MOST_BYTES = 5 * 1024 * 1024  # of a file; a session of an hour is about 60 kB as text
MOST_WORDS = 40_000
TOO_LONG = 40  # words of a sentence that is no longer shown around a short quote
KINDS = ("desire", "ability", "reason", "need", "commitment", "step", "self_acceptance")
_LONG = say("This is longer than {most:,} words. Give the session in parts.", most=MOST_WORDS)
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,40}\]")  # a word that was put in is no keyword
Words = Mapping[str, Any]


def masked_turns(raw: bytes, names: Sequence[str]) -> list[list[str]]:
    """Return label and words of each turn without what tells who somebody is; raises TranscriptError.

    Nothing unmasked leaves this function. `names` are the people of the circle.
    """
    if len(raw) > MOST_BYTES:
        raise TranscriptError(say("This file is larger than 5 MB. Give the session in parts."))
    transcript = read_transcript(named_by_its_words(raw), raw)
    if sum(len(turn.text.split()) for turn in transcript.turns) > MOST_WORDS:
        raise TranscriptError(_LONG)
    return [[turn.speaker, turn.text] for turn in mask_transcript(transcript, names).turns]


def read_words(turns: Sequence[Sequence[str]], told: Mapping[str, Part]) -> tuple[Words, dict[str, Any]]:
    """Return the words to keep of masked turns, with their report, and its counts; `told` says who is who."""
    report = listen(_transcript(turns), told, SignalEngine())
    claims = _claims(report, {line: text for line, (_, text) in enumerate(turns, start=1)})
    said = _PLACEHOLDER.sub("", "\n".join(text for _, text in turns)).lower()
    claims["keywords"] = [each for each in claims["keywords"] if each[0].lower() in said]
    return {"turns": [list(turn) for turn in turns], "report": claims}, _counts(report)


def again(
    words: Words, told: Mapping[str, Part], without: Sequence[str] = ()
) -> tuple[Words, dict[str, Any], dict[str, Part]]:
    """Return words and counts read again, and who is who; `without` are words that are to be left out as well."""
    before = _transcript(words["turns"])
    after = leave_out(before, without)
    renamed = dict(zip(before.labels(), after.labels(), strict=True)) if without else {}
    now = {renamed.get(label, label): part for label, part in told.items()}
    kept, counts = read_words([[turn.speaker, turn.text] for turn in after.turns], now)
    return kept, counts, now


def _transcript(turns: Sequence[Sequence[str]]) -> Transcript:
    return Transcript(tuple(Turn(line, label, text) for line, (label, text) in enumerate(turns, start=1)))


def _claims(report: Report, said: Mapping[int, str]) -> dict[str, Any]:
    """Return every claim as [words, lines, reason], by its part of the report, and who was taken for whom."""
    return {
        "speakers": {label: [guess.part, guess.because, guess.told] for label, guess in report.speakers.items()},
        **{part: [_cited(each) for each in report.summary[part]] for part in SUMMARY},
        "moments": [
            [each.quote, list(each.lines), each.because, f"perhaps_{each.reason}" if each.perhaps else each.reason]
            for each in report.key_moments
        ],
        "signals": [[_whole(said[each.line], each.finding), [each.line], each.because] for each in report.signals],
        "insights": [_cited(each) for each in report.insights],
        "commitments": [_cited(each) for each in report.commitments],
    }


def _whole(said: str, finding: Finding) -> str:
    """Return the sentence around a quote of up to three words, which say little alone; others as they are.

    Where nobody put full stops, the sentence is the whole turn: then the quote stands, and its line is one tap away.
    """
    if len(finding.quote.split()) >= SAYS_ENOUGH:
        return finding.quote
    around = sentence_at(said, finding.span)
    return around.text if around and len(around.text.split()) <= TOO_LONG else finding.quote


def _cited(each: Cited) -> list[Any]:
    return [each.text, list(each.lines), each.because]


def _counts(report: Report) -> dict[str, Any]:
    """Return what stays when the words have gone: numbers, and no word anybody said."""
    counts, talk = report.counts, Counter(each.talk for each in report.coded if each.talk)
    kinds = Counter(kind for each in report.coded for kind in each.kinds)
    return {
        "turns": len(report.coded),
        "open": counts.open_questions,
        "closed": counts.closed_questions,
        "simple": counts.simple_reflections,
        "complex": counts.complex_reflections,
        "share": dict(counts.talk_share),
        "change": talk["change"],
        "sustain": talk["sustain"],
        "kinds": {kind: kinds[kind] for kind in KINDS},
    }
