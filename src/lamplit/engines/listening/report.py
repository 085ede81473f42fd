"""What a session report holds, as plain values and as the document of the contract; leaves finding it to `session`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lamplit.engines.kernel import Finding
from lamplit.engines.listening.speakers import Guess

Reason = Literal["insight", "emotion_shift", "commitment", "rupture", "repair", "self_acceptance"]
SUMMARY = ("struggles", "interventions", "recovery", "guidance", "keywords")


@dataclass(frozen=True, slots=True)
class Cited:
    """One thing the report says: a quote or a fixed sentence, the lines it rests on, and why it is here."""

    text: str
    lines: tuple[int, ...]
    because: str


@dataclass(frozen=True, slots=True)
class KeyMoment:
    """A place worth reading again, with its reason and its words; `perhaps` where models are not sure enough of it."""

    lines: tuple[int, ...]
    reason: Reason
    quote: str
    because: str
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One finding in one turn, and the sentence that names a reviewed example like it, where no word of it tells."""

    line: int
    finding: Finding
    resembles: str = ""

    @property
    def because(self) -> str:
        """Return why it was noted, in one sentence or two."""
        return f"{self.finding.because} {self.resembles}".rstrip()


@dataclass(frozen=True, slots=True)
class Coded:
    """One turn with its codes: `behaviour` for the therapist, `talk` for the client, None where it does not apply.

    `kinds` says of a client's turn how it speaks of change (desire, ability, reason, need, commitment, step taken) or
    of themselves (self_acceptance); it is counted over sessions and no part of the document.
    """

    line: int
    speaker: str
    behaviour: str | None
    talk: str | None
    findings: tuple[Finding, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in the therapist's volleys, and whose words how many of all words were (0 to 1, by part)."""

    open_questions: int
    closed_questions: int
    simple_reflections: int
    complex_reflections: int
    talk_share: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one session. It judges nobody: every line of it cites the turns it rests on."""

    speakers: Mapping[str, Guess]
    summary: Mapping[str, Sequence[Cited]]
    key_moments: tuple[KeyMoment, ...]
    counts: Counts
    coded: tuple[Coded, ...]
    signals: tuple[Heard, ...]
    insights: tuple[Cited, ...]
    commitments: tuple[Cited, ...]


def document(report: Report) -> dict[str, object]:
    """Return a report as the contract writes it down."""
    counts = report.counts
    return {
        "turns": len(report.coded),
        "speakers": {label: guess.part for label, guess in report.speakers.items()},
        "summary": {part: [_cited(each, "text") for each in report.summary[part]] for part in SUMMARY},
        "key_moments": [
            {"lines": list(each.lines), "reason": each.reason, "quote": each.quote} for each in report.key_moments
        ],
        "counts": {
            "open_questions": counts.open_questions,
            "closed_questions": counts.closed_questions,
            "simple_reflections": counts.simple_reflections,
            "complex_reflections": counts.complex_reflections,
            "talk_share": dict(counts.talk_share),
        },
        "coded": [_coded(each) for each in report.coded],
        "signals": [_signal(each) for each in report.signals],
        "insights": [_cited(each, "quote") for each in report.insights],
        "commitments": [_cited(each, "quote") for each in report.commitments],
    }


def _cited(each: Cited, key: str) -> dict[str, object]:
    return {key: each.text, "lines": list(each.lines), "because": each.because}


def _coded(each: Coded) -> dict[str, object]:
    findings = [
        {"label": finding.label.value, "class": finding.class_.value, "span": [finding.span.start, finding.span.end],
         "quote": finding.quote, "experiencer": finding.experiencer.value, "time": finding.time.value,
         "negated": finding.negated, "hypothetical": finding.hypothetical, "because": finding.because}
        for finding in each.findings
    ]  # fmt: skip
    return {"line": each.line, "speaker": each.speaker, "behaviour": each.behaviour, "talk": each.talk,
            "findings": findings}  # fmt: skip


def _signal(each: Heard) -> dict[str, object]:
    found = each.finding
    return {"lines": [each.line], "quote": found.quote, "because": each.because, "class": found.class_.value,
            "experiencer": found.experiencer.value, "time": found.time.value}  # fmt: skip
