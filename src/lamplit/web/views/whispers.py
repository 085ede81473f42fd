"""The words that are whispered, as data for the page's script, and which page gets them; leaves finding to actions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from lamplit.actions import whispers
from lamplit.web.forms.typed import Typed
from lamplit.web.policies import bare
from lamplit.web.views.asked import Asked

WORDS = ("words", "text", "title", "said", "explanations")  # how the names of boxes for words end


@dataclass(frozen=True, slots=True)
class Whispering:
    """What a page of writing needs to whisper: where the words are, the question, and what was found already.

    `at` is empty when nothing is whispered here.
    """

    at: str = ""
    lead: str = ""
    found: tuple[whispers.Whisper, ...] = ()


def whispering(request: Asked, kind: str, typed: Typed) -> Whispering:
    """Return what this page whispers to this visitor, about the words it is shown with."""
    if not whispers.whispers_on(request.visit, kind):
        return Whispering()
    return Whispering(reverse("whispers"), whispers.lead(), whispers.whispers_for(_texts(typed), kind))


def _texts(typed: Typed) -> Iterable[str]:
    return (text for name in typed.values if name.endswith(WORDS) for text in typed.many(name))


@bare
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """Answer with the reviewed words; they are the same for everybody."""
    return HttpResponse(whispers.words_for_pages(), content_type="application/json")


urlpatterns = [path("whispers.json", words, name="whispers")]
