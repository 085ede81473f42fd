"""Where a request comes from, by the headers a browser sets and a page cannot; leaves tokens to Django."""

from urllib.parse import urlsplit

from django.http import HttpRequest

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})


def may_change(request: HttpRequest) -> bool:
    """Return False for a changing request that another site started; True when the browser does not say."""
    if request.method in SAFE_METHODS:
        return True
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    return site is None or site in _OWN_SITES


def from_our_own_page(request: HttpRequest) -> bool:
    """Return True only when the browser says this request comes from one of our own pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return site == "same-origin"
    return urlsplit(origin).netloc == request.get_host()
