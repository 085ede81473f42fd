"""Recordings on the pages: made at a step, heard by whom it is for and nobody else, taken along, and let go of."""

import io
import re
from base64 import b64decode
from uuid import UUID
from zipfile import ZipFile

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from lamplit.actions import record_import, sharing
from lamplit.actions.entries import diary, read_entry, recently_deleted
from lamplit.actions.record_file import record_json
from lamplit.actions.record_page import record_page
from lamplit.actions.sounds import MOST_BYTES
from lamplit.vault import store
from tests.acceptance.playing import Played
from tests.cast import Cast, Part, a_browser, make_cast
from tests.recordings import EVERY, FRAME, NOTE, wav, webm

LINE = "The slow beat."


def at_the_step(part: Part) -> Played:
    run = Played(part, "make-something")
    run.until("sound", {"what": "music", "keep": "hear"})
    return run


def send(run: Played, data: bytes | None = None, words: str = "", **fields: str) -> HttpResponse:
    """Send the form of the step, the file under a name and a type that are not to be believed."""
    form: dict[str, object] = {"step": "sound", "value": words, **fields}
    if data is not None:
        form["sound"] = SimpleUploadedFile("../x.html", data, "text/html")
    return run.part.client.post(run.at, form)


def kept(part: Part, data: bytes | None = None, words: str = LINE) -> UUID:
    """Play the whole practice with a recording; returns the recording's entry."""
    run = at_the_step(part)
    assert send(run, webm() if data is None else data, words).status_code == 302
    run.to_the_end({})
    return next(each.id for each in diary(part.visit).items if each.kind == "recording")


def hear(part: Part, entry: UUID, **headers: str) -> HttpResponse:
    return part.client.get(f"/c/{part.circle}/e/{entry}/sound", headers=headers)


@pytest.mark.row("CT13")
@pytest.mark.parametrize("media", EVERY)
def test_a_recording_is_kept_without_its_notes_and_sent_as_what_it_is(cast: Cast, media: str) -> None:
    entry = kept(cast.subject, EVERY[media])
    answer = hear(cast.subject, entry)
    assert (answer.status_code, answer["Content-Type"]) == (200, media)
    assert NOTE[:8] not in answer.content
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r'attachment; filename="recording\.\w+"', answer["Content-Disposition"])
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    piece = hear(cast.subject, entry, Range="bytes=0-1")
    assert (piece.status_code, piece.content) == (206, answer.content[:2])
    assert piece["Content-Range"] == f"bytes 0-1/{len(answer.content)}"
    assert hear(cast.subject, entry, Range=f"bytes={len(answer.content)}-").status_code == 200


def test_nothing_of_a_recording_lies_about_in_clear(cast: Cast) -> None:
    kept(cast.subject, wav(3))
    rows = store.rows("SELECT sealed FROM vault_chunk")
    assert len(rows) >= 2
    assert all(b"WAVE" not in bytes(row[0]) and bytes(200) not in bytes(row[0]) for row in rows)


def test_only_its_maker_hears_it_until_it_is_shown_and_another_circle_never(cast: Cast) -> None:
    entry = kept(cast.subject)
    others = [part for part in (*cast.everyone, *cast.strangers) if part is not cast.subject]
    assert {hear(part, entry).status_code for part in others} == {404}
    elsewhere = make_cast()
    for circle in (cast.circle, elsewhere.circle):
        assert elsewhere.subject.client.get(f"/c/{circle}/e/{entry}/sound").status_code == 404
    assert a_browser().get(f"/c/{cast.circle}/e/{entry}/sound").status_code == 302
    preview = cast.subject.client.get(f"/c/{cast.circle}/e/{entry}/show/{cast.therapist.membership}")
    assert f"/e/{entry}/sound" in preview.content.decode()
    assert sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    assert hear(cast.therapist, entry).status_code == 200
    shown = cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}")
    assert "<audio" in shown.content.decode()
    assert {hear(part, entry).status_code for part in others if part is not cast.therapist} == {404}


def test_only_pages_with_sound_may_play_and_only_the_step_may_ask_for_the_microphone(cast: Cast) -> None:
    run = at_the_step(cast.subject)
    step = cast.subject.client.get(run.at)
    assert "media-src 'self' blob:" in step["Content-Security-Policy"]
    assert "microphone=(self)" in step["Permissions-Policy"]
    assert "Nobody is watching this page" in step.content.decode()
    send(run, webm())
    entry = next(each.id for each in diary(cast.subject.visit).items if each.kind == "recording")
    page = cast.subject.client.get(f"/c/{cast.circle}/e/{entry}")
    assert "media-src 'self'" in page["Content-Security-Policy"]
    assert "blob:" not in page["Content-Security-Policy"]
    assert "microphone=()" in page["Permissions-Policy"]
    for other in (cast.subject.client.get(run.at), cast.subject.client.get(f"/c/{cast.circle}/diary")):
        assert "media-src" not in other["Content-Security-Policy"]
        assert "microphone=()" in other["Permissions-Policy"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<script>alert(1)</script>", "Pick a WebM, Ogg, M4A or WAV file"),
        (webm(codec=b"V_VP8"), "Pick a WebM, Ogg, M4A or WAV file"),
        (webm(live=False)[:-40], "in a form we can clean"),
        (wav(66), "over 2 MB"),
    ],
)
def test_what_cannot_be_kept_is_told_and_the_words_stay(cast: Cast, data: bytes, sentence: str) -> None:
    run = at_the_step(cast.subject)
    answer = send(run, data, LINE)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert LINE in page
    assert diary(cast.subject.visit).items == ()
    assert store.rows("SELECT 1 FROM vault_chunk") == []


def test_a_minute_of_plain_speech_is_not_too_long() -> None:
    assert len(wav(60)) < MOST_BYTES


def test_words_alone_or_nothing_do_as_well(cast: Cast) -> None:
    run = at_the_step(cast.subject)
    assert send(run, words=LINE).status_code == 302
    [card] = diary(cast.subject.visit).items
    assert (card.kind, card.summary, card.sound) == ("recording", LINE, None)
    assert hear(cast.subject, card.id).status_code == 404
    run.to_the_end({"_keep": "delete"})
    other = at_the_step(cast.subject)
    assert send(other).status_code == 302
    assert diary(cast.subject.visit).items == ()


def test_another_one_takes_its_place_and_skipping_leaves_it_out(cast: Cast) -> None:
    run = at_the_step(cast.subject)
    send(run, webm(), LINE)
    cast.subject.client.post(run.at, {"act": "back"})
    page = cast.subject.client.get(run.at).content.decode()
    assert LINE in page
    assert "/sound" in page
    send(run, words="Only other words.")
    [first] = diary(cast.subject.visit).items
    assert (first.summary, first.sound is not None) == ("Only other words.", True)
    cast.subject.client.post(run.at, {"act": "back"})
    send(run, wav())
    [second] = diary(cast.subject.visit).items
    assert second.id != first.id
    assert second.sound is not None
    assert second.sound.media == "audio/wav"
    cast.subject.client.post(run.at, {"act": "back"})
    send(run, act="skip")
    assert diary(cast.subject.visit).items == ()
    assert {each.id for each in recently_deleted(cast.subject.visit)} == {first.id, second.id}


def test_it_is_deleted_brought_back_and_changed_like_any_entry(cast: Cast) -> None:
    entry = kept(cast.subject)
    at = f"/c/{cast.circle}/e/{entry}"
    assert sharing.show_entry(cast.subject.visit, entry, cast.carer.membership)
    assert "done=deleted" in cast.subject.client.post(f"{at}/delete")["Location"]
    assert hear(cast.carer, entry).status_code == 404
    cast.subject.client.post(f"{at}/restore")
    assert FRAME in hear(cast.subject, entry).content
    form = cast.subject.client.get(f"{at}/edit").content.decode()
    assert LINE in form
    assert cast.subject.client.get(f"/c/{cast.circle}/new/recording").status_code == 404
    assert sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)  # sealed anew for another
    assert FRAME in hear(cast.therapist, entry).content


def test_it_goes_along_in_every_form_of_the_record_and_comes_in_elsewhere(cast: Cast) -> None:
    entry = kept(cast.subject)
    document = b"".join(record_json(cast.subject.visit, by_operator=False))
    item = next(each for each in orjson.loads(document)["items"] if each["id"] == str(entry))
    heard = hear(cast.subject, entry).content
    assert (item["sound"]["media"], b64decode(item["sound"]["bytes"])) == ("audio/webm", heard)
    assert "<audio controls" in "".join(record_page(cast.subject.visit, by_operator=False))
    pack = cast.subject.client.get(f"/c/{cast.circle}/export/pictures.zip")
    with ZipFile(io.BytesIO(b"".join(pack))) as opened:  # type: ignore[arg-type]
        [name] = opened.namelist()
        assert (name.endswith(".webm"), opened.read(name)) == (True, heard)
    assert record_import.take_in(cast.subject.visit, document).bad == []
    store.change("DELETE FROM vault_entry")
    store.change("DELETE FROM vault_chunk")
    assert record_import.take_in(cast.subject.visit, document).bad == []
    assert hear(cast.subject, entry).content == heard


def test_programs_are_told_what_it_is(cast: Cast) -> None:
    entry = kept(cast.subject)
    assert cast.subject.api("GET", f"/entries/{entry}").json()["sound"] == {"media": "audio/webm"}
    card = read_entry(cast.subject.visit, entry)
    assert card is not None
    assert card.who_sees == "Only you."
