"""Questions and reflections are counted as coding manuals do: once for what is said in one go, murmurs or not."""

import pytest

from lamplit.engines.listening.report import Counts
from lamplit.engines.listening.session import listen
from lamplit.engines.listening.transcripts import read_transcript
from lamplit.engines.listening.volleys import is_murmur

ROLES = {"T": "therapist", "C": "client"}
GIVEN, MORE = "It sounds like you feel worn out by it.", "And part of you is scared it will never end."
OPEN, CLOSED = "What would help you tonight?", "Did you sleep last night?"
STORY = "Well, my sister came round and we argued about the dog again."


def counted(*said: str) -> Counts:
    labels = ("T", "C")
    text = "\n".join(f"{labels[at % 2]}: {each}" for at, each in enumerate(said))
    return listen(read_transcript("s.txt", text.encode()), ROLES).counts


def reflections(counts: Counts) -> int:
    return counts.simple_reflections + counts.complex_reflections


@pytest.mark.parametrize(
    "text", ["Yeah.", "Mm-hmm.", "Mm hmm, yeah", "Right, right.", "Oh, okay.", "All right.", "Uh-huh"]
)
def test_what_is_said_while_listening_is_a_murmur(text: str) -> None:
    assert is_murmur(text)


@pytest.mark.parametrize(
    "text", ["No.", "Yeah, I guess.", "I'm good.", "Right, right, right, right, right.", "Tuesday."]
)
def test_what_says_something_is_none(text: str) -> None:
    assert not is_murmur(text)


def test_a_murmur_does_not_end_what_is_given_back_and_an_answer_does() -> None:
    assert reflections(counted(GIVEN, STORY, MORE)) == 2
    assert reflections(counted(GIVEN, "Yeah.", MORE)) == 1
    assert counted(GIVEN, "Yeah.", MORE).complex_reflections == 1


def test_after_a_question_a_murmur_may_be_an_answer() -> None:
    assert counted(CLOSED, "Yeah.", "Did you dream?").closed_questions == 2
    once = counted("You were up late again.", "Mm.", f"{CLOSED} {OPEN}")
    assert (once.open_questions, once.closed_questions) == (1, 0)


def test_every_turn_keeps_its_own_code() -> None:
    text = f"T: {GIVEN}\nC: Yeah.\nT: {MORE}"
    report = listen(read_transcript("s.txt", text.encode()), ROLES)
    assert [each.behaviour for each in report.coded] == ["reflection", None, "reflection"]
    assert report.counts.talk_share["client"] == pytest.approx(1 / 19, abs=0.01)
