"""The files of behaviours: every fault is told with its line and code, and a broken file gives nothing."""

from importlib.resources import files

import pytest

from lamplit.engines.practice.behaviours import read_behaviour
from lamplit.engines.records.reading import ContentError

NAME = "taking-things"

PLANTED = (
    ("school: yes", "school: perhaps", "yes_or_no"),
    ("seen: [took_something]", "seen: [flew_away]", "pick_unknown"),
    ("helps_with: [limits,", "helps_with: [wisdom,", "tag_unknown"),
    ("need: belonging}", "need: money}", "need_unknown"),
    ("minutes: 15,", "minutes: 20,", "minutes_unknown"),
    ("minutes: 15,", "minutes: 5,", "minutes_gap"),
    ("behaviour: taking-things", "behaviour: other-things", "slug_differs"),
    ("behaviour: taking-things", "behaviour: Taking", "slug_bad"),
    ('title: "Taking things"', 'title: ""', "text_missing"),
    ("author: Lamplit", "auther: Lamplit", "key_unknown"),
    ("licence: CC BY 4.0\n", "", "header_missing"),
    ("Taking things", "Manipulative", "word_to_avoid"),
    ("Taking things", "What the therapist saw", "not_for_school"),
    ("Taking things", "word " * 21, "sentence_long"),
    ("Taking things", "Incomprehensibility notwithstanding. " * 40, "hard_to_read"),
    ("    backfire: ", "    where: moon\n    backfire: ", "where_unknown"),
)
CODES_MET = {code for _, _, code in PLANTED} | {"meanings_few"}


def text() -> str:
    return files("lamplit.content").joinpath("behaviours", f"{NAME}.yaml").read_text(encoding="utf-8")


def faults_of(written: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as refused:
        read_behaviour(written, f"content/behaviours/{NAME}.yaml")
    assert all(
        str(fault).startswith(f"content/behaviours/{NAME}.yaml:{fault.line}: ") for fault in refused.value.faults
    )
    return [(fault.line, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize(("there", "instead", "code"), PLANTED)
def test_a_fault_is_told_where_it_stands(there: str, instead: str, code: str) -> None:
    assert there in text()
    found = faults_of(text().replace(there, instead))
    assert code in [each for _, each in found]
    assert all(line >= 1 for line, _ in found)


def test_the_line_of_a_fault_is_that_of_the_words() -> None:
    line = 1 + text().splitlines().index("seen: [took_something]")
    assert (line, "pick_unknown") in faults_of(text().replace("took_something", "flew_away"))


def test_three_meanings_are_the_fewest_and_every_situation_is_whole() -> None:
    fewer = [line for line in text().splitlines() if "need: belonging" not in line]
    assert "meanings_few" in [code for _, code in faults_of("\n".join(fewer))]
    untold = [line for line in text().splitlines() if not line.startswith("    backfire:")]
    assert [code for _, code in faults_of("\n".join(untold))] == ["text_missing"] * 2
    unhelped = text().split("help:\n", 1)
    gone = unhelped[0] + "situations:\n" + unhelped[1].split("situations:\n", 1)[1]
    assert [code for _, code in faults_of(gone)] == ["list_empty"]
