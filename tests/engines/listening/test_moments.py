"""What stands out in a session: phrases and models together; what only one of them hears is a place to read again."""

import pytest

from benchmarks.listening import sessions
from lamplit.engines.kernel import Span
from lamplit.engines.kernel.evidence import evidence_of
from lamplit.engines.listening.moments import NEAR, Event, events_in, hinted, key_moments
from lamplit.engines.listening.reply import Hint, Mark
from lamplit.engines.listening.session import listen
from lamplit.engines.listening.talk import read_client_turn
from lamplit.engines.listening.transcripts import Turn, read_transcript

SURELY = "So I leave first. Every time. Before anybody can leave me."
REASONS = {"insight", "emotion_shift", "commitment", "rupture", "repair", "self_acceptance"}


@pytest.mark.parametrize("name", sessions.names())
def test_up_to_five_moments_in_order_with_a_reason_of_the_list(name: str) -> None:
    moments = listen(sessions.transcript(name)).key_moments
    assert 3 <= len(moments) <= 5
    assert [each.lines[0] for each in moments] == sorted(each.lines[0] for each in moments)
    assert {each.reason for each in moments} <= REASONS


@pytest.mark.row("SH10")
def test_a_moment_no_phrase_tells_is_a_place_to_read_again_and_no_statement() -> None:
    said = "T: And now?\nC: So it was me keeping the door shut all along, not him.\nT: Mm.\nC: We had eggs for tea."
    report = listen(read_transcript("s.txt", said.encode()))
    assert [(each.lines, each.reason) for each in report.key_moments] == [((2,), "insight")]
    assert report.key_moments[0].because == "Turns like this often say that something became clear."
    assert report.key_moments[0].perhaps
    assert report.insights == ()
    surely = f"T: What is it?\nC: {SURELY}\nT: Mm."
    report = listen(read_transcript("s.txt", surely.encode()))
    assert [each.perhaps for each in report.key_moments] == [False]
    assert [(each.text, each.because) for each in report.insights] == [(SURELY, report.key_moments[0].because)]
    plainly = "T: And now?\nC: I realised that I had been keeping the door shut all along.\nT: Mm."
    assert [each.perhaps for each in listen(read_transcript("s.txt", plainly.encode())).key_moments] == [False]


@pytest.mark.row("SH10")
def test_a_phrase_of_commitment_that_models_doubt_is_a_place_and_no_commitment() -> None:
    turn = Turn(2, "C", "I'll tell her on Sunday after lunch.")
    found = list(events_in(turn, "client"))
    assert [each.label for each in found] == ["commitment"]
    mark = Mark("commitment", evidence_of(turn.text, Span(0, 4), "Because."), 0.3)
    assert [(each.stands, each.strength) for each in hinted(turn, found, ())] == [(False, 0.0)]
    assert [(each.stands, each.strength) for each in hinted(turn, found, [Hint(mark, 1.5)])] == [(True, 1.5)]
    assert [each.stands for each in hinted(turn, [], [Hint(mark, 1.5)])] == [False]
    assert key_moments(list(hinted(turn, found, ())))


def test_an_insight_of_a_phrase_alone_is_not_listed_and_one_that_models_share_is() -> None:
    turn = Turn(2, "C", "I realised that I had the wrong bus, is all.")
    found = [each for each in events_in(turn, "client") if each.label == "insight"]
    mark = Mark("insight", evidence_of(turn.text, Span(0, 10), "Because."), 0.3)
    for strength, stands in ((0.6, False), (0.7, True)):
        assert [each.stands for each in hinted(turn, found, [Hint(mark, strength)])] == [stands]


def test_moments_lie_apart_and_reasons_take_turns() -> None:
    events = [Event(line, "insight", "x", "y", 0.0, 2.0) for line in (1, 2, 3, 9)]
    events += [Event(14, "rupture", "x", "y", 0.0, 1.9), Event(20, "insight", "x", "y", 0.0, 1.95)]
    chosen = key_moments(events)
    assert [(each.lines[0], each.reason) for each in chosen] == [
        (1, "insight"),
        (9, "insight"),
        (14, "rupture"),
        (20, "insight"),
    ]
    events = [Event(line, "insight", "x", "y", 0.0, 2.0) for line in range(1, 40, NEAR + 1)]
    assert [each.reason for each in key_moments([*events, Event(50, "rupture", "x", "y", 0.0, 1.9)])].count(
        "rupture"
    ) == 1


def test_of_a_long_turn_the_end_is_read() -> None:
    begin = "We went to the shops and then to my sister's and had the pie she does, and the kids played out. " * 6
    hints = read_client_turn(begin + SURELY, "And then?").hints
    assert hints
    assert "insight" in {hint.mark.label for hint in hints}
    marked = next(hint.mark.evidence for hint in hints if hint.mark.label == "insight")
    assert marked.span.start >= len(begin) - 100
