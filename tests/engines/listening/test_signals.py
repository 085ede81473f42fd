"""What is said about harm is found with the words that say so, and what only sounds like it is not."""

import csv
import os
import time
from pathlib import Path

import pytest

from lamplit.cli.signals import level_of
from lamplit.engines.kernel import ContentClass, Experiencer, Finding, SignalLabel, SignalReader, When, WritingContext
from lamplit.engines.listening.cues import Cue, cues, read_cues
from lamplit.engines.listening.normalise import normalise
from lamplit.engines.listening.scope import Surroundings, scope_words
from lamplit.engines.listening.signals import SignalEngine, findings_of
from lamplit.engines.records.reading import ContentError

ENGINE: SignalReader = SignalEngine()
BESIDE = Path(os.environ.get("LISTENING") or Path(__file__).resolve().parents[4] / "shared" / "data" / "listening")


def read(text: str) -> tuple[Finding, ...]:
    return ENGINE.read(text, WritingContext()).findings


def cued(text: str) -> list[tuple[Cue, Finding]]:
    plain = normalise(text)
    return findings_of(plain, Surroundings(plain, scope_words()))


def counted(text: str) -> list[Finding]:
    return [each for each in read(text) if each.counts and each.class_ is not ContentClass.HARD_FEELINGS]


@pytest.mark.parametrize("cue", cues().cues, ids=lambda cue: cue.name)
def test_each_cue_meets_its_example_and_not_the_near_miss(cue: Cue) -> None:
    assert cue.name in {met.name for met, finding in cued(cue.hit) if finding.counts}
    assert [met.name for met, finding in cued(cue.miss) if finding.counts] == []


def test_cues_have_names_of_their_own_and_a_reason_that_is_a_sentence() -> None:
    names = [cue.name for cue in cues().cues]
    assert len(names) == len(set(names)) >= 25
    assert all(cue.because[0].isupper() and cue.because.endswith(".") for cue in cues().cues)
    assert {cue.label for cue in cues().cues} == set(SignalLabel)


def test_a_faulty_cue_is_told_with_its_line() -> None:
    head = "source: x\nlicence: x\nreview_date: 2026-11-22\ncues:\n"
    cue = "- {id: a, label: nonsense, time: now, because: A., hit: a, miss: b, says: [word]}\n"
    with pytest.raises(ContentError, match=r"cues.yaml:5: word_unknown"):
        read_cues(head + cue, "cues.yaml", {})
    for pattern in ("(open", "open)", "~3", "ab*", "<nowhere>"):
        bad = cue.replace("nonsense", "plan").replace("[word]", f'["{pattern}"]')
        with pytest.raises(ContentError, match="bad_pattern"):
            read_cues(head + bad, "cues.yaml", {})


@pytest.mark.parametrize(
    ("text", "label", "class_", "experiencer", "when"),
    [
        ("I want to kill myself tonight.", "ideation_active", "B", "self", "now"),
        ("my friend took too many pills", "worried_about_other", "E", "other_child", None),
        ("When I was fifteen I took an overdose and was in hospital.", "attempt_past", "B", "self", "past"),
        ("I'm frightened I'm going to hurt him if he screams again.", "fear_of_harming", "E", "self", "now"),
        ("I have nothing left to give and I can't see an end to it.", "carer_burnout", "E", "self", None),
        ("He touches me when we are alone and says it is our secret.", "abuse_sexual", "D", "self", "now"),
        ("They call me names every day and everyone laughs at me.", "bullying", "D", "self", None),
        ("Everyone would be better off without me.", "burden", "B", "self", None),
    ],
)  # fmt: skip
def test_what_is_said_whose_and_when(text: str, label: str, class_: str, experiencer: str, when: str | None) -> None:
    [found] = [each for each in counted(text) if each.label == label][:1]
    assert (found.class_, found.experiencer) == (class_, experiencer)
    assert when is None or found.time == when
    assert found.quote == found.span.of(text)
    assert found.because.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "I'm definitely not going to kill myself, so you can stop asking",
        "I don't self harm", "She denies any thoughts of suicide.", "He never hits me.",
        "My new trainers are killing my feet", "I'm dying of boredom", "kms that was so cringe \U0001f602",
        "I jumped off the roof in Minecraft and died loads",
        "We are reading Romeo and Juliet and they both die at the end",
        "In the film she kills herself and the dog finds her.", "If someone says they feel suicidal, who do I ring?",
        "Any pupil who expresses suicidal thoughts should be accompanied to the medical room.",
        "Bye for now, see you next Thursday!", "I felt a bit low today but playing with the dog helped",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_does_not_count(text: str) -> None:
    assert [(each.label, each.quote) for each in counted(text)] == []


def test_a_denied_one_is_kept_with_its_mark_so_that_it_can_be_shown() -> None:
    [found] = [finding for _, finding in cued("I am not suicidal.")][:1]
    assert found.negated
    assert not found.counts


@pytest.mark.parametrize(
    "text",
    [
        "Not that I don't want to die, I just haven't the energy.",
        "I can't stop hurting myself.",
        "I said I was not going to kill myself but that was a lie.",
    ],
)
def test_a_denial_that_is_none_does_not_hide_it(text: str) -> None:
    assert counted(text)


@pytest.mark.parametrize(
    "typed",
    [
        "I want to k1ll mys3lf",
        "i want to unalive myself",
        "i want to k m s",
        "I want to \uff4b\uff49\uff4c\uff4c myself",
    ],
)
def test_how_it_is_typed_does_not_hide_it_and_the_span_is_of_the_input(typed: str) -> None:
    found = counted(typed)
    assert found
    assert all(each.quote == typed[each.span.start : each.span.end] for each in found)


def test_the_level_is_the_highest_of_what_counts() -> None:
    assert level_of(read("I took all the tablets just now")) == "urgent"
    assert level_of(read("I tried to kill myself when I was twelve")) == "concern"
    assert level_of(read("I like toast")) == "none"
    assert level_of(()) == "none"


@pytest.mark.parametrize(
    "text",
    ["Je veux mourir et je ne veux plus vivre avec ma m\u00e8re", "quiero morir y no puedo m\u00e1s con mi vida",
     "\u0645\u0631\u062d\u0628\u0627 \u0643\u064a\u0641", "\u043f\u0440\u0438\u0432\u0435\u0442", "\u6211\u60f3\u6b7b"],
)  # fmt: skip
def test_another_language_is_said_to_be_one_and_nothing_is_guessed(text: str) -> None:
    reading = ENGINE.read(text, WritingContext())
    assert not reading.understood
    assert reading.findings == ()
    assert "not understood" in reading.note.lower()


def test_a_language_that_is_told_is_believed_and_welsh_and_irish_names_are_names() -> None:
    assert not ENGINE.read("I want to die", WritingContext(language="cy")).understood
    for name in ("Siobh\u00e1n and Caoimhe had tea with Llinos", "Niamh", "Gwenllian and Tadhg"):
        assert ENGINE.read(name, WritingContext()).understood


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00\x01\xff", "\U0001f44d" * 40, "\u202eabc\u202c", "?!.", "\ud800", "a" * 5000]
)
def test_odd_input_gets_an_answer(text: str) -> None:
    assert all(each.quote == each.span.of(text) for each in ENGINE.read(text, WritingContext()).findings)


@pytest.mark.parametrize(
    "piece", ["kill ", "i want to ", "not ", "he ", "a", "\U0001f480", "took all the pills. ", "k m s ", "in "]
)
def test_no_text_is_slow(piece: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        read((piece * length)[:length])
        return time.process_time() - began

    read(piece)
    assert seconds(100_000) < max(8.0, 15 * seconds(10_000))


if (BESIDE / "probes_dev.csv").is_file():  # real people's words stand beside the project, never in it

    def test_the_probes_for_development_reach_the_floor() -> None:
        with (BESIDE / "probes_dev.csv").open(encoding="utf-8", newline="") as file:
            rows = [(row["gold"], level_of(read(row["text"]))) for row in csv.DictReader(file)]
        caught = [told != "none" for gold, told in rows if gold == "urgent"]
        false = [told != "none" for gold, told in rows if gold == "none"]
        assert sum(caught) / len(caught) >= 0.75
        assert sum(false) / len(false) <= 0.12


def test_labels_times_and_people_are_those_of_the_contract() -> None:
    assert {each.value for each in ContentClass} == set("ABCDE")
    assert {each.value for each in Experiencer} == {
        "self",
        "child",
        "other_child",
        "other_adult",
        "fictional",
        "general",
    }
    assert {each.value for each in When} == {"now", "recent", "past", "future", "unclear"}
    assert len(SignalLabel) == 19
