"""The porch: what a proxy says is believed when the proxy is ours, and changes nothing when it is not."""

from typing import Any

import pytest

from lamplit.config.address import Address, networks, sub_path
from lamplit.config.env import SettingError
from lamplit.config.porch import Porch

Seen = dict[str, Any]
STRANGER = "203.0.113.9"


def passed_on(environ: Seen, *, proxies: str = "127.0.0.1,10.0.0.0/8", below: str = "") -> Seen:
    """Return what the application gets to see."""
    seen: Seen = {}

    def application(environ: Seen, start: Any) -> list[bytes]:
        seen.update(environ)
        return []

    Porch(application, networks(proxies.split(",")), below)(environ, lambda *_: None)
    return seen


def asked(sender: str, **said: str) -> Seen:
    headers = {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in said.items()}
    return {"REMOTE_ADDR": sender, "PATH_INFO": "/now", "wsgi.url_scheme": "http", "HTTP_HOST": "inside:8000"} | headers


def test_our_own_proxy_is_believed() -> None:
    seen = passed_on(asked("127.0.0.1", **{"for": STRANGER, "proto": "https", "host": "lamplit.home"}))

    assert [seen[name] for name in ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST")] == [
        STRANGER,
        "https",
        "lamplit.home",
    ]


def test_anybody_else_is_not_believed() -> None:
    sent = asked(STRANGER, **{"for": "127.0.0.1", "proto": "https", "host": "elsewhere.example"})

    assert passed_on(dict(sent)) == sent


@pytest.mark.parametrize(
    ("row", "visitor"),
    [
        (f"127.0.0.1, {STRANGER}", STRANGER),  # a visitor who pretends to be this machine
        (f"198.51.100.1, {STRANGER}, 10.1.2.3", STRANGER),  # two proxies of ours, one after the other
        (f"{STRANGER}, nonsense", "127.0.0.1"),  # what cannot be read is not gone past
        ("", "127.0.0.1"),
        ("::ffff:10.1.2.3", "::ffff:10.1.2.3"),
    ],
)
def test_the_visitor_is_the_last_in_the_row_that_is_not_a_proxy(row: str, visitor: str) -> None:
    assert passed_on(asked("127.0.0.1", **{"for": row}))["REMOTE_ADDR"] == visitor


def test_of_several_words_the_nearest_proxys_own_counts() -> None:
    assert passed_on(asked("::1", proto="https, http"), proxies="::1")["wsgi.url_scheme"] == "http"


@pytest.mark.parametrize(
    ("sent", "seen"), [("/family/now", "/now"), ("/now", "/now"), ("/familyalbum", "/familyalbum")]
)
def test_a_proxy_may_take_the_sub_path_off_or_leave_it_on(sent: str, seen: str) -> None:
    assert passed_on({"REMOTE_ADDR": STRANGER, "PATH_INFO": sent}, below="/family")["PATH_INFO"] == seen


def test_an_address_says_origin_name_and_sub_path() -> None:
    assert Address.read("https://Lamplit.home:8443/family/") == Address(
        "https://lamplit.home:8443", "lamplit.home", "/family"
    )
    assert Address.read("") == Address()


@pytest.mark.parametrize(
    "said", ["lamplit.home", "ftp://a", "https://", "https://a/b?c", "https://me@a", "https://a:x"]
)
def test_an_address_that_cannot_be_meant_is_refused_with_a_way_out(said: str) -> None:
    with pytest.raises(SettingError, match="such as https://lamplit"):
        Address.read(said)


@pytest.mark.parametrize("said", ["family", "/a//b", "/a/../b", "/a b", "/<x>"])
def test_a_sub_path_is_plain(said: str) -> None:
    with pytest.raises(SettingError, match="such as /family"):
        sub_path(said)


def test_a_proxy_that_is_no_address_is_refused() -> None:
    with pytest.raises(SettingError, match="LAMPLIT_PROXIES"):
        networks(["my-proxy"])
