"""What is kept of a session: claims in the words that were said, long enough to mean something by themselves."""

from lamplit.actions.therapy_reading import read_words
from lamplit.engines.listening.speakers import Part

WHO: dict[str, Part] = {"T": "therapist", "C": "client"}


def signals_in(said: str) -> list[str]:
    words, _ = read_words([["T", "How was the week?"], ["C", said]], WHO)
    return [claim[0] for claim in words["report"]["signals"]]


def test_a_short_quote_is_shown_in_its_sentence() -> None:
    assert signals_in("It rained. I took an overdose on Friday and told nobody. Then the bus came.") == [
        "I took an overdose on Friday and told nobody."
    ]


def test_a_longer_quote_stands_as_it_was_said() -> None:
    assert signals_in("It rained. Some nights I think about killing myself when the house is quiet. Then I sleep.") == [
        "think about killing myself"
    ]


def test_a_turn_without_full_stops_is_not_shown_whole() -> None:
    long = "so " + "and then we went on " * 12 + "and I took an overdose on Friday"
    shown = signals_in(long)
    assert shown
    assert all(len(each.split()) < 10 and each in long for each in shown)
