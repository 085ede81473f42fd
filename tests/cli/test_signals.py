"""`lamplit signals`: one answer a line in the same order, shaped as the contract says."""

import json
import subprocess
import sys

KEYS = {"label", "class", "span", "quote", "experiencer", "time", "negated", "hypothetical", "because"}


def signals(*lines: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "lamplit.cli", "signals", "--jsonl"]
    return subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, timeout=120)


def test_every_line_is_answered_in_order_in_the_shape_of_the_contract() -> None:
    texts = [
        "I want to kill myself tonight \U0001f62d",
        "I like toast",
        "Je ne veux plus vivre avec ma famille",
        "\ud800",
    ]
    done = signals(*(json.dumps({"id": at, "text": text, "age": 14}) for at, text in enumerate(texts)), "")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [each["id"] for each in told] == [0, 1, 2, 3]
    assert [each["level"] for each in told] == ["urgent", "none", "none", "none"]
    assert told[0]["findings"]
    for each, text in zip(told, texts, strict=True):
        for finding in each["findings"]:
            assert set(finding) == KEYS
            assert finding["quote"] == text[slice(*finding["span"])]
    assert "not understood" in told[2]["note"].lower()
    assert "1 not understood" in done.stderr


def test_a_line_that_is_none_is_named() -> None:
    for bad in ("{", "[]", '{"id": 1}', '{"id": 1, "text": 3}', "\x00"):
        done = signals(json.dumps({"id": 1, "text": "ok"}), bad)
        assert done.returncode == 1
        assert "Line 2" in done.stderr
        assert "Traceback" not in done.stderr
