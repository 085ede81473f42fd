"""Plays a practice on the pages as a browser without a script would: the form shown now, filled in and sent."""

import re
from collections.abc import Mapping
from html import unescape
from uuid import UUID

from django.http import HttpResponse

from lamplit.actions.entries import read_entry
from lamplit.engines.practice.model import Practice, Section, Step, Variant
from tests.cast import Part

Answers = Mapping[str, object]
STEP = re.compile(r'name="step" value="([^"]+)"')
ASKED = re.compile(r'<h1 id="asked">(.+?)</h1>', re.DOTALL)
PICKED = re.compile(r'name="value" value="([^"]+)"')


STEADY = {"_here": "here", "_before": "2", "_still": "go_on", "_during": "2", "_after": "2"}  # at the gate


class Played:
    """A run of one practice by one person; `shown` is every question that was shown, `pages` its whole pages."""

    def __init__(self, part: Part, slug: str) -> None:
        """Begin."""
        self.part = part
        begun = part.client.post(f"/c/{part.circle}/practise/{slug}")
        assert begun.status_code == 302
        self.at = str(begun["Location"])
        assert "/run/" in self.at, f"{slug} is shut: {self.at}"
        self.shown: dict[str, str] = {}
        self.pages: dict[str, str] = {}

    def to_the_end(self, answers: Answers, most: int = 80) -> HttpResponse:
        """Give these answers by step name, `keep` at the end, and go on from or skip all else; returns where it led."""
        for _ in range(most):
            answer = self.part.client.get(self.at)
            if answer.status_code == 302:
                return answer
            self._give(answer.content.decode(), {"_keep": "keep", **answers})
        raise AssertionError("still going")

    def until(self, name: str, answers: Answers, most: int = 80) -> str:
        """Go on until the step of this name is shown; returns its page."""
        for _ in range(most):
            page = self.part.client.get(self.at).content.decode()
            if STEP.findall(page)[0] == name:
                return page
            self._give(page, answers)
        raise AssertionError(f"{name} never came")

    def _give(self, page: str, answers: Answers) -> None:
        name = STEP.findall(page)[0]
        self.pages[name] = page
        self.shown[name] = unescape(ASKED.findall(page)[0])
        steady = next((value for start, value in STEADY.items() if name.startswith(start)), None)
        given = answers.get(name, steady)
        if given is None:
            sent: dict[str, object] = {"act": "skip"} if 'value="skip"' in page else {}
        else:
            sent = dict(given) if isinstance(given, Mapping) else {"value": given}
        answer = self.part.client.post(self.at, {"step": name, **sent})
        assert answer.status_code == 302, f"{name}: {answer.status_code}"


def kept(part: Part, slug: str, answers: Answers) -> dict[str, object]:
    """Play a practice to its end and return the body of the entry that was kept."""
    ended = Played(part, slug).to_the_end(answers)
    card = read_entry(part.visit, UUID(re.findall(r"/e/([0-9a-f-]{36})", str(ended["Location"]))[0]))
    assert card is not None
    return dict(card.body or {})


def words(variant: Variant) -> str:
    """Return all that somebody reads in the body of one band, in small letters."""
    body = [step for step in variant.steps if step.section is Section.BODY]
    texts = [text for step in body for text in (step.label, step.hint, *step.lines, *(c.label for c in step.choices))]
    return "\n".join(texts).lower()


def offered(practice: Practice) -> list[Variant]:
    """Return the bands of a practice that have something to play."""
    return [variant for variant in practice.bands.values() if variant.offered]


def seconds(step: Step) -> int:
    """Return how long a step runs by itself."""
    return step.seconds + (step.pattern.seconds if step.pattern else 0)
