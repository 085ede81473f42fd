"""Practising without a connection: the page that is kept on phones, and the shelves it plays from; nobody's own."""

from functools import cache
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_safe

from lamplit.actions.practice_shelves import NAMES, Kept, on_shelf
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.answers import LONGEST_LINE, LONGEST_TEXT, MOST_LINES
from lamplit.engines.practice.model import Step
from lamplit.engines.practice.player import says_back
from lamplit.web.forms.practice import PARTS
from lamplit.web.policies import bare

PLACEHOLDER = say("As usual for you.")  # the phone puts the sentence of its ticket here
TOLD = say("If somebody gave you this, they see that you opened it and whether you did it. Not what you write.")


@bare
@require_safe
def practise_alone(request: HttpRequest) -> HttpResponse:
    """Show the page that phones keep for practising without a connection; it is the same for everybody."""
    limits = {"text": LONGEST_TEXT, "line": LONGEST_LINE, "lines": MOST_LINES}
    return render(request, "practice/kept.html", {"limits": orjson.dumps(limits).decode(), "told": TOLD})


@bare
@require_safe
def shelf(request: HttpRequest, name: str) -> HttpResponse:
    """Answer one shelf: every practice on it with its steps drawn and where each answer leads."""
    if name not in NAMES:
        raise Http404
    return HttpResponse(_shelf(name), content_type="application/json")


@cache
def _shelf(name: str) -> bytes:
    kept, drawn_once = on_shelf(name) or (), list[str]()
    cards = render_to_string("practice/_kept_shelf.html", {"kept": kept})
    practices = {each.practice.slug: _drawn(each, drawn_once) for each in kept}
    return orjson.dumps({"shelf": cards, "practices": practices, "on": drawn_once})


def _drawn(kept: Kept, once: list[str]) -> dict[str, Any]:
    """Return one practice as the page plays it; what stands below an answer is put into `once` and named by number.

    A place is: step, how it goes, ways, refusals, where Stop leads.
    """
    shown = {place.step for place in kept.places}
    return {
        "title": kept.title,
        "look": _tight(render_to_string("practice/_kept_look.html", {"kept": kept, "who": PLACEHOLDER, "told": TOLD})),
        "places": [[each.step, each.going, each.ways, each.refused, each.stop] for each in kept.places],
        "steps": {step.name: _step(step, once) for step in kept.variant.steps if step.name in shown},
        "labels": _labels(kept.variant.steps),
    }


def _step(step: Step, once: list[str]) -> tuple[str, int]:
    context = _context(step)
    below = _tight(render_to_string("practice/_kept_on.html", context))
    if below not in once:
        once.append(below)
    return _tight(render_to_string("practice/_kept_step.html", context)), once.index(below)


def _tight(drawn: str) -> str:
    """Return a piece of page without the space that indents it; words a person could have typed never stand in it."""
    return "\n".join(line.strip() for line in drawn.splitlines() if line.strip())


def _context(step: Step) -> dict[str, object]:
    """Return what a step is drawn from when nothing was answered yet."""
    pairs = [(choice.value, choice.label) for choice in step.choices]
    blank: dict[str, object] = {"run": {"listed": ()}, "kept": None, "makes": "", "made": None, "rows": []}
    return {**blank, "step": step, "pairs": pairs, "parts": PARTS, "who": PLACEHOLDER, "circle": ""}


def _labels(steps: tuple[Step, ...]) -> dict[str, dict[str, str]]:
    """Return how the choices read of each step whose answer another one says back."""
    said_back = frozenset[str]().union(*map(says_back, steps))
    return {step.name: {each.value: each.label for each in step.choices} for step in steps if step.name in said_back}


urlpatterns = [
    path("practise", practise_alone, name="practise_alone"),
    path("practise/<slug:name>", shelf, name="practise_shelf"),
]
