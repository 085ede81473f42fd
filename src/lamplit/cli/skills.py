"""`lamplit skills`: what each reply of an adult does, one JSON object a line in and out."""

import argparse

from lamplit.cli.endings import Ending
from lamplit.cli.lines import each_line, put_line, text_of
from lamplit.engines.listening.reply import Mark, Reply
from lamplit.engines.listening.skills import read_reply


def run(options: argparse.Namespace) -> int:
    """Read replies from stdin until it ends; raises TroubleError naming the first line that is none."""
    for line in each_line():
        put_line({"id": line.get("id"), **shown(read_reply(text_of(line, "text"), text_of(line, "previous")))})
    return Ending.DONE


def shown(reply: Reply) -> dict[str, object]:
    """Return a reading of a reply in the words of the contract."""
    empathy, nvc = reply.empathy, reply.nvc
    return {
        "behaviour": reply.behaviour,
        "question": reply.question,
        "reflection": reply.reflection,
        "empathy": {
            "emotional_reaction": empathy.emotional_reaction,
            "interpretation": empathy.interpretation,
            "exploration": empathy.exploration,
        },
        "validation": reply.validation,
        "invalidating": reply.invalidating,
        "advice": reply.advice,
        "limit": reply.limit,
        "nvc": {
            "observation": nvc.observation,
            "feeling": nvc.feeling,
            "need": nvc.need,
            "request": nvc.request,
            "violations": list(nvc.violations),
        },
        "because": because(reply.marks),
    }


def because(marks: tuple[Mark, ...]) -> list[dict[str, object]]:
    """Return marks as the contract has them: label, span in code points, and the words."""
    return [
        {"label": mark.label, "span": [mark.evidence.span.start, mark.evidence.span.end], "quote": mark.evidence.quote}
        for mark in marks
    ]
