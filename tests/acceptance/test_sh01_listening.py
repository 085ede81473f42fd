"""`lamplit listen` as a therapist runs it: one file in, a report whose every line can be looked up; nothing leaves."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.listening import sessions

MAYA = sessions.AUTHORED / "maya.txt"


def said(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lamplit.cli", "listen", *options], capture_output=True, text=True, timeout=120
    )


@pytest.mark.row("SH01")
@pytest.mark.row("SH10")
@pytest.mark.row("SH12")
def test_a_session_comes_back_in_five_parts_with_its_moments() -> None:
    report = json.loads(said(str(MAYA), "--json").stdout)
    assert list(report["summary"]) == ["struggles", "interventions", "recovery", "guidance", "keywords"]
    assert report["speakers"] == {"THERAPIST": "therapist", "MAYA": "client"}
    assert {tuple(each["lines"]) for each in report["insights"]} == {(30,), (32,)}
    assert {each["reason"] for each in report["key_moments"]} >= {"rupture", "repair", "insight", "commitment"}
    assert len(report["key_moments"]) <= 5
    assert "Now I see that I'm on duty all the time." in {each["quote"] for each in report["insights"]}


def test_the_page_for_people_names_the_turns_and_promises_no_verdict() -> None:
    page = said(str(MAYA)).stdout
    assert "it judges nobody" in page
    assert "[30" in page
    for word in ("risk", "score", "diagnos", "severe"):
        assert word not in page.lower()


def test_a_wrong_guess_is_put_right_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text('text,speaker\n"I realised that I was scared.",A\nTake your time.,B\n', encoding="utf-8")
    report = json.loads(said(str(file), "--speakers", "a=client,B=therapist", "--json").stdout)
    assert report["speakers"] == {"A": "client", "B": "therapist"}
    assert [each["lines"] for each in report["insights"]] == [[1]]
    wrong = said(str(file), "--speakers", "Q=client")
    assert wrong.returncode == 1
    assert "It has: A, B." in wrong.stderr


def test_what_is_no_transcript_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "s.docx"
    file.write_bytes(b"PK\x03\x04 no")
    done = said(str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Save it again" in done.stderr


def test_what_somebody_should_read_is_shown_with_its_words_and_its_time(tmp_path: Path) -> None:
    file = tmp_path / "s.txt"
    told = "I took too many pills last year and they kept me in hospital."
    friend = "My friend took too many pills."
    file.write_text(f"Therapist: What happened?\nClient: {told}\nTherapist: Mm.\nClient: {friend}\n", encoding="utf-8")
    signals = json.loads(said(str(file), "--json").stdout)["signals"]
    own = [each for each in signals if each["lines"] == [2]]
    others = [each for each in signals if each["lines"] == [4]]
    assert {(each["experiencer"], each["time"]) for each in own} == {("self", "past")}
    assert all(each["experiencer"].startswith("other") for each in others)
    assert all(each["class"] in "ABCDE" and each["because"] for each in signals)
