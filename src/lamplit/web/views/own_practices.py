"""Where whoever runs the house sees its own practices, what is wrong in a file, and tries a draft; nothing is kept."""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from lamplit.actions import practice_library
from lamplit.actions.practice_library import LONGEST_DRAFT
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.reading import Fault
from lamplit.web.policies import operator

USUAL_NAME = "mine/my-practice.yaml"
_NAME = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*\.yaml")
NO_NAME = say("Write a folder and a short name in small letters, such as mine/my-practice.yaml.")
NO_TEXT = say("Paste the draft here first.")
TOO_LONG = say("That is too long for one practice. Paste one practice at a time.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft with what is wrong in it."""

    number: int
    text: str
    faults: tuple[Fault, ...]


@operator
@require_http_methods(["GET", "POST"])
def own_practices(request: HttpRequest) -> HttpResponse:
    """Show the folder's practices and faults; a posted draft comes back line by line with its problems beside it."""
    name, text = request.POST.get("name", "").strip(), request.POST.get("text", "").replace("\r\n", "\n")
    problems = _problems(name, text) if request.method == "POST" else dict[str, str]()
    tried = request.method == "POST" and not problems
    lines = _beside(text, practice_library.faults_of_draft(text, name)) if tried else []
    context = {
        "own": practice_library.own_folder(),
        "name": name or USUAL_NAME,
        "text": text,
        "problems": problems,
        "tried": tried,
        "lines": lines,
        "wrong": sum(len(line.faults) for line in lines),
    }
    return render(request, "operator/own_practices.html", context, status=422 if problems else 200)


def _problems(name: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if not _NAME.fullmatch(name):
        found["name"] = NO_NAME
    if not text.strip():
        found["text"] = NO_TEXT
    elif len(text) > LONGEST_DRAFT:
        found["text"] = TOO_LONG
    return found


def _beside(text: str, faults: tuple[Fault, ...]) -> list[Line]:
    """Return every line with its faults; a fault past the end stands at the last line."""
    lines = text.split("\n")
    at: dict[int, list[Fault]] = {}
    for fault in faults:
        at.setdefault(min(max(fault.line, 1), len(lines)), []).append(fault)
    return [Line(number, line, tuple(at.get(number, ()))) for number, line in enumerate(lines, 1)]


urlpatterns = [path("own-practices", own_practices, name="own_practices")]
