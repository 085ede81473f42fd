"""S47: whatever goes wrong, no word that anybody wrote reaches a log, an error page of the server, or a message."""

import io
import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

from lamplit.vault import entries as sealed
from lamplit.vault.failures import NotSaved
from tests.cast import Cast, a_browser, a_journal, ask_api, write
from tests.exam.scene import MARK, mark

pytestmark = [pytest.mark.exam("S47"), pytest.mark.django_db]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that would be written to the server's log, by the formatter the server uses."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(import_string(settings.LOGGING["formatters"]["plain"]["()"])())
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request", "lamplit")]
    for each in loggers:
        each.addHandler(handler)
    yield written
    for each in loggers:
        each.removeHandler(handler)


def quiet(log: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    said = capfd.readouterr()
    assert not MARK.search(log.getvalue())
    assert not MARK.search(said.out)
    assert not MARK.search(said.err)


def sent(text: str, **more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "kind": "journal", "body": a_journal(text), **more}


def test_refused_words_are_in_no_log(cast: Cast, log: io.StringIO, capfd: pytest.CaptureFixture[str]):
    word = mark()
    for body in (
        sent(word * 2_000),
        sent(word, kind=word),
        sent(word, id=word),
        sent(word, happened_at=word),
        sent(word, audience=[word]),
        {**sent(word), word: word},
        sent(word, body={word: word}),
    ):
        response = cast.subject.api("POST", "/entries", body)
        assert response.status_code == 422
    for path in (f"/entries/{word}", f"/{word}", f"/entries?limit={word}", f"/entries?{word}=1"):
        assert cast.subject.api("GET", path).status_code in {404, 422}
    quiet(log, capfd)


def test_words_in_forms_that_fail_are_in_no_log(cast: Cast, log: io.StringIO, capfd: pytest.CaptureFixture[str]):
    word = mark()
    client, base = cast.subject.client, f"/c/{cast.circle}"
    client.post(f"{base}/new/journal", {"text": word * 2_000, "id": str(uuid4())})
    client.post(f"{base}/new/{word}", {"text": word})
    client.post(f"{base}/search", {"words": word})
    client.post(f"{base}/drafts/{uuid4()}", {"text": word * 5_000, "kind": word})
    client.get(f"{base}/{word}")
    client.post("/sign-in", {"login": word, "password": word})
    quiet(log, capfd)


@pytest.mark.parametrize("fault", [ValueError, DatabaseError, NotSaved, KeyError, RuntimeError])
def test_a_fault_while_saving_leaves_no_word_behind(
    cast: Cast,
    log: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fault: type[Exception],
):
    word = mark()

    def fails(*given: object) -> None:
        raise fault(f"could not store {given!r}")

    visit_first = cast.subject.client
    monkeypatch.setattr(sealed, "record", fails)
    page = visit_first.post(f"/c/{cast.circle}/new/journal", {"text": word, "id": str(uuid4())})
    headers = {"Authorization": f"Bearer {cast.subject.token}"}
    place = f"/api/v1/circles/{cast.circle}/entries"
    answer = a_browser().post(place, sent(word), "application/json", headers=headers)  # no fault of ours is promised
    assert page.status_code >= 500
    assert answer.status_code >= 500
    quiet(log, capfd)
    assert "status=5" in log.getvalue()


def test_a_fault_while_reading_leaves_no_word_behind(
    cast: Cast, log: io.StringIO, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from lamplit.actions import looks

    word = mark()
    write(cast.subject, "journal", a_journal(word))

    def fails(opened: object, *_: object) -> None:
        raise ValueError(repr(opened))

    monkeypatch.setattr(looks, "card", fails)
    response = cast.subject.client.get(f"/c/{cast.circle}/diary")
    assert response.status_code == 500
    assert not MARK.search(response.content.decode())
    quiet(log, capfd)


def test_nothing_typed_can_forge_a_line(cast: Cast, log: io.StringIO):
    for path in ("/c/x%0d%0a2026-01-01 INFO forged", "/api/v1/a%0aforged"):
        ask_api("GET", path, token=cast.carer.token)
    logging.getLogger("lamplit").warning("typed: %s", "a\r\n2026-01-01 INFO forged")
    lines = log.getvalue().splitlines()
    assert lines
    assert not any(line.startswith(("2026-01-01", "forged")) for line in lines)
