"""S25: no address given from outside ever leads off this host, and a foreign Host header is refused."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.exam.crawl import crawl

pytestmark = [pytest.mark.exam("S25"), pytest.mark.django_db]
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "///evil.example",
    "http:///evil.example",
    "\thttps://evil.example",
    "data:text/html,x",
)


def leads_away(location: str) -> bool:
    parts = urlsplit(location.replace("\\", "/"))
    return bool(parts.netloc and parts.netloc != "testserver") or parts.scheme not in {"", "http"} or "\\" in location


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("path", ["/sign-in", "/", "/account/check", "/sign-out", "/join", "/hide"])
def test_a_next_address_never_leads_to_another_host(cast: Cast, path: str, target: str) -> None:
    for client in (Client(), cast.carer.client):
        for answer in (client.get(path, {"next": target}), client.post(path, {"next": target})):
            assert not leads_away(answer.headers.get("Location", ""))
            assert f'href="{target}"' not in answer.content.decode()


@pytest.mark.parametrize("target", ELSEWHERE[:3])
def test_a_referer_never_decides_where_somebody_goes(cast: Cast, target: str) -> None:
    answer = cast.carer.client.post(
        reverse("delete", args=[cast.circle, cast.circle]),
        {"next": target},
        headers={"Referer": "https://evil.example/"},
    )

    assert not leads_away(answer.headers.get("Location", ""))


def test_no_redirect_of_a_crawl_leaves_this_host(cast: Cast) -> None:
    places = {each.answer.headers.get("Location", "") for each in crawl(cast)}

    assert [place for place in places if leads_away(place)] == []


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "testserver:80@evil.example", "[::1"])
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    assert Client(raise_request_exception=False).get("/sign-in", headers={"Host": host}).status_code == 400
