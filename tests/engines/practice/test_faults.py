"""Reading practice files: every fault is told with its line, its code and how to mend it."""

from pathlib import Path

import pytest

from lamplit.engines.practice.errors import CODES
from lamplit.engines.practice.library import folder
from tests.engines.practice.making import STEPS, read, sound, text
from tests.engines.practice.test_behaviours import CODES_MET

SCENE = """\
      - type: scene
        name: yard
        label: In the yard.
        start: one
        turns:
          one: {{who: Sam, says: No., choices: {{a: {{label: A., skill: You asked., to: {to}}}, {more}}}}}
          two: {{who: Sam, says: Yes., choices: {{a: {{label: A., skill: You asked., to: {back}}}, {rest}}}}}
"""
REST = "b: {label: B., skill: You waited., to: end}, c: {label: C., skill: You left., to: end}"
TABLE = """\
      - {type: card, name: card, label: Say, by: [feel], table: {good: [One, Two, Three]}}
"""


def scene(to: str = "two", more: str = REST, back: str = "end", rest: str = REST) -> str:
    return SCENE.format(to=to, more=more, back=back, rest=rest)


def step(words: str) -> str:
    return text(STEPS + f"      - {{{words}}}\n")


NOBODY = text().split("  13-17:", maxsplit=1)[0] + "".join(
    f"  {band}: {{not_for: Not for this age.}}\n" for band in ("13-17", "adult")
)
LONG = "This is one very long sentence that goes on and on and on until nobody can tell where it began or why it was."
PLANTED: list[tuple[str, str]] = [
    ("not_yaml", "practice: [\n"),
    ("said_twice", text() + "title: Again\n"),
    ("header_missing", text().replace("source: Made up for a test\n", "")),
    ("bad_date", text().replace("as_of: 2026-11-22", "as_of: last May")),
    ("text_missing", text().replace("purpose: Try this out.", "purpose: ''")),
    ("key_unknown", text(more="colour: red\n")),
    ("slug_differs", text().replace("practice: made-up", "practice: another")),
    ("slug_bad", text().replace("practice: made-up", "practice: Made up")),
    ("role_unknown", text().replace("[subject, carer]", "[subject, uncle]")),
    ("tag_unknown", text().replace("[worry]", "[wisdom]")),
    ("list_empty", text().replace("[Take care.]", "[]")),
    ("inward_unknown", text(inward="a bit")),
    ("evidence_unknown", text().replace("label: some", "label: proven")),
    ("yes_or_no", text(more="timed: maybe\n")),
    ("number_bad", text().replace("minutes: 3\n", "minutes: three\n")),
    ("band_missing", text().replace("  3-5: {not_for: Not for this age.}\n", "")),
    ("band_unknown", text().replace("  3-5:", "  4-5:")),
    (
        "band_both",
        text().replace("  3-5: {not_for: Not for this age.}", "  3-5: {not_for: Not for this., like: adult}"),
    ),
    ("band_like", text().replace("like: adult", "like: 9-12")),
    ("nothing_offered", NOBODY),
    ("reader_unknown", text().replace("like: adult}", "like: adult, read_by: dog}")),
    ("type_unknown", step("type: dance, label: Dance")),
    ("key_not_here", step("type: say, label: Hello, seconds: 20")),
    ("name_missing", step("type: text, label: Hello")),
    ("name_bad", step("type: text, name: My name, label: Hello")),
    ("name_twice", step("type: text, name: why, label: Again")),
    ("choices_few", step("type: choice, name: one, label: One, choices: {a: A}")),
    ("choices_unknown", step("type: choice, name: one, label: One, choices: missing")),
    ("bounds_bad", step("type: many_choice, name: one, label: One, least: 3, most: 2, choices: {a: A, b: B}")),
    ("part_unknown", text(STEPS + "      - use: nothing\n")),
    ("part_unused", text(more="lists: {things: {a: A, b: B}}\n")),
    ("expression_bad", step("type: say, label: Hello, relevant: feel = good")),
    ("expression_ahead", text('      - {type: say, label: Hello, relevant: "answered(${feel})"}\n' + STEPS)),
    ("expression_choice", step("type: say, label: Hello, relevant: \"${feel} = 'fine'\"")),
    ("own_only_in_constraint", step("type: say, label: Hello, relevant: . = 1")),
    ("message_missing", step("type: scale, name: one, label: One, constraint: . > 1")),
    ("insert_unknown", step('type: say, label: "You said ${that}"')),
    (
        "breath_bad",
        step("type: breath, name: air, label: Breathe, patterns: {a: {label: A, in: 0, out: 4, rounds: 3}}"),
    ),
    ("scene_start", text(scene().replace("start: one", "start: three"))),
    ("scene_to", text(scene(to="three"))),
    ("scene_few", text(scene(more="b: {label: B., skill: You waited., to: end}"))),
    ("scene_skill", text(scene(more=REST.replace(", skill: You waited.", "")))),
    ("scene_loops", text(scene(back="one"))),
    ("scene_apart", text(scene(to="end"))),
    ("table_gap", text(STEPS + TABLE)),
    ("sort_of", step("type: sort, name: put, label: Sort, of: feel, bins: {x: X, y: Y}")),
    ("gate_needed", step("type: check")),
    ("minutes_untrue", text("      - {type: timer, label: Wait., seconds: 60}\n", more="timed: yes\n")),
    ("hard_to_read", step(f"type: say, label: {'Notwithstanding organisational considerations. ' * 12}")),
    ("sentence_long", step(f"type: say, label: {LONG}")),
    ("word_to_avoid", step("type: say, label: Try to calm down now.")),
    ("eyes_closed", step("type: say, label: Now close your eyes.")),
    ("cure_claimed", step("type: say, label: This cures fear.")),
]
YOUNG = text().replace("9-12: {not_for: Not for this age.}", "9-12: {minutes: 3, like: adult}")
HOLD = "      - {type: breath, name: air, label: Air, patterns: {a: {label: A, in: 4, hold: 4, out: 4, rounds: 3}}}\n"
PLANTED += [
    ("past_young", YOUNG.replace("inward: no", "inward: past")),
    ("hold_under_13", YOUNG + HOLD),
]


@pytest.mark.requirement("PF02")
@pytest.mark.requirement("PF06")
@pytest.mark.parametrize(("code", "written"), PLANTED, ids=[code for code, _ in PLANTED])
def test_a_planted_fault_is_told_with_its_line_its_code_and_how_to_mend_it(code: str, written: str) -> None:
    found = read(written)
    assert found.practice is None
    told = [fault for fault in found.faults if fault.code == code]
    assert told, [str(fault) for fault in found.faults]
    assert {fault.file for fault in told} == {"made/made-up.yaml"}
    assert all(1 <= fault.line <= written.count("\n") + 1 for fault in told)
    shared = {"not_yaml", "said_twice", "header_missing"}  # told by the reader of all content, in words of its own
    assert code in shared or all(fault.message.endswith(CODES[code].mend) for fault in told)


@pytest.mark.requirement("PF02")
def test_every_fault_told_has_a_known_code_and_every_code_can_be_met() -> None:
    met = {fault.code for _, written in PLANTED for fault in read(written).faults}
    assert met <= CODES.keys()
    assert CODES.keys() - met - CODES_MET == {"not_text", "slug_twice"}  # those of a folder, below


@pytest.mark.requirement("PF02")
def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    written = step("type: dance").replace("[worry]", "[wisdom]").replace("purpose: Try this out.", "purpose: ''")
    found = read(written).faults
    assert [fault.code for fault in found] == ["text_missing", "tag_unknown", "type_unknown"]
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)


@pytest.mark.requirement("PF01")
def test_every_scalar_is_read_as_text() -> None:
    steps = "      - {type: choice, name: when, label: When?, choices: {no: no, 12:30: 12:30, null: ~}}\n"
    choice = next(each for each in sound(text(steps)).bands["adult"].steps if each.name == "when")
    assert [(each.value, each.label) for each in choice.choices] == [("no", "no"), ("12:30", "12:30"), ("null", "~")]


@pytest.mark.requirement("PF03")
def test_a_broken_file_never_takes_another_one_down(tmp_path: Path) -> None:
    area = tmp_path / "area"
    (tmp_path / "more").mkdir()
    area.mkdir()
    (area / "made-up.yaml").write_text(text(), encoding="utf-8")
    (tmp_path / "more" / "made-up.yaml").write_text(text(), encoding="utf-8")
    (area / "broken.yaml").write_text("practice: [", encoding="utf-8")
    (area / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    (area / "control.yaml").write_text("practice: \x01", encoding="utf-8")
    (area / "empty.yaml").write_text("", encoding="utf-8")
    (area / "list.yaml").write_text("- a\n- b\n", encoding="utf-8")
    (area / "_notes.yaml").write_text("not read", encoding="utf-8")
    found = folder(tmp_path)
    assert [(each.slug, each.area, each.theirs) for each in found.practices.values()] == [("made-up", "area", True)]
    codes = {fault.file.rsplit("/", 1)[-1]: fault.code for fault in found.faults}
    assert codes.keys() == {"broken.yaml", "bytes.yaml", "control.yaml", "empty.yaml", "list.yaml", "made-up.yaml"}
    assert codes["bytes.yaml"] == "not_text"
    assert codes["made-up.yaml"] == "slug_twice"


def test_a_scene_leads_each_way_it_says_and_names_the_skill() -> None:
    steps = sound(text(scene())).bands["adult"].steps
    names = [step.name for step in steps if step.name.startswith("yard")]
    assert names[:2] == ["yard.opening", "yard.one"]
    assert names.index("yard.two") > names.index("yard.one_own")
    turn = next(step for step in steps if step.name == "yard.one")
    assert [choice.value for choice in turn.choices] == ["a", "b", "c", "own_words"]
    assert next(step.label for step in steps if step.name == "yard.one_b") == "You waited."


def test_a_table_of_words_becomes_one_card_for_each_answer() -> None:
    whole = TABLE.replace("{good: [One, Two, Three]}", "{good: [One, Two, Three], bad: [Four, Five, Six]}")
    steps = sound(text(STEPS + whole)).bands["adult"].steps
    assert [step.lines for step in steps if step.type == "card"] == [("One", "Two", "Three"), ("Four", "Five", "Six")]
