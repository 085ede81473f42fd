"""Reads transcripts as people have them (txt, vtt, srt, docx, csv) into turns; leaves who is who to `speakers`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from lamplit.engines.listening.transcript_files import MOST_BYTES, TranscriptError, docx_lines, table_rows, words_of

MOST_TURNS = 20_000
LONGEST_LABEL = 40
_LABELLED = re.compile(r"\s{0,8}(?:[-*\u2022>]\s?)?"
                       r"(?:\[?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\)?\]?\s{0,3}[-\u2013]?\s?)?"
                       r"(?P<label>[^\W_][^:\n\t<>{}]{0,39}?)\s?[:\uff1a]\s{0,4}(?=\S|$)")  # fmt: skip
_TIME_LINE = re.compile(r"\s{0,4}(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s{0,4}-->\s")
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,40})?\s{1,4}(?P<label>[^>\n]{1,60})>")
_TAG = re.compile(r"<[^>\n]{0,80}>")
_STAMP = re.compile(r"\s{0,4}\[?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\)?\]?\s{0,4}")
_BLOCK = re.compile(r"\s{0,4}(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)\b")
_NO_SPEAKER = frozenset(("http", "https", "note", "notes", "date", "session", "time", "location", "present", "page",
                         "title", "re", "nb", "ps"))  # fmt: skip
_SPEAKER_COLUMNS = ("speaker", "speaker name", "name", "who", "interlocutor", "role", "participant", "from")
_TEXT_COLUMNS = (
    "text",
    "utterance",
    "utterance_text",
    "words",
    "content",
    "transcript",
    "message",
    "line",
    "said",
    "dialogue",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said before another spoke: its line (from 1), the label as it stands in the file, the words."""

    line: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of one conversation, in order; at least one."""

    turns: tuple[Turn, ...]

    def labels(self) -> tuple[str, ...]:
        """Return the speakers' labels in the order in which they first speak."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


def read_transcript(name: str, raw: bytes) -> Transcript:
    """Return the turns in a file called `name`; raises TranscriptError with a sentence that says what to do."""
    if len(raw) > MOST_BYTES:
        raise TranscriptError("This file is larger than 20 MB. Give the session in parts.")
    ending = PurePath(name).suffix.lower()
    if ending == ".docx" or raw[:4] == b"PK\x03\x04":
        spoken = _spoken(docx_lines(raw))
    elif ending == ".csv":
        spoken = _from_table(table_rows(words_of(raw)))
    else:
        text = words_of(raw)
        timed = ending in {".vtt", ".srt"} or text.lstrip().startswith("WEBVTT") or _TIME_LINE.search(text[:2000])
        spoken = _joined(_from_captions(text.split("\n"))) if timed else _spoken(text.split("\n"))
    return _as_turns(spoken)


def named_by_its_words(raw: bytes) -> str:
    """Return a file name with the ending that these bytes would have: a table is told by its first line."""
    first = raw[:2000].lstrip(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n", 1)[0].lower()
    heads = [head.strip(' "\r') for head in re.split("[,;\t]", first)]
    both = len(heads) > 1 and set(heads) & set(_SPEAKER_COLUMNS) and set(heads) & set(_TEXT_COLUMNS)
    return "session.csv" if both else "session.txt"


def read_words(name: str, raw: bytes) -> str:
    """Return the plain text of a text or Word file; raises TranscriptError when there is none in it."""
    if len(raw) > MOST_BYTES:
        raise TranscriptError("This file is larger than 20 MB. Give the text in parts.")
    text = (
        "\n".join(docx_lines(raw))
        if PurePath(name).suffix.lower() == ".docx" or raw[:4] == b"PK\x03\x04"
        else words_of(raw)
    )
    if not any(sign.isalnum() for sign in text):
        raise TranscriptError("There are no words in this file.")
    return text


def _spoken(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return label and words of each turn; a line without a label belongs to the turn before it."""
    spoken: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _LABELLED.match(line)
        if match and _may_speak(match["label"]):
            spoken.append((match["label"].strip(" *_\"'"), [line[match.end() :].strip(" *_")]))
        elif line.strip() and spoken and not _STAMP.fullmatch(line):
            spoken[-1][1].append(line.strip())
    return [(label, " ".join(filter(None, words))) for label, words in spoken]


def _may_speak(label: str) -> bool:
    """Say whether what stands before a colon can be a speaker: short, few words, not the middle of a sentence."""
    words = label.split()
    if len(words) > 4 or words[0].lower() in _NO_SPEAKER or (label.endswith((".", ",", "?", "!")) and len(label) > 3):
        return False
    return len(words) <= 2 or all(word[0].isupper() or word[0].isdigit() or word[0] in "(#" for word in words)


def _from_captions(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return what was said in timed captions; voices (<v Ana>) and "ANA: " both name who speaks."""
    spoken: list[tuple[str, str]] = []
    inside = False
    for line in lines:
        if _TIME_LINE.match(line):
            inside = True
        elif not line.strip() or _BLOCK.match(line):
            inside = False
        elif inside:
            _add_caption(line, spoken)
    return spoken


def _add_caption(line: str, spoken: list[tuple[str, str]]) -> None:
    voice = _VOICE.search(line)
    plain = _TAG.sub("", line).strip()
    match = None if voice else _LABELLED.match(plain)
    if voice:
        spoken.append((voice["label"].strip(), plain))
    elif match and _may_speak(match["label"]):
        spoken.append((match["label"].strip(), plain[match.end() :].strip()))
    else:
        spoken.append((spoken[-1][0] if spoken else "Speaker", plain))


def _from_table(rows: list[list[str]]) -> list[tuple[str, str]]:
    """Return what was said in a table whose first row names a column of speakers and one of words."""
    if not rows:
        return []
    heads = [head.strip().lower().lstrip("\ufeff") for head in rows[0]]
    who = next((heads.index(name) for name in _SPEAKER_COLUMNS if name in heads), None)
    what = next((heads.index(name) for name in _TEXT_COLUMNS if name in heads and heads.index(name) != who), None)
    if who is None or what is None:
        raise TranscriptError("The first line of the table must name a column 'speaker' and a column 'text'.")
    least = max(who, what)
    return [(row[who].strip() or "Speaker", row[what].strip()) for row in rows[1:] if len(row) > least]


def _joined(spoken: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join captions of one voice that follow each other: a sentence is often cut in two on the screen."""
    joined: list[tuple[str, list[str]]] = []
    for label, words in spoken:
        if joined and joined[-1][0] == label:
            joined[-1][1].append(words)
        else:
            joined.append((label, [words]))
    return [(label, " ".join(words)) for label, words in joined]


def _as_turns(spoken: list[tuple[str, str]]) -> Transcript:
    """Number the turns; raises TranscriptError when nobody says anything."""
    said = [(label[:LONGEST_LABEL] or "Speaker", words) for label, words in spoken if any(map(str.isalnum, words))]
    if not said:
        text = "No speakers were found. Write each turn on a line of its own, such as 'ANA: What she said'."
        raise TranscriptError(text)
    if len(said) > MOST_TURNS:
        raise TranscriptError(f"This file holds more than {MOST_TURNS:,} turns. Give the session in parts.")
    return Transcript(tuple(Turn(line, label, words) for line, (label, words) in enumerate(said, start=1)))
