"""What could tell who somebody is goes; ordinary words stay; one person keeps one sign."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.listening import deid
from lamplit.engines.listening.deidentify import Deidentifier, deidentify
from lamplit.engines.listening.masking.shapes import Shape, read_shapes, shaped_in, shapes
from lamplit.engines.records.reading import ContentError

PASSES = (
    "a_foster",
    "b_adoptive",
    "c_school",
    "d_worker",
    "e_kinship",
    "f_other_voices",
    "g_shift",
    "h_letters",
    "i_mixed",
)


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.name)
def test_each_shape_finds_exactly_its_part_and_leaves_its_other_sentence_alone(shape: Shape) -> None:
    text = shape.hit.replace("<<", "").replace(">>", "")
    wanted = (shape.hit.index("<<"), shape.hit.index(">>") - 2)
    name = "it" if "it" in shape.pattern.groupindex else 0
    few, many = shape.digits or (0, 999)
    assert wanted in [match.span(name) for match in shape.pattern.finditer(text)]
    assert few <= sum(map(str.isdigit, text[slice(*wanted)])) <= many
    assert [part for part in shaped_in(text) if part[:2] == wanted]
    found = [match[name] for match in shape.pattern.finditer(shape.miss)]
    assert [part for part in found if few <= sum(map(str.isdigit, part)) <= many] == []


def test_a_faulty_rule_is_named_with_its_line() -> None:
    rule = "  - {name: x, label: ID, pattern: (, hit: a, miss: b}\n"
    text = f"source: a\nlicence: b\nreview_date: 2026-11-22\nrules:\n{rule}"
    with pytest.raises(ContentError, match=r"here\.yaml:5: bad_pattern"):
        read_shapes(text, "here.yaml")


@pytest.mark.parametrize(
    "sentence",
    [
        "Will you be there?",
        "The rose garden was open. Rose garden tickets are free.",
        "Mark my words, it will rain.",
        "May is a busy month and we may go in the spring.",
        "Hope you are well.",
        "The grace period ends soon.",
        "New Jordan trainers, size six.",
        "Art was good today. Art club is on Friday.",
        "She drew a house. I will bill him for it.",
        "He has been in Year 4 since Easter and likes Minecraft.",
        "The High Street was shut. Primary school starts at nine.",
        "We had fish and chips from the van, then CBeebies.",
        "She is happy and he is 10 minutes late.",
        "Childline is 0800 1111. In danger ring 999.",
        "Summer holidays. Joy all round. Faith in people.",
        "The parcel was ba87232efe406, he said.",
    ],
)
def test_ordinary_words_stay(sentence: str) -> None:
    assert deidentify(sentence).text == sentence


@pytest.mark.parametrize(
    ("sentence", "masked"),
    [
        ("Will said sorry to Rose.", "[Person 1] said sorry to [Person 2]."),
        ("mrs okafor rang about kayleigh", "[Person 1] rang about [Person 2]"),
        ("Si\u00e2n and Caoimhe saw Myfanwy\u2019s pony.", "[Person 1] and [Person 2] saw [Person 3]\u2019s pony."),
        ("He goes to St Barnabas RC Primary School.", "He goes to [School 1]."),
        ("Moved from Burnley to Wrexham.", "Moved from [Place 1] to [Place 2]."),
        ("Home is 14 Larch Road, Leeds, LS6 2AB.", "Home is [Address 1]."),
        ("Home is 602 14 Larch Road, 53650.", "Home is [Address 1]."),
        ("Home is 14 Larch Road. 12 people came.", "Home is [Address 1]. 12 people came."),
        ("Home is 14 Larch Road, 30 minutes away.", "Home is [Address 1], 30 minutes away."),
        ("Moved to Burnley, 94941, then to Wrexham 2 years on.", "Moved to [Place 1], then to [Place 2] 2 years on."),
        ("Brightpath Fostering Ltd rang.", "[Organisation 1] rang."),
        ("DOB 14/03/2015, aged 10, UPN H801200001001", "DOB [Date 1], aged [Age 1], UPN [Number 1]"),
        ("Ring 07700 900461 or ask@larch.org.uk", "Ring [Phone 1] or [Email 1]"),
        ("His game name is efe2011.", "His game name is [Person 1]2011."),
        ("A van, MT19 KXW, and @sk8.kez", "A van, [Vehicle 1], and [Online name 1]"),
    ],
)
def test_what_tells_goes(sentence: str, masked: str) -> None:
    assert deidentify(sentence).text == masked


def test_names_of_the_circle_are_found_with_possessives_short_forms_and_slips() -> None:
    names = ("Kayleigh Brown", "Will", "Rebecca")
    text = "kayliegh was upset. Becky and Will came. Will you ring Kayleighs nan? Kayleigh's coat is here."
    found = {each.span.of(text) for each in deidentify(text, names).spans}
    assert {"kayliegh", "Becky", "Will", "Kayleigh"} <= found
    assert deidentify("Will you come? Rose garden.", ("Will", "Rose")).text == "Will you come? Rose garden."


def test_one_person_keeps_one_sign_through_several_texts() -> None:
    masking = Deidentifier()
    assert masking.mask("Amara Osei and Tyler Green left.").text == "[Person 1] and [Person 2] left."
    assert masking.mask("tyler rang. Amara's nan came.").text == "[Person 2] rang. [Person 1]'s nan came."


@pytest.mark.parametrize("name", PASSES)
def test_authored_notes_are_masked_at_the_figures_asked_for(name: str) -> None:
    recall, precision = deid.measure(deid.authored(name)).figures()
    assert recall >= 0.93
    assert precision >= 0.94


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_answered_with_spans_in_order(text: str) -> None:
    found = deidentify(text)
    reached = 0
    for each in found.spans:
        assert reached <= each.span.start < each.span.end <= len(text)
        reached = each.span.end
    assert text or found.text == ""


PIECES = ["a", "A", "Aa ", "St ", "0 ", "01", "a.", "a@", "_a", "A. ", "12/", "Larch ", "of the ", "'s ", "Mr ", "-a"]


@pytest.mark.parametrize("piece", [*PIECES, "9-", "\u202ea", "\U0001f600", "\x00"])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        began = time.process_time()
        deidentify(text)
        return time.process_time() - began

    deidentify("warm")
    short, long = seconds(3_000), seconds(30_000)
    assert long < max(1.0, 40 * short)  # ten times as long takes a hundred times where time grows with the square
