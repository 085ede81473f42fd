"""Opens the bytes of a transcript safely: text in any coding, tables, Word files; leaves turns to `transcripts`."""

import csv
import io
import zipfile
import zlib
from xml.parsers import expat

MOST_BYTES = 20_000_000
MOST_UNPACKED = 40_000_000
MOST_LINES = 400_000
_BROKEN = (zipfile.BadZipFile, KeyError, OSError, RuntimeError, EOFError, zlib.error, ValueError)
_BODY = "word/document.xml"
_ODD = {0: None, 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "


class TranscriptError(Exception):
    """A file cannot be read as a transcript; the text is one sentence or two that say what to do."""


def words_of(raw: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Latin-1, lines parted by newlines; raises TranscriptError."""
    text = _decoded(raw).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").translate(_ODD)
    if not text.strip():
        raise TranscriptError("This file is empty. Choose the file with the words of the session.")
    strange = sum(sign < " " and sign not in "\n\t" for sign in text[:4000])
    if strange * 20 > len(text[:4000]):
        raise TranscriptError("This is not a text file. Save the transcript as .txt, .vtt, .srt, .docx or .csv.")
    if text.count("\n") > MOST_LINES:
        raise TranscriptError("This file has too many lines. Give the session in parts.")
    return text


def _decoded(raw: bytes) -> str:
    """Return bytes as text: by their mark, else UTF-8, else as old Windows files are written."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if raw[:4000].count(0) > len(raw[:4000]) // 50:
            raise TranscriptError(
                "This is not a text file. Save the transcript as .txt, .vtt, .srt, .docx or .csv."
            ) from None
        return raw.decode("cp1252", "replace")


def table_rows(text: str) -> list[list[str]]:
    """Return the rows of a table parted by commas, semicolons or tabs; raises TranscriptError when it is none."""
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        return [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(cell.strip() for cell in row)]
    except csv.Error:
        raise TranscriptError(
            "This table cannot be read. Save it again as CSV with columns 'speaker' and 'text'."
        ) from None


def docx_lines(raw: bytes) -> list[str]:
    """Return the paragraphs of a Word file; raises TranscriptError for a broken, locked or swollen one."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed, packed.open(_BODY) as body:
            written = body.read(MOST_UNPACKED + 1)
    except _BROKEN:
        raise TranscriptError(
            "This Word file cannot be opened. Save it again as .docx without a password, or as .txt."
        ) from None
    if len(written) > MOST_UNPACKED:
        raise TranscriptError("This Word file is too large inside. Save the words as .txt.")
    return _Paragraphs().read(written)


class _Paragraphs:
    """Gathers the text of each paragraph; a document that declares its own entities is refused, so none expand."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._in_text = 0

    def read(self, written: bytes) -> list[str]:
        """Return the paragraphs of a Word document's body."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(written, True)  # noqa: FBT003 - expat names it nowhere
        except expat.ExpatError:
            raise TranscriptError("This Word file is damaged. Open it, save it again and try once more.") from None
        if len(self._lines) > MOST_LINES:
            raise TranscriptError("This file has too many lines. Give the session in parts.")
        return self._lines

    def _refuse(self, *_: object) -> None:
        raise TranscriptError("This Word file holds something that Word does not write. Save the words as .txt.")

    def _start(self, name: str, _: object) -> None:
        kind = _kind(name)
        self._in_text += kind == "t"
        if kind == "tab":
            self._parts.append("\t")
        elif kind in {"br", "cr"}:
            self._finish()

    def _end(self, name: str) -> None:
        kind = _kind(name)
        self._in_text -= kind == "t"
        if kind == "p":
            self._finish()

    def _text(self, words: str) -> None:
        if self._in_text:
            self._parts.append(words)

    def _finish(self) -> None:
        self._lines.append("".join(self._parts).replace("\n", " "))
        self._parts = []


def _kind(name: str) -> str:
    """Return the local name of an element of Word's own, or an empty text."""
    return next((name.removeprefix(space) for space in (_W, _STRICT) if name.startswith(space)), "")
