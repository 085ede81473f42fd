"""Help that is never behind a login, and its copies for offline; no session, no database."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from lamplit.actions import clock
from lamplit.actions import help as helping
from lamplit.actions.tongue import fingerprint
from lamplit.web.policies import bare
from lamplit.web.views.outbox import words_of_the_shell

PAGES = ("help_now", "find_help", "worried", "offline", "away")
SHELL = "add"  # the page for writing without a connection: the same for everybody, and nobody's own
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
    "lamplit/js/kit_mine.js",
    "lamplit/js/kit_store.js",
    "lamplit/css/entries.css",
    "lamplit/css/homes.css",
    "lamplit/css/outbox.css",
    "lamplit/js/add.js",
    "lamplit/js/chips.js",
    "lamplit/js/hpke.js",
    "lamplit/js/locking.js",
    "lamplit/js/outbox.js",
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
    place = _country(request)
    lines = helping.lines(place.code, clock.today())
    return render(request, "help/now.html", {"words": helping.words("now"), "place": place, "first_line": lines[0]})


@bare
@require_safe
def find_help(request: HttpRequest) -> HttpResponse:
    """Show the helplines of one country, children's first; the country is asked in the address, never kept."""
    place = _country(request)
    lines = helping.lines(place.code, clock.today())
    return render(request, "help/find.html", {"words": helping.words("find"), **_lines(place, lines)})


@bare
@require_safe
def worried(request: HttpRequest) -> HttpResponse:
    """Show what to say and do when worried about somebody else, with lines for worried adults first."""
    place = _country(request)
    lines = helping.lines(place.code, clock.today(), adults_first=True)
    words = {"words": helping.words("worried"), "find": helping.words("find")}
    return render(request, "help/worried.html", {**words, **_lines(place, lines)})


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
        "assets": [static(name) for name in ASSETS],
        "outbox": static("lamplit/js/outbox.js"),
        "version": _version(),
    }
    response = render(request, "help/sw.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _country(request: HttpRequest) -> helping.Country:
    return helping.country(request.GET.get("country") or settings.COUNTRY)


def _lines(place: helping.Country, lines: tuple[helping.Line, ...]) -> dict[str, object]:
    unchecked = any(not line.checked for line in lines)
    return {"place": place, "lines": lines, "countries": helping.countries(), "unchecked": unchecked}


@cache
def _version() -> str:
    """Return a name that changes with any kept file, so a device with old copies fetches them anew."""
    folder = Path(__file__).parents[1] / "templates"
    kept = [Path(str(finders.find(name))) for name in ASSETS]
    kept += [folder / "layout.html", folder / "_ui.html"]
    kept += [each for area in ("help", "away", "outbox", "entries") for each in sorted((folder / area).iterdir())]
    digest = sha256(str(sorted(settings.STORAGES)).encode())
    for file in kept:
        digest.update(file.read_bytes())
    for page in ("now", "find", "worried"):
        digest.update(repr(helping.words(page)).encode())
    digest.update(repr(words_of_the_shell()).encode())
    digest.update(fingerprint().encode())
    return digest.hexdigest()[:16]


urlpatterns = [
    path("now", now, name="help_now"),
    path("find-help", find_help, name="find_help"),
    path("worried", worried, name="worried"),
    path("offline", offline, name="offline"),
    path("sw.js", service_worker, name="service_worker"),
]
