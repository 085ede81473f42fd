"""What a phone asks for before it puts us on its home screen: one of two plain names, and pictures to match."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from lamplit.actions.tongue import aloud
from lamplit.engines.kernel.saying import say
from lamplit.web.policies import bare

SIZES = (192, 512)
NAMES = {"window": "Lamplit", "plain": say("Notes")}
SHORTCUTS = {
    "window": ((say("Help me now"), "help_now"), (say("Add"), "add")),
    "plain": ((say("Now"), "help_now"), (say("Add"), "add")),
}


@bare
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Answer the description of the app; `?as=plain` is the one a device asks for that calls it Notes."""
    picture = "plain" if request.GET.get("as") == "plain" else "window"
    data = {
        "id": reverse("start"),
        "name": aloud(NAMES[picture]),
        "short_name": aloud(NAMES[picture]),
        "start_url": reverse("start"),
        "scope": reverse("start"),
        "display": "standalone",
        "background_color": "#faf6f0",
        "theme_color": "#faf6f0",
        "icons": _icons(picture),
        "shortcuts": [{"name": aloud(name), "url": reverse(page)} for name, page in SHORTCUTS[picture]],
    }
    return JsonResponse(data, content_type="application/manifest+json; charset=utf-8")


def _icons(picture: str) -> list[dict[str, str]]:
    drawn = {"src": static(f"lamplit/img/{picture}.svg"), "sizes": "any", "type": "image/svg+xml"}
    found = [drawn]
    for size in SIZES:
        sized = {"sizes": f"{size}x{size}", "type": "image/png"}
        found.append({"src": static(f"lamplit/img/{picture}-{size}.png"), **sized})
        found.append({"src": static(f"lamplit/img/{picture}-{size}-full.png"), **sized, "purpose": "maskable"})
    return found


urlpatterns = [path("manifest.webmanifest", manifest, name="manifest")]
