"""S22 and S24: the guarding headers on every response of a crawl, as everybody; nobody may frame us."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.exam.crawl import Asked, crawl

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TEXT = re.compile(r"text/|javascript")  # JSON has no charset: it is always UTF-8


def missing(asked: Asked) -> list[str]:
    """What this response lacks."""
    headers = asked.answer.headers
    policy = headers.get("Content-Security-Policy", "")
    kind = headers.get("Content-Type", "text/html; charset=utf-8")
    found = [name for name, value in WANTED.items() if headers.get(name) != value]
    found += ["Permissions-Policy"] if "camera=()" not in headers.get("Permissions-Policy", "") else []
    found += ["CSP"] if "default-src 'none'" not in policy or "unsafe" in policy else []
    found += ["no-store"] if asked.who != "visitor" and "no-store" not in headers.get("Cache-Control", "") else []
    found += ["charset"] if TEXT.search(kind) and "charset=utf-8" not in kind.lower() else []
    found += ["Server"] if re.search(r"\d", headers.get("Server", "")) else []
    return found


@pytest.mark.exam("S22")
@pytest.mark.django_db
def test_every_response_to_everybody_carries_every_header(cast: Cast) -> None:
    found = {(each.path, tuple(missing(each))) for each in crawl(cast) if each.path != "/sw.js"}

    assert {pair for pair in found if pair[1]} == set()


@pytest.mark.exam("S22")
@pytest.mark.django_db
def test_over_https_every_response_says_to_stay_on_https(cast: Cast, settings: object) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000  # type: ignore[attr-defined]
    client = Client()  # one that reads the settings of this test
    client.cookies = cast.carer.client.cookies
    for path in ("/now", "/sign-in", "/no-such-page", f"/c/{cast.circle}/diary"):
        answer = client.get(path, secure=True)

        assert answer["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.exam("S24")
@pytest.mark.django_db
def test_no_response_to_anybody_may_be_framed(cast: Cast) -> None:
    open_to_frames = [
        each.path
        for each in crawl(cast)
        if "frame-ancestors 'none'" not in each.answer.headers.get("Content-Security-Policy", "")
        or each.answer.headers.get("X-Frame-Options") != "DENY"
    ]

    assert open_to_frames == []


@pytest.mark.exam("S24")
def test_the_policy_for_content_names_nobody_but_ourselves() -> None:
    rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert {source for sources in rules.values() for source in sources} <= {"'none'", "'self'", "data:"}
    assert rules["frame-ancestors"] == ["'none'"]
    assert rules["base-uri"] == ["'none'"]
