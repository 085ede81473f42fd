"""The settings: safe when nothing is said, and clear when something wrong is said."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from lamplit.config import env
from lamplit.config.database import database
from lamplit.config.log_lines import ContentFreeFormatter
from lamplit.config.places import Places
from lamplit.config.sqlite import journal_pragmas

SRC = Path(__file__).resolve().parents[2] / "src"
PRINT = "import json, lamplit.config.settings as s; print(json.dumps([getattr(s, n) for n in {names!r}], default=str))"


def _settings(tmp_path: Path, *names: str, **extra: str) -> list[object]:
    """Return settings as a fresh process reads them."""
    places = {"LAMPLIT_DATA": str(tmp_path / "data"), "LAMPLIT_KEY_FILE": str(tmp_path / "keys" / "keys.json")}
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(SRC), **places, **extra}
    code = PRINT.format(names=names)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise ValueError(done.stderr)
    return list(json.loads(done.stdout))


def test_with_nothing_said_cookies_travel_only_encrypted_and_only_to_this_host(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "DEBUG")
    assert _settings(tmp_path, *names) == ["__Host-lamplit", "__Host-lamplit-form", True, True, False]


def test_on_localhost_the_cookies_work_without_encryption_only_when_asked(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert _settings(tmp_path, *names, LAMPLIT_INSECURE_HTTP="yes") == ["lamplit", False, False]


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    first, second = (_settings(tmp_path, "SECRET_KEY") for _ in range(2))
    assert first != second, "two processes without a kept secret must not share one"
    assert list(tmp_path.iterdir()) == []


def test_the_kept_web_secret_is_used(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "web-secret").write_text("kept-one\n", encoding="ascii")
    assert _settings(tmp_path, "SECRET_KEY") == ["kept-one"]


@pytest.mark.parametrize(("name", "value"), [("LAMPLIT_INSECURE_HTTP", "perhaps"), ("LAMPLIT_ADDRESS", "many")])
def test_a_wrong_value_stops_the_start_and_says_which(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} is '{value}'"):
        _settings(tmp_path, "DEBUG", **{name: value})


def test_a_secret_can_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "url").write_text("postgresql://a@b/c\n", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    assert env.text("DATABASE_URL") == "postgresql://a@b/c"


def test_a_secret_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL_FILE", "/nowhere/url")
    with pytest.raises(env.SettingError, match="/nowhere/url, which cannot be read"):
        env.text("DATABASE_URL")


def test_a_database_of_another_make_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(env.SettingError, match="begins with 'mysql'"):
        database(tmp_path, "mysql://root@localhost/x")


def test_postgresql_parts_are_read_with_their_escapes(tmp_path: Path) -> None:
    read = database(tmp_path, "postgresql://fam%20ily:p%40ss@db:5433/lamp")
    names = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert [read[name] for name in names] == ["fam ily", "p@ss", "db", "5433", "lamp"]


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "DELETE;PRAGMA synchronous=EXTRA"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL;PRAGMA synchronous=FULL"),
    ],
)
def test_only_a_sqlite_without_the_corruption_bug_gets_the_write_ahead_log(
    version: tuple[int, int, int], journal: str
) -> None:
    assert f"journal_mode={journal}" in journal_pragmas(version)


def test_two_houses_of_one_person_never_share_a_key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAMPLIT_KEY_FILE", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    found = []
    for name in ("one/data", "two/data"):
        monkeypatch.setenv("LAMPLIT_DATA", str(tmp_path / name))
        found.append(Places.from_environment())
    assert found[0].key_file != found[1].key_file
    assert not any(place.key_file.is_relative_to(place.data) for place in found)
    assert found[1] == Places.from_environment(), "the same folder finds the same key again"


def test_without_a_home_folder_a_place_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: int) -> None:
        raise KeyError

    for name in ("HOME", "LAMPLIT_DATA", "LAMPLIT_KEY_FILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(env.SettingError, match="Set LAMPLIT_DATA to a full path"):
        Places.from_environment()


def test_a_log_line_names_the_place_of_a_failure_and_never_what_was_written() -> None:
    try:
        raise ValueError("my secret diary\nERROR forged line")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Failed: %s", ("/c/my secret diary",), error)
    record.status_code = 500
    line = ContentFreeFormatter().format(record)
    assert "secret" not in line
    assert "\n" not in line
    assert "status=500" in line
    assert "ValueError" in line
    assert "test_settings.py" in line
