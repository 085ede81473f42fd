"""Transcripts as people have them become turns; what cannot be read is refused in a sentence."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.listening.speakers import read_told, who_is_who
from lamplit.engines.listening.transcript_files import TranscriptError
from lamplit.engines.listening.transcripts import read_transcript, read_words

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAID = [("T", "How was your week?"), ("C", "Hard. I cried on Monday."), ("T", "It sounds heavy.")]


def docx(body: str, head: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "word/document.xml", f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}">{body}</w:document>'
        )
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


FILES = {
    "a.txt": "\n".join(f"{who}: {what}" for who, what in SAID),
    "b.txt": "\ufeff[00:01] T: How was your week?\r\n\r\nC:  Hard.\r\n"
    "  I cried on Monday.\r\n- T: It sounds heavy.\r\n",
    "c.vtt": "WEBVTT\n\nNOTE made: here\n\n1\n00:00:01.000 --> 00:00:02.000\n<v T>How was <i>your</i> week?</v>\n\n"
    "00:00:02.000 --> 00:00:03.000\n<v C>Hard.\n\n00:00:03.000 --> 00:00:04.000\n<v C>I cried on Monday.\n\n"
    "00:00:05.000 --> 00:00:06.000\nT: It sounds heavy.\n",
    "d.srt": "1\n00:00:01,000 --> 00:00:02,000\nT: How was\nyour week?\n\n2\n00:00:02,000 --> 00:00:04,000\n"
    "C: Hard. I cried on Monday.\n\n3\n00:00:05,000 --> 00:00:06,000\nT: It sounds heavy.\n",
    "e.csv": 'text,when,Speaker\n"How was your week?",1,T\n"Hard. I cried on Monday.",2,C\nIt sounds heavy.,3,T\n',
    "f.csv": "speaker;text\nT;How was your week?\nC;Hard. I cried on Monday.\nT;It sounds heavy.\n",
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_turns(name: str) -> None:
    turns = read_transcript(name, FILES[name].encode()).turns
    assert [(turn.line, turn.speaker, turn.text) for turn in turns] == [
        (n, *each) for n, each in enumerate(SAID, start=1)
    ]


def test_a_word_file_gives_the_same_turns() -> None:
    body = "".join(paragraph(f"{who}: {what}") for who, what in SAID)
    assert [(turn.speaker, turn.text) for turn in read_transcript("s.docx", docx(body)).turns] == SAID


def test_old_codings_and_long_labels_are_read() -> None:
    assert read_transcript("x.txt", "Si\xe2n: caf\xe9".encode("latin-1")).labels() == ("Si\xe2n",)
    assert read_transcript("x.txt", "A: hello there".encode("utf-16")).labels() == ("A",)
    assert read_transcript("x.txt", b"Speaker 1 (Mum): hello").labels() == ("Speaker 1 (Mum)",)
    assert read_transcript("x.txt", b"A: I said to her: go.\nB: yes").labels() == ("A", "B")


BOMB = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.txt", b""),
        ("a.txt", b" \n\t\n"),
        ("a.txt", b"\x00\x01\x02\x03" * 50),
        ("a.txt", bytes(range(128, 256)) + bytes(200)),
        ("a.txt", "\U0001f600 \U0001f600".encode()),
        ("a.txt", b"just some words and nobody who says them"),
        ("a.txt", b"x" * 20_000_001),
        ("a.csv", b"one,two\n1,2\n"),
        ("a.csv", b'speaker,text\nA,"' + b"x" * 200_000),
        ("a.vtt", b"WEBVTT\n\n"),
        ("a.docx", b"PK\x03\x04nothing"),
        ("a.docx", docx("<w:p>")),
        ("a.docx", docx(paragraph("A: &b;"), BOMB)),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(name: str, raw: bytes) -> None:
    with pytest.raises(TranscriptError) as refused:
        read_transcript(name, raw)
    assert str(refused.value).endswith(".") or ":" in str(refused.value)


def test_a_swollen_word_file_is_refused_before_it_fills_the_memory() -> None:
    swollen = docx(paragraph("A: " + "y" * 45_000_000))
    assert len(swollen) < 200_000
    with pytest.raises(TranscriptError, match="too large inside"):
        read_transcript("s.docx", swollen)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.vtt", "a.srt", "a.docx", "a.csv"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_turns_or_the_one_error(raw: bytes, name: str) -> None:
    try:
        turns = read_transcript(name, raw).turns
    except TranscriptError:
        return
    assert [turn.line for turn in turns] == list(range(1, len(turns) + 1))
    assert all(turn.speaker and turn.text for turn in turns)


@given(
    st.text(alphabet="A:\n-> 01,.<v>\"'WEBVTT\u202e", max_size=300),
    st.sampled_from(["a.txt", "a.vtt", "a.srt", "a.csv"]),
)
@settings(max_examples=150, deadline=None)
def test_odd_text_gives_turns_or_the_one_error(text: str, name: str) -> None:
    try:
        read_transcript(name, text.encode())
        read_words(name, text.encode())
    except TranscriptError:
        return


def test_speakers_are_guessed_with_a_reason_and_corrected() -> None:
    text = "A: How was your week? Tell me about it.\nB: I was sad. I cried, I think.\nA: It sounds hard?\nB: I was."
    transcript = read_transcript("a.txt", text.encode())
    guessed = who_is_who(transcript)
    assert {label: guess.part for label, guess in guessed.items()} == {"A": "therapist", "B": "client"}
    assert all(guess.because for guess in guessed.values())
    told = who_is_who(transcript, read_told("b = carer, A=other"))
    assert {label: (guess.part, guess.told) for label, guess in told.items()} == {
        "A": ("other", True),
        "B": ("carer", True),
    }
    named = who_is_who(read_transcript("a.txt", b"Client: Well?\nCounsellor: I see.\nMum: Hm."))
    assert [guess.part for guess in named.values()] == ["client", "therapist", "carer"]


@pytest.mark.parametrize("told", ["A", "Z=client", "A=boss", "=client"])
def test_a_correction_that_makes_no_sense_is_refused(told: str) -> None:
    with pytest.raises(TranscriptError):
        who_is_who(read_transcript("a.txt", b"A: hi\nB: hi"), read_told(told))
