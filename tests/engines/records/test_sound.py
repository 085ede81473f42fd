"""Recordings: known by their own signature, cleared of every note, and refused when they cannot be."""

import pytest

from lamplit.engines.records.sound import ogg
from lamplit.engines.records.sound.clearing import cleared
from lamplit.engines.records.sound.unclean import BrokenSoundError, NotASoundError
from tests import recordings
from tests.recordings import EVERY, FRAME, NOTE

BOTH = (BrokenSoundError, NotASoundError)


@pytest.mark.parametrize("media", EVERY)
def test_every_container_is_known_by_its_signature_and_loses_its_notes_and_nothing_else(media: str) -> None:
    data = EVERY[media]
    assert NOTE[:8] in data
    found = cleared(data)
    assert found.media == media
    assert NOTE[:8] not in found.data
    assert media == "audio/wav" or FRAME in found.data
    assert cleared(found.data) == found  # brought into another house it is the very same


@pytest.mark.parametrize("media", ["audio/webm", "audio/mp4"])
def test_what_is_cleared_in_place_stays_where_it_was(media: str) -> None:
    data = EVERY[media]
    found = cleared(data).data
    assert (len(found), found.index(FRAME)) == (len(data), data.index(FRAME))


def test_a_finished_webm_is_cleared_like_one_that_was_still_being_written() -> None:
    assert NOTE not in cleared(recordings.webm(live=False)).data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><script>alert(1)</script>",
        b"ID3\x04" + bytes(400),
        b"\xff\xd8\xff\xe0" + bytes(400),
        b"#!AMR\n" + bytes(40),
        recordings.webm(codec=b"V_VP9"),
        recordings.webm(kind=1),
        recordings.webm(tracks=2),
        recordings.mp4(handler=b"vide"),
        recordings.mp4(codec=b"samr"),
        recordings.wav(packed=0x55),
        recordings.page(0, b"\x01vorbis" + bytes(20), 2) + recordings.page(1, b"\x03vorbis"),
    ],
    ids=lambda data: data[:12].hex() or "nothing",
)
def test_what_is_no_recording_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(NotASoundError):
        cleared(data)


def test_notes_that_cannot_be_cleared_are_refused() -> None:
    head, frames = recordings.page(0, recordings.HEAD, 2), recordings.page(2, FRAME)
    long = recordings.page(1, b"OpusTags" + bytes(255 * 2 - 8))[:-1]
    for data in (head + frames, head + long + frames, head + recordings.page(1, b"OpusTags") + head):
        with pytest.raises(BOTH):
            cleared(data)


@pytest.mark.parametrize("media", EVERY)
def test_a_piece_of_a_recording_is_cleared_or_refused_and_nothing_else(media: str) -> None:
    data = EVERY[media]
    for end in range(4, len(data)):
        try:
            assert NOTE[:8] not in cleared(data[:end]).data
        except BOTH:
            continue


def test_the_page_of_empty_notes_has_the_checksum_of_the_standard() -> None:
    assert ogg._checksum(b"123456789") == 0x89A1897F


@pytest.mark.parametrize("media", EVERY)
def test_a_recording_with_one_byte_wrong_is_cleared_or_refused_and_nothing_else(media: str) -> None:
    data = EVERY[media]
    for at in range(4, min(len(data), 700)):
        for byte in (0x00, 0x01, 0x7F, 0xFF):
            try:
                cleared(data[:at] + bytes([byte]) + data[at + 1 :])
            except BOTH:
                continue
