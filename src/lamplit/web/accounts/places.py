"""Where a page may send somebody on to: addresses of this house only; leaves what is there to the views."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest) -> str:
    """Return the `next` of a form or address when it stays on this very host, else an empty text."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else ""


def is_ours(request: HttpRequest, url: str) -> bool:
    """Return whether an address begins with one slash and leads nowhere but to this house on this host."""
    return url.startswith(f"{settings.SUB_PATH}/") and url_has_allowed_host_and_scheme(url, {request.get_host()})


def with_next(name: str, next_url: str) -> str:
    """Return the address of the page called `name`, with where to go on afterwards when there is somewhere."""
    return f"{reverse(name)}?{urlencode({'next': next_url})}" if next_url else reverse(name)
