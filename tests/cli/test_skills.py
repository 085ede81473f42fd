"""`lamplit skills` and `lamplit talk` as other programs call them: the contract's fields, order, and faulty lines."""

import json
import subprocess
import sys

import pytest

SKILLS = {"id", "behaviour", "question", "reflection", "empathy", "validation", "invalidating", "advice", "limit"}


def said(verb: str, given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lamplit.cli", verb, "--jsonl"]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)


def test_skills_answers_with_exactly_the_promised_fields_in_order() -> None:
    lines = [{"id": 7, "text": "What happened?", "previous": "I ran."}, {"id": "b", "text": ""}]
    done = said("skills", "\n".join(map(json.dumps, lines)) + "\n\n")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"]) == (7, "b")
    assert set(first) == SKILLS | {"nvc", "because"}
    assert set(first["empathy"]) == {"emotional_reaction", "interpretation", "exploration"}
    assert set(first["nvc"]) == {"observation", "feeling", "need", "request", "violations"}
    assert all(set(why) == {"label", "span", "quote"} for why in first["because"])
    assert (first["behaviour"], first["question"]) == ("question", "open")
    assert second["because"] == []


def test_talk_answers_with_exactly_the_promised_fields() -> None:
    done = said("talk", json.dumps({"id": "1", "text": "\U0001f600 I want to stop.", "previous": ""}) + "\n")
    found = json.loads(done.stdout)
    assert set(found) == {"id", "talk", "because"}
    assert found["talk"] == "change"
    assert "\U0001f600 I want to stop."[slice(*found["because"][0]["span"])] == found["because"][0]["quote"]


@pytest.mark.parametrize("verb", ["skills", "talk"])
@pytest.mark.parametrize("line", ["not json", "[]", '{"id": "1"}'])
def test_a_faulty_line_is_named_by_its_number(verb: str, line: str) -> None:
    done = said(verb, '{"id": "0", "text": "Okay."}\n' + line + "\n")
    assert done.returncode == 1
    assert "Line 2 " in done.stderr
    assert "Traceback" not in done.stderr
