"""`lamplit signals`: what texts say about harm, with the words that say so; JSON Lines in and out, nothing kept.

`level` is computed here and nowhere else, for measuring: the product knows classes of content and never a level.
"""

import argparse
from collections.abc import Mapping

from lamplit.cli.endings import Ending, tell
from lamplit.cli.lines import each_line, put_line, text_of
from lamplit.engines.kernel import ContentClass, Finding, WritingContext
from lamplit.engines.listening.signals import SignalEngine, is_pressing

OLDEST = 130  # whole years; anything else is no age


def run(options: argparse.Namespace) -> int:
    """Answer every line in order; an unreadable language is said on stderr and under `note`."""
    engine = SignalEngine()
    unread = 0
    for line in each_line():
        context = WritingContext(_age(line), text_of(line, "about"), text_of(line, "language"))
        reading = engine.read(str(line["text"]), context)
        note = {} if reading.understood else {"note": reading.note}
        unread += not reading.understood
        found = [_told(each) for each in reading.findings]
        put_line({"id": line.get("id"), "level": level_of(reading.findings), "findings": found, **note})
    if unread:
        tell(f"{unread} not understood in their language yet; nothing was looked for in them.")
    return Ending.DONE


def level_of(findings: tuple[Finding, ...]) -> str:
    """Return `none`, `concern` or `urgent`: the highest of findings that count (contract.md, "Findings")."""
    counted = [each for each in findings if each.counts and each.class_ is not ContentClass.HARD_FEELINGS]
    if any(is_pressing(each) for each in counted):
        return "urgent"
    return "concern" if counted else "none"


def _age(line: Mapping[str, object]) -> int | None:
    age = line.get("age")
    return age if isinstance(age, int) and not isinstance(age, bool) and 0 <= age <= OLDEST else None


def _told(finding: Finding) -> dict[str, object]:
    """Return a finding as contract.md spells it."""
    return {
        "label": finding.label.value,
        "class": finding.class_.value,
        "span": [finding.span.start, finding.span.end],
        "quote": finding.quote,
        "experiencer": finding.experiencer.value,
        "time": finding.time.value,
        "negated": finding.negated,
        "hypothetical": finding.hypothetical,
        "because": finding.because,
    }
