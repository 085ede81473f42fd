"""Help that is never behind a login, and its copies for offline; no session, no database."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path
from django.views.decorators.http import require_safe

from lamplit.actions import clock
from lamplit.actions import help as helping
from lamplit.web.policies import bare

PAGES = ("/now", "/find-help", "/worried", "/offline", "/away")
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
    """Answer the worker that keeps the help pages and their parts, and nothing else, on the device."""
    context = {"pages": PAGES, "assets": [static(name) for name in ASSETS], "version": _version()}
    response = render(request, "help/sw.js", context, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@bare
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer the description a phone asks for before it puts us on the home screen; its name says nothing."""
    icons = [{"src": static("lamplit/img/window.svg"), "sizes": "any", "type": "image/svg+xml"}]
    data = {
        "name": "Lamplit",
        "short_name": "Lamplit",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf6f0",
        "theme_color": "#faf6f0",
        "icons": icons,
        "shortcuts": [{"name": "Now", "url": "/now"}],
    }
    return JsonResponse(data, content_type="application/manifest+json; charset=utf-8")


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
    kept += [folder / "layout.html", *sorted((folder / "help").iterdir()), *sorted((folder / "away").iterdir())]
    digest = sha256(str(sorted(settings.STORAGES)).encode())
    for file in kept:
        digest.update(file.read_bytes())
    for page in ("now", "find", "worried"):
        digest.update(repr(helping.words(page)).encode())
    return digest.hexdigest()[:16]


urlpatterns = [
    path("now", now, name="help_now"),
    path("find-help", find_help, name="find_help"),
    path("worried", worried, name="worried"),
    path("offline", offline, name="offline"),
    path("sw.js", service_worker, name="service_worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
]
