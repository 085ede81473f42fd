"""S51: the settings pass every check for a house on the internet, and no side door is open."""

import http.client
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.checks import CheckMessage
from django.test import override_settings
from django.urls import get_resolver

import tests
from lamplit.config import checks
from tests.house import SRC, House

SIDE_DOORS = [
    "/.git/config",
    "/.git/HEAD",
    "/.env",
    "/lamplit.sqlite3",
    "/data/lamplit.sqlite3",
    "/keys.json",
    "/web-secret",
    "/erasures.log",
    "/serving.lock",
    "/static/../lamplit.sqlite3",
    "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/static/..%2f..%2fpyproject.toml",
    "/static//etc/passwd",
    "/etc/passwd",
    "/admin",
    "/admin/",
    "/install",
    "/installer",
    "/setup.php",
    "/phpinfo.php",
    "/server-status",
    "/debug",
    "/__debug__/",
    "/logs",
    "/static/.lock",
    "/static/.built",
]


def ask(house: House, method: str, path: str) -> tuple[int, bytes]:
    """Ask for a path exactly as written; ordinary clients tidy it first."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(house.url).port, timeout=10)
    connection.request(method, path, headers={"Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


@pytest.mark.exam("S51")
def test_the_checks_for_a_house_on_the_internet_find_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "keys" / "web-secret"
    secret.parent.mkdir()
    secret.write_text(tests.ROOT.name * 5 + "aB3$dE6&gH9(kL2", encoding="ascii")
    places = {"LAMPLIT_DATA": str(tmp_path / "data"), "LAMPLIT_KEY_FILE": str(secret.with_name("keys.json"))}
    mine = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    environment = mine | places | {"PYTHONPATH": str(SRC), "LAMPLIT_INSECURE_HTTP": "no"}
    environment["LAMPLIT_PROXIES"] = "127.0.0.1"
    command = ["-m", "django", "check", "--deploy", "--fail-level", "WARNING", "--settings", "lamplit.config.settings"]
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.exam("S51")
@pytest.mark.parametrize(
    ("check", "changed", "code"),
    [
        (
            checks.rate_limits_are_remembered,
            {"CACHES": {"default": {"BACKEND": "x.locmem.LocMemCache"}}},
            "lamplit.E001",
        ),
        (checks.rate_limits_are_remembered, {"CACHES": {"default": {"BACKEND": "x.dummy.DummyCache"}}}, "lamplit.E001"),
        (checks.keys_live_outside_the_data, {"KEY_FILE": settings.DATA_DIR / "keys" / "keys.json"}, "lamplit.E002"),
        (checks.errors_stay_private, {"DEBUG": True}, "lamplit.E003"),
        (checks.cookies_are_bound_to_the_host, {"INSECURE_HTTP": False, "CSRF_COOKIE_NAME": "csrf"}, "lamplit.E004"),
    ],
)
def test_each_of_our_own_checks_bites(check: object, changed: dict[str, object], code: str) -> None:
    assert callable(check)
    before: list[CheckMessage] = check(None)
    with override_settings(**changed):
        after: list[CheckMessage] = check(None)
    assert before == []
    assert [found.id for found in after] == [code]


@pytest.mark.exam("S51")
def test_there_is_no_admin_site_and_no_debugging() -> None:
    assert not settings.DEBUG
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not any("debug" in app for app in settings.INSTALLED_APPS)
    assert not any("admin" in str(pattern.pattern) for pattern in get_resolver().url_patterns)


@pytest.mark.exam("S51")
def test_no_side_door_opens(house: House) -> None:
    answers = {path: ask(house, "GET", path) for path in SIDE_DOORS}
    assert {path: status for path, (status, _) in answers.items() if status not in {400, 403, 404}} == {}
    told = b"".join(body for _, body in answers.values())
    assert not any(word in told for word in (b"SQLite format", b"[core]", b"root:", b"lamplit_keys", b"Traceback"))


@pytest.mark.exam("S51")
@pytest.mark.parametrize("path", ["/", "/now", "/sign-in", "/healthz", "/static/"])
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND"])
def test_methods_nobody_needs_are_refused(house: House, method: str, path: str) -> None:
    status, body = ask(house, method, path)
    assert status in {400, 405}
    assert b"Host:" not in body, "TRACE would send a reader's own headers back"


@pytest.mark.exam("S51")
def test_a_new_house_has_no_page_that_installs_it_without_its_token(closed_house: House) -> None:
    closed_house.start()
    for path in ("/setup", "/setup/", "/setup/guess", f"/setup/{'A' * 43}"):
        _, body = ask(closed_house, "GET", path)
        assert b'name="username"' not in body, "nobody makes the first account without the printed token"
    printed = re.search(r"/setup/\S+", closed_house.log.read_text(encoding="utf-8"))
    assert printed
    assert b'name="username"' in ask(closed_house, "GET", printed.group())[1]
