"""The verbs that listen to text, as they can be typed; they run without a database, keys or Django."""

import argparse
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Verbs: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no other name

ENDINGS = "Ends with 0 when all is well, 2 for wrong usage, 1 otherwise. Needs no house: no database and no keys."


def _verb(verbs: "Verbs", name: str, text: str) -> argparse.ArgumentParser:
    """Add one verb that needs no house."""
    added = verbs.add_parser(name, help=text, description=text, epilog=ENDINGS)
    added.set_defaults(module=name, json=False, jsonl=False, anywhere=True)
    return added


def _json(added: argparse.ArgumentParser) -> None:
    added.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def _lines(added: argparse.ArgumentParser, fields: str) -> None:
    added.add_argument("--jsonl", action="store_true", required=True, help=f"one JSON object a line in ({fields})")


def _listen(verbs: "Verbs") -> None:
    added = _verb(verbs, "listen", "Read the transcript of a session and report, every line of it with its words.")
    added.add_argument("file", metavar="FILE", help="a transcript: .txt, .vtt, .srt, .docx or .csv")
    added.add_argument("--speakers", metavar="LIST", default="", help='who is who, such as "A=therapist,B=client"')
    _json(added)


def _signals(verbs: "Verbs") -> None:
    text = "Find what texts say about harm, with the words that say it. `level` is for measuring, never for people."
    _lines(_verb(verbs, "signals", text), "id, text, and where known age and about")


def _skills(verbs: "Verbs") -> None:
    text = "Say what each reply of an adult does: question, reflection, empathy, validation, limit."
    _lines(_verb(verbs, "skills", text), "id, text, previous: what the other person just said")


def _talk(verbs: "Verbs") -> None:
    text = "Say of each turn of a client whether it speaks for change, for staying, or for neither."
    _lines(_verb(verbs, "talk", text), "id, text, previous: what the other person just said")


def _deidentify(verbs: "Verbs") -> None:
    added = _verb(verbs, "deidentify", "Put placeholders for names, places, dates and numbers, from stdin to stdout.")
    added.add_argument("--names", metavar="LIST", default="", help='names known in the circle, such as "Ana,Bo"')
    how = added.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print one JSON document with the spans and nothing else")
    how.add_argument("--jsonl", action="store_true", help="one JSON object a line in (id, text) and out")


def _keywords(verbs: "Verbs") -> None:
    added = _verb(verbs, "keywords", "List the phrases a text is about, with weight and the sentence they stand in.")
    added.add_argument("file", metavar="FILE", help="a text")
    _json(added)


VERBS = (_listen, _signals, _skills, _talk, _deidentify, _keywords)
