"""The policy pack: shipped whole, and a faulty one refused with every fault, its line and how to mend it."""

import re

import pytest

from lamplit.engines.kernel import Role
from lamplit.engines.records.policy import (
    Circumstances,
    NotAllowed,
    PolicyError,
    load_policy,
    may_write,
    stamp_for,
)
from lamplit.engines.records.policy_reading import read_policy
from lamplit.engines.records.reading import ContentError, content_text, read_items

TEXT = content_text("policy", "gb.yaml")


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PolicyError) as refused:
        read_policy(text, "gb.yaml")
    return [(fault.line, fault.code) for fault in refused.value.faults]


def line_of(words: str) -> int:
    return TEXT[: TEXT.index(words)].count("\n") + 1


def test_the_twenty_rows_of_the_table_are_there_in_its_order_and_then_the_concern() -> None:
    policy = load_policy("GB")
    assert [rule.row for rule in policy.rows.values() if not rule.beside] == list(range(1, 22))
    assert {rule.code: rule.row for rule in policy.rows.values() if rule.beside} == {
        "memory": 3,
        "school_steps": 13,
        "assignment": 15,
    }
    assert policy.hard_rules.keys() == set("abcdefgh")
    parts = set(policy.rows["safety_plan"].parts)
    assert set(Circumstances.__annotations__) == set(policy.circumstances) | parts


@pytest.mark.parametrize("country", ["GB", "gb", "ZZ", "", "../gb", "G", "ÄÖ", "policy/gb"])
def test_a_country_without_a_pack_of_its_own_gets_the_default(country: str) -> None:
    assert load_policy(country).country == "GB"


def test_parts_say_who_reads_a_part_of_what_they_may_not_read_whole() -> None:
    rows = load_policy("GB").rows
    assert rows["safety_plan"].parts["how_you_can_help_me"][Role.CARER] == "read"
    assert rows["session_note"].parts["what_we_agreed"][Role.SUBJECT] == "read"
    assert Role.TEACHER not in rows["session_note"].parts["what_we_agreed"]


@pytest.mark.parametrize(
    ("out", "instead", "code"),
    [
        ("country: GB", "", "text_missing"),
        ("licence: CC BY 4.0", "", "header_missing"),
        ("review_date: 2026-11-22", "review_date: soon", "bad_date"),
        ("    title: Hope box", "    titel: Hope box", "unknown_key"),
        ("    beside: drawing\n", "    beside: journal\n", "not_beside"),
        ("    written_as: [drawing, photo, recording]\n", "    written_as: [drawing, journal]\n", "written_twice"),
        ("      carer: read\n", "      carer: reads\n", "unknown_verdict"),
        ("written_by: [therapist]", "written_by: [nurse]", "unknown_role"),
        ("    row: 6\n", "    row: 7\n", "row_count"),
        ("    row: 6\n", "    row: six\n", "not_a_number"),
        ('age_under: "10"}, then: read', 'age_under: "-1"}, then: read', "not_a_number"),
        ('{if: {together: "yes"}, then: read}', '{if: {together: "maybe"}, then: read}', "not_yes_or_no"),
        ('{if: {together: "yes"}, then: read}', '{if: {moon: "full"}, then: read}', "unknown_condition"),
        ("        - {then: shown}\n      other_carer", "      other_carer", "no_last_word"),
        ('{if: {together: "yes"}, then: read}', "{then: read}", "never_reached"),
        ("      operator: never", "      operator: read", "operator"),
        ("      teacher: own\n      school_lead: read\n", "      teacher: own\n", "cell_missing"),
        ("    written_as: [journal, practice_run", "    written_as: [moment, practice_run", "written_twice"),
        ("  together_under: 13", "  together_under: 13\n  together_under: 14", "said_twice"),
        ("kinds:", "kinds: [", "not_yaml"),
        ("kinds:", "\x07kinds:", "not_yaml"),
    ],
)
def test_a_fault_is_named_by_its_code_its_line_and_how_to_mend_it(out: str, instead: str, code: str) -> None:
    assert out in TEXT
    with pytest.raises(ContentError) as refused:
        read_policy(TEXT.replace(out, instead, 1), "gb.yaml")
    assert code in [fault.code for fault in refused.value.faults]
    for line in str(refused.value).splitlines():
        assert re.fullmatch(r"gb\.yaml:\d+: [a-z_]+: [A-Z'].+\.", line), line


def test_every_fault_is_told_at_once_with_its_own_line() -> None:
    first, second = "      operator: never", "    title: Hope box"
    broken = TEXT.replace(first, "      operator: read", 1).replace(second, "    title:", 1)
    assert faults_of(broken) == [(line_of(first), "operator"), (line_of(second), "text_missing")]


def test_yes_and_no_and_times_stay_the_words_they_are() -> None:
    found = read_items("answer: no\ntime: 12:30\nnumber: 007\n", "x.yaml")
    assert [found.get(key).text() for key in ("answer", "time", "number")] == ["no", "12:30", "007"]
    assert found.get("time").line == 2


def test_a_role_that_may_not_write_a_kind_is_refused_by_name() -> None:
    policy = load_policy("GB")
    for kind, role in (
        ("journal", Role.TEACHER),
        ("check_in", Role.CARER),
        ("digest", Role.THERAPIST),
        ("x", Role.CARER),
    ):
        assert not may_write(policy, kind, role, 14)
        with pytest.raises(NotAllowed) as refused:
            stamp_for(policy, kind=kind, author_role=role, subject_age=14)
        assert refused.value.role is role


def test_a_role_that_may_never_see_a_kind_cannot_be_chosen() -> None:
    policy = load_policy("GB")
    with pytest.raises(NotAllowed) as refused:
        stamp_for(policy, kind="journal", author_role=Role.SUBJECT, subject_age=14, narrow_to=frozenset({Role.TEACHER}))
    assert refused.value.role is Role.TEACHER


def test_a_carers_own_journal_is_theirs_and_not_the_other_carers() -> None:
    stamp = stamp_for(load_policy("GB"), kind="journal", author_role=Role.CARER, subject_age=14)
    assert not stamp.readers | stamp.hints | stamp.duty_readers
    assert stamp.showable == {Role.THERAPIST}
