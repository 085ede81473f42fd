"""`lamplit deidentify` as other programs call it: text in, placeholders out, and no way back."""

import json
import subprocess
import sys


def said(*options: str, typed: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "lamplit.cli", "deidentify", *options]
    return subprocess.run(command, input=typed, capture_output=True, timeout=60)


def test_text_goes_in_and_comes_out_without_names() -> None:
    done = said(typed=b"Kayleigh went to Larch Primary School.\n")
    assert done.stdout == b"[Person 1] went to [School 1].\n"
    assert done.returncode == 0


def test_spans_are_in_the_characters_that_came_in() -> None:
    text = "\U0001f600 Si\u00e2n saw Rose."
    document = json.loads(said("--json", "--names", "Rose, Will", typed=text.encode()).stdout)
    assert {text[slice(*each["span"])]: each["label"] for each in document["spans"]} == {
        "Si\u00e2n": "PERSON",
        "Rose": "PERSON",
    }
    assert set(document) == {"text", "spans"}


def test_lines_come_back_in_the_same_order() -> None:
    lines = [{"id": "b", "text": "Ring 07700 900461"}, {"id": 2, "text": ""}]
    done = said("--jsonl", typed="\n".join(map(json.dumps, lines)).encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], row["text"]) for row in rows] == [("b", "Ring [Phone 1]"), (2, "")]


def test_what_is_no_text_is_refused_in_words() -> None:
    done = said(typed=b"\xff\xfe\x00\x01")
    assert done.returncode == 1
    assert b"not text" in done.stderr
    assert done.stdout == b""
