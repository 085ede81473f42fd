"""Rows CT02, CT03, TP30, TP31, TP33, SH12, SH13 and SH20, asked of the commands as other programs ask them."""

import json
import subprocess
import sys

import pytest

from lamplit.engines.listening.skills import read_climate, read_reply

Row = dict[str, object]


def asked(verb: str, texts: list[tuple[str, str]]) -> list[Row]:
    """Give (previous, text) pairs to a verb in a process of its own; return its lines."""
    lines = "".join(json.dumps({"id": str(at), "text": text, "previous": previous}) + "\n"
                    for at, (previous, text) in enumerate(texts))  # fmt: skip
    command = [sys.executable, "-m", "lamplit.cli", verb, "--jsonl"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=60, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["id"] for each in found] == [str(at) for at in range(len(texts))]
    return found


REHEARSAL = [  # hand-coded: what each reply of the adult is
    ("He took my game and I hit him.", "He took your game and you hit him.", "reflection", "simple"),
    ("I hate it here.", "It sounds like you feel lonely in this house.", "reflection", "complex"),
    ("Nobody asked me.", "What would you have said?", "question", "open"),
    ("I'd have said no.", "Did you tell anyone that?", "question", "closed"),
    ("No.", "So you kept it to yourself.", "reflection", None),
    ("Yeah.", "Mm-hmm.", "other", None),
    ("They never listen.", "You should tell your social worker.", "input", None),
    ("I suppose.", "What was that like for you?", "question", "open"),
]


@pytest.mark.row("CT02")
@pytest.mark.row("CT03")
def test_a_rehearsal_is_counted_as_by_hand_and_every_code_shows_its_words() -> None:
    found = asked("skills", [(previous, text) for previous, text, _, _ in REHEARSAL])
    assert [each["behaviour"] for each in found] == [behaviour for _, _, behaviour, _ in REHEARSAL]
    kinds = [each["question"] for each in found if each["behaviour"] == "question"]
    assert (kinds.count("open"), kinds.count("closed")) == (2, 1)
    for each, (_, text, behaviour, _) in zip(found, REHEARSAL, strict=True):
        assert all(text[slice(*why["span"])] == why["quote"] for why in each["because"])
        if behaviour in {"question", "reflection"}:
            assert behaviour in {why["label"] for why in each["because"]}


REFLECTIONS = [
    ("i hate school", "You hate school.", "simple"),
    ("i was on my own all day", "So you were on your own all day.", "simple"),
    ("he said no", "He said no.", "simple"),
    ("we went to my nans", "You went to your nan's.", "simple"),
    ("i hate school", "It sounds like you feel trapped there, as if nobody sees how hard you try.", "complex"),
    ("he said no", "Part of you hoped he'd say yes, and part of you knew.", "complex"),
    ("mum cancelled", "You'd been looking forward to it all week, and now you're hurt and angry.", "complex"),
    ("i shouted at her", "You feel ashamed, because being kind matters to you.", "complex"),
    ("i hate school", "What is the worst bit?", None),
    ("i hate school", "You should talk to your teacher.", None),
    ("he said no", "Okay.", None),
    ("mum cancelled", "Never mind, you'll see her next week.", None),
]


@pytest.mark.row("TP30")
def test_reflections_are_coded_as_the_fixture_says() -> None:
    found = [read_reply(text, previous) for previous, text, _ in REFLECTIONS]
    coded = [reply.reflection if reply.behaviour == "reflection" else None for reply in found]
    right = [code == wanted for code, (_, _, wanted) in zip(coded, REFLECTIONS, strict=True)]
    assert sum(right) / len(right) >= 0.8, coded
    assert all(mark.evidence.because for reply in found for mark in reply.marks)


DISMISSING = (
    "Calm down.",
    "You're overreacting.",
    "At least you have a home.",
    "It's not that bad.",
    "Don't be silly.",
    "Stop crying, there's nothing to cry about.",
    "Other children have it worse.",
    "You're too sensitive.",
    "Just get over it.",
    "Big boys don't cry.",
    "Look on the bright side.",
    "It's only a game.",
    "You shouldn't feel like that.",
    "Don't be so dramatic.",
)


@pytest.mark.row("TP31")
@pytest.mark.parametrize("text", DISMISSING)
def test_every_dismissing_reply_is_caught_and_a_better_phrase_offered(text: str) -> None:
    reply = read_reply(text, "I feel really sad about it.")
    assert reply.invalidating
    assert not reply.validation
    marks = reply.marks_of("invalidating")
    assert marks[0].instead.startswith("That sounds hard.")


@pytest.mark.row("TP33")
@pytest.mark.parametrize(
    ("text", "parts", "violations"),
    [
        (
            "When I saw the plates on the table this morning, I felt tired, because I need some rest. "
            "Would you be willing to put them in the sink?",
            {"observation", "feeling", "need", "request"},
            [],
        ),
        ("You are so lazy, you never help.", set(), ["judgement_as_observation"]),
        ("I feel totally ignored.", set(), ["pseudo_feeling"]),
        ("I need you to tidy your room.", set(), ["strategy_as_need"]),
        ("Can you tidy it right now, or I'll take your phone.", set(), ["demand_as_request"]),
    ],
)
def test_each_part_of_nvc_is_checked_and_each_finding_cites_words(
    text: str, parts: set[str], violations: list[str]
) -> None:
    found = asked("skills", [("", text)])[0]
    nvc = found["nvc"]
    assert {part for part in ("observation", "feeling", "need", "request") if nvc[part]} >= parts
    assert set(violations) <= set(nvc["violations"])
    assert bool(nvc["violations"]) == bool(violations)
    cited = {why["label"] for why in found["because"] if why["quote"]}
    assert parts | set(violations) <= cited


TURNS = [  # a client's turns: is it an insight?
    ("I realised I only do it on Sundays.", True),
    ("Now I see it was never about the food.", True),
    ("It just hit me that I do exactly what Dad did.", True),
    ("I never noticed before that I go quiet when people shout.", True),
    ("Looking back, I was scared, not angry.", True),
    ("I saw the bus and ran.", False),
    ("We had tea at six.", False),
    ("I don't know.", False),
    ("She realised the time and left.", False),
    ("I can see the sea from my window.", False),
    ("I want to stop.", False),
    ("What did you notice?", False),
]


@pytest.mark.row("SH12")
def test_insights_are_found_with_a_precision_of_four_in_five() -> None:
    from lamplit.engines.listening.talk import read_client_turn

    said = [(truth, read_client_turn(text).insight) for text, truth in TURNS]
    found = [truth for truth, insight in said if insight]
    assert len(found) >= 3
    assert sum(found) / len(found) >= 0.8


@pytest.mark.row("SH13")
def test_change_talk_minds_the_word_not() -> None:
    texts = [
        "I want to stop drinking.",
        "I don't want to stop drinking.",
        "I can do it this time, I know I can.",
        "I can't do it, it's too hard.",
        "I need to sort this out for my kids.",
        "I don't need to change anything.",
    ]
    found = asked("talk", [("What do you think about it?", text) for text in texts])
    assert [each["talk"] for each in found] == ["change", "sustain"] * 3
    assert all(each["because"] for each in found)


@pytest.mark.row("SH20")
def test_warmth_working_together_and_free_choice_are_counted_with_examples() -> None:
    turns = [
        "Thank you for telling me, that took courage.",
        "Would it be okay if we talked about Sunday?",
        "It's up to you, you don't have to decide today.",
        "Where were you on Sunday?",
    ]
    marks = [mark for text in turns for mark in read_climate(text)]
    counts = {label: sum(mark.label == label for mark in marks) for label in ("warmth", "collaboration", "autonomy")}
    assert all(counts[label] >= 1 for label in counts)
    assert read_climate(turns[3]) == ()
    assert all(mark.evidence.quote for mark in marks)
