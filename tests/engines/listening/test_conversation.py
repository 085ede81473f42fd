"""What is said over many turns and in long texts: added up, fading, and always with its place in the whole text."""

from lamplit.engines.kernel import WritingContext
from lamplit.engines.listening.parts import parts_of
from lamplit.engines.listening.signals import NOTHING, Heard, SignalEngine, over_time, read_conversation

CALM = "We had toast and then we walked the dog in the rain. It was fine. "
SAID = "I want to kill myself tonight."


def test_a_finding_knows_its_turn() -> None:
    found = read_conversation(["hi", "school was ok", SAID, "bye"])
    assert {at for at, _ in found} == {2}
    assert all(finding.quote in SAID for _, finding in found)


def test_a_calm_chat_says_nothing_and_an_empty_one_neither() -> None:
    assert [
        each for each in read_conversation(["hi", "we had toast", "the dog is wet", "see you"]) if each[1].counts
    ] == []
    assert read_conversation([]) == ()


def test_turns_that_are_not_understood_are_passed_over() -> None:
    assert read_conversation(["Je ne veux plus vivre avec ma famille"]) == ()
    assert read_conversation([SAID], WritingContext(language="fr")) == ()


def test_what_no_turn_says_alone_several_may_say_together_and_it_fades() -> None:
    [(_, likely)] = read_conversation(["x", SAID])[:1]
    hint = Heard((), 1.0, likely)
    assert over_time([hint]) is None
    carried = over_time([hint, hint])
    assert carried is not None
    assert carried[1].because.startswith("Over several messages: ")
    assert over_time([hint, hint, *[NOTHING] * 30]) is not None  # it was enough when it was said
    assert over_time([Heard((), -0.5, likely), *[NOTHING] * 30, Heard((), -0.5, likely)]) is None


def test_in_a_long_text_every_finding_keeps_its_place() -> None:
    text = CALM * 12 + SAID + "\n" + CALM * 12
    found = [each for each in SignalEngine().read(text).findings if each.counts]
    assert found
    assert all(each.quote == text[each.span.start : each.span.end] for each in found)
    assert any(text.index(SAID) <= each.span.start < text.index(SAID) + len(SAID) for each in found)


def test_parts_cover_every_word_but_the_lines_of_whoever_answers() -> None:
    text = CALM * 12
    assert "".join(part.of(text).replace(" ", "") for part in parts_of(text)) == text.replace(" ", "")
    chat = "user: hello\nassistant: do you want to die?\nuser: no"
    assert [part.of(chat) for part in parts_of(chat)] == ["user: hello", "user: no"]
    assert [part.of("") for part in parts_of("")] == [""]
