"""Every answer carries the same guarding headers, and nothing of ours is kept by a cache."""

import pytest
from django.test import Client

from tests.cast import Cast

PUBLIC = (
    "/now",
    "/find-help",
    "/worried",
    "/seek-help",
    "/away",
    "/healthz",
    "/sw.js",
    "/manifest.webmanifest",
    "/no-such-page",
)
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_carries_every_guarding_header(path: str) -> None:
    answer = Client().get(path)

    assert {name: answer.headers.get(name) for name in WANTED} == WANTED
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "charset=utf-8" in answer["Content-Type"]


@pytest.mark.django_db
def test_a_page_of_somebody_signed_in_is_never_stored(cast: Cast) -> None:
    for path in (f"/c/{cast.circle}/diary", f"/c/{cast.circle}/e/{cast.circle}", "/now"):
        assert "no-store" in cast.carer.client.get(path)["Cache-Control"]


@pytest.mark.parametrize("method", ["trace", "track", "connect"])
def test_a_method_no_page_of_ours_uses_is_refused(method: str) -> None:
    assert Client().generic(method.upper(), "/now").status_code == 405


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_change_that_another_site_started_is_refused(site: str) -> None:
    assert Client().post("/sign-in", {"login": "x"}, headers={"Sec-Fetch-Site": site}).status_code == 403


def test_over_plain_https_the_browser_is_told_to_stay_there(settings: object) -> None:
    settings.SECURE_HSTS_SECONDS = 3600  # type: ignore[attr-defined]

    assert Client().get("/now", secure=True)["Strict-Transport-Security"].startswith("max-age=3600")
