"""What replies do: each kind of reply by plain examples, the words shown for it, and any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.listening.reply import Reply
from lamplit.engines.listening.skills import FLAGS, read_climate, read_reply


def held(reply: Reply) -> set[str]:
    return {each for each in FLAGS if getattr(reply, each, getattr(reply.nvc, each, False))} | set(reply.nvc.violations)


@pytest.mark.parametrize(
    ("text", "previous", "behaviour"),
    [
        ("What was that like for you?", "He left.", "question"),
        ("Did you sleep?", "I am tired.", "question"),
        ("It sounds like you're scared of going back there.", "I don't want to go.", "reflection"),
        ("You should talk to your teacher about it.", "They laughed.", "input"),
        ("Mm-hmm.", "And then we went home.", "other"),
        ("Hello, come on in.", "", "other"),
    ],
)
def test_a_reply_is_known_by_what_it_does(text: str, previous: str, behaviour: str) -> None:
    assert read_reply(text, previous).behaviour == behaviour


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It makes sense that you're angry after that.", "validation"),
        ("Calm down, it's not the end of the world.", "invalidating"),
        ("You should try writing it down.", "advice"),
        ("I can't let you hit your sister.", "limit"),
        ("I feel completely ignored by you.", "pseudo_feeling"),
        ("You never listen, you're so lazy.", "judgement_as_observation"),
        ("I need you to tidy your room.", "strategy_as_need"),
        ("Can you do it now, or I'll take your phone away.", "demand_as_request"),
        ("Would you be willing to text me when you leave?", "request"),
        ("I feel sad and worried.", "feeling"),
    ],
)
def test_what_a_reply_does_is_shown_with_its_words(text: str, label: str) -> None:
    reply = read_reply(text)
    assert label in held(reply)
    marks = reply.marks_of(label)
    assert marks
    assert all(mark.evidence.quote == text[mark.evidence.span.start : mark.evidence.span.end] for mark in marks)
    assert all(mark.evidence.because.endswith(".") and 0 < mark.disagree < 1 for mark in marks)


@pytest.mark.parametrize(
    ("text", "previous", "asks"),
    [
        (
            "So Sundays are the worst of it. What happens on a Sunday?",
            "It's mostly Sundays, it all comes back.",
            "open",
        ),
        ("You've cut it down to two. How did you manage that?", "I used to have six, now it's two.", "open"),
        ("Okay, so it's your mum you'd miss. There's a form here we fill in together.", "I'd miss my mum.", None),
    ],
)
def test_what_gives_back_is_heard_in_a_turn_that_goes_on_to_ask_or_to_inform(
    text: str, previous: str, asks: str | None
) -> None:
    reply = read_reply(text, previous)
    assert reply.reflection
    assert reply.question == asks
    first = text.index(".")
    assert any(mark.evidence.span.start < first for mark in reply.marks_of(reply.reflection))


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("You put the patch on in the morning and take it off at night.", "How do I use them?"),
        ("What time did you get up?", "I was late again."),
        ("So we'll say Tuesday at ten, and you'll bring the diary.", "Yeah, fine."),
    ],
)
def test_information_questions_and_plans_give_nothing_back(text: str, previous: str) -> None:
    assert read_reply(text, previous).reflection is None


def test_a_judgement_to_which_nothing_was_said_makes_nothing_smaller() -> None:
    said = "You never lift a finger in this house."
    alone, answered = read_reply(said), read_reply(said, "I'm worn out. I cried in the car park again.")
    assert alone.nvc.violations == answered.nvc.violations == ("judgement_as_observation",)
    assert answered.invalidating
    assert not alone.invalidating
    assert read_reply("Oh stop crying, it's only a hamster.").invalidating


def test_what_makes_sense_of_a_feeling_is_heard_where_nothing_stands_before_it() -> None:
    assert read_reply("Of course you're upset. He said he'd come and he didn't.").validation
    assert not read_reply("The bus goes at ten to nine from the stop by the church.").validation


def test_nothing_is_said_of_nothing() -> None:
    reply = read_reply("")
    assert (reply.behaviour, reply.question, held(reply)) == ("other", None, set())


def test_the_climate_is_shown_with_examples() -> None:
    marks = read_climate("Thank you for telling me. Would it be okay if we talked about school? It's up to you.")
    assert {mark.label for mark in marks} == {"warmth", "collaboration", "autonomy"}


ODD = [
    "😀" * 500,
    "\u202eevil\u202c",
    "nul \0 here",
    "خلاص، أنا متعب",
    "a" * 100_000,
    "?" * 1_000,
    "\ud800 half",
    "  \n\t ",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_get_an_answer(text: str) -> None:
    for mark in read_reply(text, text).marks:
        assert mark.evidence.quote == text[mark.evidence.span.start : mark.evidence.span.end]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=100))
def test_any_text_gets_the_same_answer_twice(text: str, previous: str) -> None:
    assert read_reply(text, previous) == read_reply(text, previous)
