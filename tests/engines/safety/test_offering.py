"""What is offered beside words: chosen by class, only ever added, in reviewed words for every reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamplit.engines.kernel import ContentClass, Experiencer, Finding, Role, SignalLabel, Span, When
from lamplit.engines.records.reading import ContentError, content_text
from lamplit.engines.safety.offering import (
    FILE,
    FIRST_TO_LAST,
    Reader,
    Way,
    offer_for,
    offer_of,
    read_offers,
    reader_of,
    sign_of,
    standing,
    to_read,
)

words = st.text(alphabet="abc ", min_size=1, max_size=6)
findings = st.builds(
    Finding,
    label=st.sampled_from(list(SignalLabel)),
    class_=st.sampled_from(list(ContentClass)),
    span=st.integers(0, 50).map(lambda at: Span(at, at + 3)),
    quote=words,
    experiencer=st.sampled_from(list(Experiencer)),
    time=st.sampled_from(list(When)),
    negated=st.booleans(),
    hypothetical=st.booleans(),
    because=st.just("These words say so."),
)
readers = st.sampled_from(list(Reader))


@given(st.lists(findings, max_size=6), findings, readers)
def test_no_finding_of_any_class_takes_help_away_or_moves_it_down(
    found: list[Finding], another: Finding, reader: Reader
) -> None:
    before, after = offer_for(standing(found), reader), offer_for(standing([*found, another]), reader)
    if before is not None:
        assert after is not None
        assert FIRST_TO_LAST.index(after.class_) <= FIRST_TO_LAST.index(before.class_)
        assert after == before or after.class_ is another.class_
    if after is not None:
        assert after.ways
        assert after.class_ is not ContentClass.INTENT or after.ways[0] is Way.EMERGENCY


@given(st.lists(findings, max_size=6))
def test_what_is_denied_imagined_or_in_a_story_brings_up_nothing(found: list[Finding]) -> None:
    assert all(each.counts for each in standing(found))
    assert offer_for(standing(each for each in found if not each.counts), Reader.YOUNG) is None


@given(st.lists(findings, max_size=6), st.data())
def test_words_called_wrong_are_gone_in_any_case_and_spacing_and_no_others_are(
    found: list[Finding], data: st.DataObject
) -> None:
    there = standing(found)
    if not there:
        return
    wrong = data.draw(st.sampled_from(there))
    left = standing(found, {sign_of(wrong)})
    assert set(map(sign_of, left)) == set(map(sign_of, there)) - {sign_of(wrong)}
    assert len(sign_of(wrong)) == 16


@given(st.lists(findings, max_size=6))
def test_only_what_is_more_than_hard_feelings_marks_a_page(found: list[Finding]) -> None:
    assert all(each.class_ is not ContentClass.HARD_FEELINGS for each in to_read(found))


def test_nobody_hurt_by_somebody_is_sent_to_whoever_they_picked() -> None:
    for reader in Reader:
        assert not {Way.SOMEONE, Way.PLAN} & set(offer_of(ContentClass.HURT_BY_OTHERS, reader).ways)


@pytest.mark.parametrize(
    ("role", "age", "reader"),
    [
        (Role.SUBJECT, 8, Reader.CHILD),
        (Role.SUBJECT, 13, Reader.YOUNG),
        (Role.SUBJECT, 18, Reader.ADULT),
        (Role.CARER, 9, Reader.ADULT),
        (None, None, Reader.ADULT),
    ],
)
def test_an_offer_is_in_the_words_of_its_reader(role: Role | None, age: int | None, reader: Reader) -> None:
    assert reader_of(role, age) is reader


@pytest.mark.parametrize(
    ("out", "instead", "code"),
    [
        ("ways: [ride, someone]", "ways: [ride, police]", "unknown_way"),
        ("ways: [ride, someone]", "ways: []", "unknown_way"),
        ("title: That sounds hard.", "titel: That sounds hard.", "text_missing"),
        ("licence: CC BY 4.0", "", "header_missing"),
    ],
)
def test_a_fault_in_the_offers_is_told(out: str, instead: str, code: str) -> None:
    text = content_text(*FILE)
    assert out in text
    with pytest.raises(ContentError) as refused:
        read_offers(text.replace(out, instead, 1), "offers.yaml")
    assert code in [fault.code for fault in refused.value.faults]
