"""Kinder words: found where an adult used a label, never inside what somebody said."""

import re

import pytest

from lamplit.engines.records.reading import ContentError, content_text
from lamplit.engines.records.whispers import kinder_words, read_kinder, whispers_in

WORDS = kinder_words()
TEXT = content_text("whispers", "en.yaml")


def found(text: str) -> list[tuple[str, str]]:
    return [(each.written, each.instead) for each in whispers_in(text, WORDS)]


@pytest.mark.parametrize(
    "text",
    [
        "Just attention seeking again",
        "ATTENTION-SEEKING",
        "attention\nseeking",
        "attention \u2011 seeking.",
        "(attention seeker)",
    ],
)
def test_a_label_is_found_however_it_is_typed(text: str) -> None:
    [(_, instead)] = found(text)
    assert instead == "looking for connection"


@pytest.mark.parametrize(
    "text",
    [
        'Sam said "attention seeking" and left',
        "Sam said \u201cyou are attention seeking\u201d",
        "Sam said \u2018you\u2019re attention seeking\u2019 then",
        "'attention seeking', she said",
        "\u00abattention seeking\u00bb \u201eattention seeking\u201c",
        'Sam said "attention seeking',  # still being typed
        'She said "first this\nthen attention seeking" at tea',
        "inattention seeking", "attention seekingly", "attention, seeking", "",
    ],
)  # fmt: skip
def test_what_was_said_and_other_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_quotation_never_closed_ends_with_its_paragraph_and_an_apostrophe_opens_none() -> None:
    assert found('He said "fine\n\nThen he was attention seeking') == [("attention seeking", "looking for connection")]
    assert len(found("Wren's been naughty, wasn't Wren's day")) == 1


def test_each_offer_is_made_once_in_the_order_of_the_text() -> None:
    told = found("Naughty. Attention seeking, naughty again, a placement move.")
    assert [written for written, _ in told] == ["Naughty", "Attention seeking", "placement"]


def test_a_label_inside_a_longer_one_gives_way() -> None:
    assert [written for written, _ in found("a spoilt brat")] == ["spoilt brat"]


def test_letters_that_are_a_label_only_in_capitals() -> None:
    assert found("lac and neat") == []
    assert [written for written, _ in found("a LAC review, NEET")] == ["LAC", "NEET"]


def test_the_words_are_reviewed_and_offer_no_label_themselves() -> None:
    assert WORDS.kinds == {"moment", "good_moment", "incident", "school_moment", "reply", "need"}
    assert len(WORDS.labels) >= 40
    assert len({label.instead for label in WORDS.labels}) >= len(WORDS.labels) - 3
    for label in WORDS.labels:
        assert found(label.instead) == []
        assert all(phrase == " ".join(phrase.split()) for phrase in label.written)
        assert [instead for _, instead in found(f"x {label.written[0]} x")] == [label.instead]


def test_every_word_of_the_copy_list_that_carers_might_write_is_met() -> None:
    written = "attention-seeking manipulative self-harmer absconded non-compliant placement NEET"
    phrases = ["challenging behaviour", "contact visit", "birth mum", "playing up", "cry for help", "committed suicide"]
    for phrase in [*written.split(), *phrases]:
        assert found(f"It was {phrase} today"), phrase


def test_a_long_text_is_read_in_no_time_and_a_nasty_one_too() -> None:
    for text in ("word " * 4000 + "naughty", "'" * 4000, '"' * 4001, "\u2018" * 4000 + "'a" * 2000):
        whispers_in(text, WORDS)


@pytest.mark.parametrize(
    ("out", "instead", "code"),
    [
        ("licence: CC BY 4.0", "", "header_missing"),
        ("lead: Would they be glad to read this one day?", "lead:", "text_missing"),
        ("{written: [NEET], instead:", "{written: [], instead:", "text_missing"),
        ("[NEET]", "[LAC]", "written_twice"),
    ],
)
def test_a_fault_in_the_words_is_told_with_its_line(out: str, instead: str, code: str) -> None:
    assert out in TEXT
    with pytest.raises(ContentError) as refused:
        read_kinder(TEXT.replace(out, instead, 1), "en.yaml")
    assert code in [fault.code for fault in refused.value.faults]
    assert all(re.match(r"en\.yaml:\d+: \w+: ", line) for line in str(refused.value).splitlines())
