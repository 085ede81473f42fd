"""A record on paper as a PDF: tagged, its own font, no script, a neutral title; leaves its words to the actions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import fontpkg_atkinson_hyperlegible
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont

from lamplit.engines.kernel.saying import say

TITLE = say("Record")
FONT = "Atkinson"
MARGIN, LINE, SMALL = 20.0, 6.0, 5.0  # millimetres
BODY_SIZE, SMALL_SIZE, HEADING_SIZES = 11.0, 9.0, (18.0, 13.0)  # points
NOT_IN_FONT = say(
    "Some signs are not in this font and stand here as a question mark. The page in Lamplit has them all."
)
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some words under a short label; the label may be empty."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One record: its heading, a few lines about it, its sections in reading order, and one line for every foot."""

    heading: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Voice:
    """The language a record is written in: its code, and how a sentence is said in it."""

    code: str
    aloud: Callable[[str], str]


ENGLISH = Voice("en-GB", str)


def pdf_of(paper: Paper, made_at: datetime, voice: Voice = ENGLISH) -> bytes:
    """Return a record as the bytes of an A4 PDF; `made_at` is aware and goes into the file."""
    sheet = _Sheet(paper.foot, made_at, voice)
    sheet.heading(paper.heading, 0)
    for line in paper.about:
        sheet.words(line, SMALL_SIZE, SMALL)
    if any(map(sheet.lacks, _all_words(paper))):
        sheet.words(NOT_IN_FONT, SMALL_SIZE, SMALL)
    for section in paper.sections:
        sheet.heading(section.heading, 1)
        for each in section.paragraphs:
            if each.label:
                sheet.words(each.label, SMALL_SIZE, SMALL, style="B")
            sheet.words(each.text, BODY_SIZE, LINE)
            sheet.ln(2)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """Pages that fill up from the top, every piece of them tagged as a heading, a paragraph or decoration."""

    def __init__(self, foot: str, made_at: datetime, voice: Voice) -> None:
        """Open the first page."""
        super().__init__(format="A4", unit="mm")
        self._foot = foot
        self._voice = voice
        faces = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
        self.add_font(FONT, "", faces / "AtkinsonHyperlegible-Regular.ttf")
        self.add_font(FONT, "B", faces / "AtkinsonHyperlegible-Bold.ttf")
        self.alias_nb_pages("")  # nothing anybody wrote is taken for a sign of ours
        self.set_title(voice.aloud(TITLE))
        self.set_lang(voice.code)
        self.set_creator("Lamplit")
        self.set_producer("Lamplit")
        self.set_creation_date(made_at)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=False, margin=MARGIN)
        self.add_page()

    def footer(self) -> None:
        """Draw the foot of a page, which is no part of what is read aloud."""
        self.set_y(-MARGIN + LINE)
        self.set_font(FONT, "", SMALL_SIZE)
        self._out("/Artifact BMC")
        self.cell(0, SMALL, self._drawable(say("{foot} Page {number}", foot=self._foot, number=self.page_no())))
        self._out("EMC")

    def heading(self, text: str, level: int) -> None:
        """Write a heading, never alone at the end of a page; it is in the outline too."""
        if self.y + 4 * LINE > self._bottom:
            self.add_page()
        self.ln(LINE if level else 0)
        self.start_section(self._drawable(text), level)
        with self._tagged(f"/H{level + 1}"):
            self._lines([self._drawable(text)], HEADING_SIZES[level], LINE * (1.5 if level == 0 else 1.2), "B")
        self.ln(1)

    def words(self, text: str, size: float, height: float, style: str = "") -> None:
        """Write a paragraph, going on to the next page where it must."""
        self.set_font(FONT, style, size)
        text = self._drawable(text)
        found = self.multi_cell(0, height, text, dry_run=True, output=MethodReturnValue.LINES)
        lines = [str(line) for line in found] if isinstance(found, list) else [text]
        while lines:
            room = int((self._bottom - self.y) // height)
            if room < 1:
                self.add_page()
                continue
            with self._tagged("/P"):
                self._lines(lines[:room], size, height, style)
            lines = lines[room:]

    def lacks(self, text: str) -> bool:
        """Tell whether some sign of a text is not in the font."""
        return self._drawable(text) != self._voice.aloud(text)

    def _drawable(self, text: str) -> str:
        """Return a text without signs the font lacks; the library would name them in a log, where no word belongs."""
        font = self.fonts[FONT.lower()]
        known = font.cmap if isinstance(font, TTFFont) else {}
        said = self._voice.aloud(text)
        return "".join(sign if ord(sign) in known or sign in "\n\t" else UNKNOWN for sign in said)

    @property
    def _bottom(self) -> float:
        """How far down words may go, in millimetres from the top."""
        return float(self.h) - MARGIN

    def _lines(self, lines: Sequence[str], size: float, height: float, style: str) -> None:
        self.set_font(FONT, style, size)
        for line in lines:
            self.cell(0, height, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    @contextmanager
    def _tagged(self, kind: str) -> Iterator[None]:
        """Mark what is drawn meanwhile, on one page, as one piece of the document's structure."""
        place = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=kind, mcid=place)
        self._out(f"{kind} <</MCID {place}>> BDC")
        yield
        self._out("EMC")


def _all_words(paper: Paper) -> Iterator[str]:
    """Yield every text of a record."""
    yield from (paper.heading, *paper.about)
    for section in paper.sections:
        for each in section.paragraphs:
            yield from (each.label, each.text)
