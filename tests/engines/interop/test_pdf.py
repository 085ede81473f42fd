"""A record on paper: every word, tagged, with its own font inside, no script, and a title that says nothing."""

import io
import logging
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from lamplit.engines.interop.pdf import NOT_IN_FONT, Paper, Paragraph, Section, pdf_of

AT = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)


def paper(*paragraphs: Paragraph, **more: object) -> Paper:
    about = ("About Wren", "Written by Robin, carer")
    return Paper("Something serious", about, (Section("What was written", paragraphs),), "Made by Robin.", **more)  # type: ignore[arg-type]


def read(made: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(made, AT)))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_every_word_is_there_in_reading_order() -> None:
    reader = read(
        paper(Paragraph("What I saw", "“Leave me,” said Zoë."), Paragraph("How it ended", "Tea.\n\nThen sleep."))
    )
    said = text_of(reader)
    words = [
        "Something serious",
        "About Wren",
        "What was written",
        "What I saw",
        "“Leave me,” said Zoë.",
        "Then sleep.",
    ]
    places = [said.index(each) for each in (*words, "Made by Robin. Page 1")]
    assert places == sorted(places)


def test_a_long_record_goes_on_over_pages_and_loses_nothing() -> None:
    words = [f"word{number}" for number in range(2500)]
    reader = read(paper(Paragraph("", " ".join(words)), *(Paragraph(f"Label {n}", "line\n" * 9) for n in range(30))))
    said = text_of(reader)
    assert len(reader.pages) > 5
    assert [each for each in words if each not in said] == []
    assert all(f"Page {number + 1}" in page.extract_text() for number, page in enumerate(reader.pages))


def test_it_is_tagged_and_says_its_language_and_its_title_is_neutral() -> None:
    reader = read(paper(Paragraph("What I saw", "A door.")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    kinds = [each.get_object()["/S"] for each in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    assert kinds[:2] == ["/H1", "/P"] and "/H2" in kinds
    assert reader.metadata is not None and reader.metadata.title == "Record"
    assert "serious" not in str(reader.metadata)
    assert [each["/Title"] for each in reader.outline if isinstance(each, dict)] == ["Something serious"]


def test_it_runs_nothing_holds_no_file_and_brings_its_font() -> None:
    raw = pdf_of(paper(Paragraph("", "A door.")), AT)
    for word in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/URI", b"/AA"):
        assert word not in raw
    reader = PdfReader(io.BytesIO(raw))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    assert names and all("AtkinsonHyperlegible" in name for name in names)
    assert b"/FontFile2" in raw


def test_signs_the_font_lacks_are_told_of_and_never_reach_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        said = text_of(read(paper(Paragraph("", "Привіт 🙂 and hello"))))
    assert "and hello" in said and NOT_IN_FONT in said
    assert caplog.records == []
    assert NOT_IN_FONT not in text_of(read(paper(Paragraph("", "łódź, “yes”"))))


def test_words_that_look_like_marks_or_markup_stay_words() -> None:
    said = text_of(read(paper(Paragraph("", r"**bold** (a) \ <b>x</b> {nb} %s"))))
    assert r"**bold** (a) \ <b>x</b> {nb} %s" in said
