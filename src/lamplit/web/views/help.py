"""Help that is never behind a login, and its copies for offline; no session, no database."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from lamplit.actions import clock, help_routes
from lamplit.actions import help as helping
from lamplit.actions.tongue import fingerprint
from lamplit.actions.warming import HELP_PAGES
from lamplit.engines.kernel import say
from lamplit.engines.practice import library
from lamplit.web.policies import bare
from lamplit.web.views.outbox import words_of_the_shell

PAGES = ("help_now", "find_help", "worried", "seek_help", "offline", "away")
AREAS = ("help", "away", "outbox", "entries", "practice")  # of templates, from which the kept pages are drawn
MOST_NEAR = 3  # services near here that stand on the page for right now
SHELL = "add"  # the page for writing without a connection: the same for everybody, and nobody's own
PRACTISE = "practise_alone"  # the page for practising without one, likewise
ASSETS = (
    "lamplit/css/tokens.css",
    "lamplit/css/page.css",
    "lamplit/css/parts.css",
    "lamplit/css/forms.css",
    "lamplit/css/help.css",
    "lamplit/js/theme.js",
    "lamplit/js/hide.js",
    "lamplit/js/offline.js",
    "lamplit/js/kit.js",
    "lamplit/js/breathing.js",
    "lamplit/js/kit_cover.js",
    "lamplit/js/kit_line.js",
    "lamplit/js/kit_mine.js",
    "lamplit/js/kit_store.js",
    "lamplit/css/entries.css",
    "lamplit/css/homes.css",
    "lamplit/css/outbox.css",
    "lamplit/css/practice.css",
    "lamplit/js/add.js",
    "lamplit/js/body.js",
    "lamplit/js/chips.js",
    "lamplit/js/hpke.js",
    "lamplit/js/locking.js",
    "lamplit/js/outbox.js",
    "lamplit/js/pacing.js",
    "lamplit/js/practice_answers.js",
    "lamplit/js/practice_player.js",
    "lamplit/js/practise.js",
    "lamplit/js/queue.js",
    "lamplit/js/waiting.js",
    "lamplit/js/words.js",
    "lamplit/img/window.svg",
    "lamplit/fonts/AtkinsonHyperlegible-Regular.ttf",
    "lamplit/fonts/AtkinsonHyperlegible-Bold.ttf",
)


@bare
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Show one thing at a time for right now: ride it out, breathe, a plan, a person, the emergency number."""
    place, today = _country(request), clock.today()
    reached = [line for line in helping.lines(place.code, today) if line.numbers or line.text_to]
    first_lines = [*helping.local_lines(place.code, today)[:MOST_NEAR], *reached[:1]]
    words = {"words": helping.words("now"), "find": helping.words("find")}
    return render(request, "help/now.html", {**words, "place": place, "first_lines": first_lines})


@bare
@require_safe
def find_help(request: HttpRequest) -> HttpResponse:
    """Show the helplines of one country, children's first; the country is asked in the address, never kept."""
    found = _lines(request)
    place, steps = found["place"], helping.words("routes")
    routes = help_routes.routes(place.code)
    none = say(steps["none"], country=place.called)
    words = {"words": helping.words("find"), "steps": steps, "routes": routes, "no_routes": none}
    return render(request, "help/find.html", {**words, **found, "countries": helping.countries()})


@bare
@require_safe
def worried(request: HttpRequest) -> HttpResponse:
    """Show what to say and do when worried about somebody else, with lines for worried adults first."""
    words = {"words": helping.words("worried"), "find": helping.words("find")}
    return render(request, "help/worried.html", {**words, **_lines(request, adults_first=True)})


@bare
@require_safe
def seek_help(request: HttpRequest) -> HttpResponse:
    """Show a carer what may be a reason to ask for help, and whom; what is ticked stays in the browser."""
    found = _lines(request, adults_first=True)
    words, signs = helping.words("seek"), help_routes.signs()
    talk = next((line for line in (*found["local"], *found["lines"]) if line.numbers), None)
    more = {"signs": signs, "talk": talk, "read_on": help_routes.read_on("seek", words["read"])}
    return render(request, "help/seek.html", {"words": words, "find": helping.words("find"), **found, **more})


@bare
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what still works without a connection; the service worker keeps this page."""
    return render(request, "help/offline.html")


@bare
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer the worker that keeps the help pages, the page for writing and their parts, and nothing else."""
    context = {
        "root": settings.SUB_PATH,
        "pages": [reverse(name) for name in PAGES],
        "shell": reverse(SHELL),
        "practise": reverse(PRACTISE),
        "assets": [static(name) for name in ASSETS],
        "outbox": static("lamplit/js/outbox.js"),
        "version": _version(),
    }
    response = render(request, "help/sw.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _country(request: HttpRequest) -> helping.Country:
    return helping.country(request.GET.get("country") or settings.COUNTRY)


class _Lines(TypedDict):
    """What the lists of lines are drawn from."""

    place: helping.Country
    local: tuple[helping.Line, ...]
    lines: tuple[helping.Line, ...]
    unchecked: bool
    elsewhere: bool


def _lines(request: HttpRequest, *, adults_first: bool = False) -> _Lines:
    place, today = _country(request), clock.today()
    lines = helping.lines(place.code, today, adults_first=adults_first)
    local = helping.local_lines(place.code, today)
    unchecked = any(not line.checked for line in (*local, *lines))
    elsewhere = place.known and place.code != settings.COUNTRY.strip().upper()
    return {"place": place, "local": local, "lines": lines, "unchecked": unchecked, "elsewhere": elsewhere}


def _version() -> str:
    """Return a name that changes with any kept file, so a device with old copies fetches them anew."""
    said = (settings.COUNTRY, helping.fingerprint(clock.today()))
    return sha256(f"{_version_of_the_files()} {said}".encode()).hexdigest()[:16]


@cache
def _version_of_the_files() -> str:
    folder = Path(__file__).parents[1] / "templates"
    kept = [Path(str(finders.find(name))) for name in ASSETS]
    kept += [folder / "layout.html", folder / "_ui.html"]
    kept += [
        each for area in ("help", "away", "outbox", "entries", "practice") for each in sorted((folder / area).iterdir())
    ]
    digest = sha256(str(sorted(settings.STORAGES)).encode())
    for file in kept:
        digest.update(file.read_bytes())
    for page in HELP_PAGES:
        digest.update(repr(helping.words(page)).encode())
    digest.update(repr(words_of_the_shell()).encode())
    digest.update(library.fingerprint())
    digest.update(fingerprint().encode())
    return digest.hexdigest()


urlpatterns = [
    path("now", now, name="help_now"),
    path("find-help", find_help, name="find_help"),
    path("worried", worried, name="worried"),
    path("seek-help", seek_help, name="seek_help"),
    path("offline", offline, name="offline"),
    path("sw.js", service_worker, name="service_worker"),
]
