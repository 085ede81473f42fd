"""The three kinds: what is kept, what is refused in plain words, and how it reads."""

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lamplit.engines.records.kinds import KINDS, Checked
from lamplit.engines.records.kinds.check_in import CheckIn
from lamplit.engines.records.kinds.journal import Journal
from lamplit.engines.records.kinds.moment import Moment

TODAY = date(2026, 11, 22)
CHECK_IN, JOURNAL, MOMENT = KINDS["check_in"], KINDS["journal"], KINDS["moment"]
FULL_MOMENT: dict[str, object] = {
    "tone": "hard",
    "feelings": ["angry", "sad"],
    "happened": ["shouted", "left_room"],
    "words": 'He said "leave me".',
    "before": ["told_no"],
    "before_words": "I asked for the tablet.",
    "need": "being_heard",
    "saying": "Nobody asked me.",
    "did": ["stayed_close"],
    "did_words": "I sat on the stairs.",
    "helped": ["time"],
    "ended": "settled",
    "ended_words": "We had toast.",
    "setting": "home",
    "intensity": 6,
    "duration_minutes": 20,
    "other_explanations": ["A long day", "Hungry"],
}


def check(kind: str, **fields: object) -> Checked:
    return KINDS[kind].validate(fields, TODAY)


def codes(checked: Checked) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in checked.problems]


def test_one_tap_on_the_weather_is_a_whole_check_in() -> None:
    checked = check("check_in", weather="stormy")
    assert (checked.ok, checked.body) == (True, {"weather": "stormy"})
    assert CHECK_IN.summary(checked.body) == "Stormy"


def test_a_check_in_without_weather_asks_for_one_tap() -> None:
    checked = check("check_in", words="hello")
    assert codes(checked) == [("weather", "missing")]
    assert checked.body == {}
    assert "Don't know is fine" in checked.problems[0].message


def test_every_answer_of_a_moment_is_kept_and_comes_back() -> None:
    checked = check("moment", **FULL_MOMENT)
    assert checked.problems == []
    assert checked.body == FULL_MOMENT
    moment = Moment.of(checked.body)
    assert (moment.need, moment.intensity, moment.other_explanations) == ("being_heard", 6, ("A long day", "Hungry"))


def test_feelings_are_read_before_what_was_done_and_before_what_happened() -> None:
    labels = [part.label for part in MOMENT.parts(check("moment", **FULL_MOMENT).body)]
    assert labels.index("What they might have felt") < labels.index("What I saw and heard") < labels.index("What I did")
    asked = [field.name for field in MOMENT.fields]
    assert asked.index("feelings") < asked.index("did")
    assert len(labels) == len(MOMENT.fields) == len(MOMENT.columns) == len(MOMENT.row(FULL_MOMENT))


def test_a_moment_is_one_line_in_the_diary() -> None:
    assert MOMENT.summary(FULL_MOMENT) == "Something hard: Shouting, They left the room"
    assert MOMENT.summary({"tone": "good"}) == "Something good"
    long = MOMENT.summary({"tone": "good", "words": "word " * 500})
    assert len(long) <= 120
    assert long.endswith("…")
    assert "\n" not in JOURNAL.summary({"text": "first line\nsecond line"})


def test_something_good_is_one_thing_or_one_line_and_never_nothing() -> None:
    assert check("good_moment", happened=["laughed"]).body == {"happened": ["laughed"]}
    assert check("good_moment", words="The bird is back").ok
    empty = check("good_moment", words="  ", happened=[])
    assert [(problem.field, problem.code) for problem in empty.problems] == [("happened", "missing")]
    assert empty.problems[0].message == "Tap one thing, or write one line. That is enough."
    good = KINDS["good_moment"]
    assert good.summary({"happened": ["laughed", "played"]}) == "Something good: We laughed, We played"
    assert good.summary({"said": "ours"}) == "Something good: ours"
    assert not good.sensitive_default({"happened": ["laughed"]})


def test_what_is_told_without_words_holds_no_words() -> None:
    assert CHECK_IN.hint({"weather": "foggy", "words": "secret", "energy": 3}) == {"weather": "foggy"}
    assert [part.text for part in CHECK_IN.hint_parts({"weather": "foggy"})] == ["Foggy"]
    assert JOURNAL.hint({"text": "secret", "title": "secret"}) == {}
    assert MOMENT.hint(FULL_MOMENT) == {}


def test_a_hard_moment_where_someone_was_hurt_folds_and_an_ordinary_one_does_not() -> None:
    assert MOMENT.sensitive_default({"tone": "hard", "happened": ["hurt_themselves"]})
    assert MOMENT.sensitive_default({"tone": "hard", "intensity": 8})
    assert not MOMENT.sensitive_default({"tone": "hard", "intensity": 7, "happened": ["shouted"]})
    assert not MOMENT.sensitive_default({"tone": "good", "intensity": 10})
    assert MOMENT.content_note == "This is about a hard time."


@pytest.mark.parametrize(("kind", "name", "limit"), [("journal", "text", 20_000), ("check_in", "words", 2_000)])
def test_too_many_words_are_told_by_how_many_and_the_last_that_fit_are_kept(kind: str, name: str, limit: int) -> None:
    more = {"weather": "bright"} if kind == "check_in" else {}
    assert check(kind, **more, **{name: "a" * limit}).ok
    checked = check(kind, **more, **{name: "a" * (limit + 7)})
    assert codes(checked) == [(name, "too_long")]
    assert checked.problems[0].message.startswith(f"This is 7 characters too long. There is room for {limit:,}.")
    assert "Your words are still here" in checked.problems[0].message


def test_ten_megabytes_are_turned_down_at_once() -> None:
    long = "a" * 10_000_000
    started = time.process_time()
    checked = check("journal", text=long, title=long)
    assert codes(checked) == [("title", "too_long"), ("text", "too_long")]
    assert time.process_time() - started < 0.05


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "\u0645\u0631\u062d\u0628\u0627 \u200f\u0642\u0645\u0631\u200e",
        "👩‍👩‍👧 family",
        "e\u0301 and é",
        "  spaces at both ends  ",
        "a\ttab\nand a line",
        "\u2067right to left\u2069",
    ],
)
def test_words_in_any_writing_are_kept_exactly(text: str) -> None:
    assert check("journal", text=text).body == {"text": text}


def test_signs_nobody_can_see_are_left_out_and_lines_end_alike() -> None:
    assert check("journal", text="a\x00b\x1b[31m\r\nc\rd\x85").body == {"text": "ab[31m\nc\nd"}
    assert codes(check("journal", text="\x00\x01")) == [("text", "missing")]
    assert codes(check("journal", text=" \n\t ")) == [("text", "missing")]
    assert codes(check("journal", text="half \ud83d")) == [("text", "broken_text")]


def test_numbers_may_come_as_text_from_a_form() -> None:
    assert check("check_in", weather="bright", energy="7", pleasantness=" 0 ").body == {
        "weather": "bright",
        "energy": 7,
        "pleasantness": 0,
    }
    assert check("check_in", weather="bright", energy="").body == {"weather": "bright"}


@pytest.mark.parametrize("junk", ["11", "-1", "7.5", "seven", "\u0667", 11, -1, 7.5, True, [7], {"a": 7}, "9" * 5000])
def test_a_number_that_is_none_is_turned_down_with_the_range(junk: object) -> None:
    checked = check("check_in", weather="bright", energy=junk)
    assert codes(checked) == [("energy", "not_in_range")]
    assert checked.problems[0].message == "Give a whole number from 0 to 10."


@pytest.mark.parametrize("junk", ["sunny", "BRIGHT", "bright ", 3, ["bright"], {"weather": "bright"}, True])
def test_weather_that_is_not_on_the_list_is_turned_down(junk: object) -> None:
    assert codes(check("check_in", weather=junk)) == [("weather", "not_on_the_list")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["angry", "evil"], "not_on_the_list"),
        ([["angry"]], "not_on_the_list"),
        (7, "not_a_list"),
        ({"angry": 1}, "not_a_list"),
        (["angry"] * 500, "too_many"),
    ],
)
def test_picks_that_are_not_on_the_list_are_turned_down(given: object, code: str) -> None:
    assert codes(check("moment", tone="hard", feelings=given)) == [("feelings", code)]


def test_picking_the_same_twice_counts_once_and_one_pick_needs_no_list() -> None:
    checked = check("moment", tone="hard", feelings=["sad", "sad", ""], did="listened", happened=[])
    assert checked.body == {"tone": "hard", "feelings": ["sad"], "did": ["listened"]}


def test_what_a_kind_does_not_know_is_said_and_nothing_is_kept_in_silence() -> None:
    checked = check("journal", text="hello", author="someone else", **{"x" * 500: 1})
    assert codes(checked) == [("author", "unknown_field"), ("x" * 60, "unknown_field")]
    assert checked.body == {}


def test_three_other_explanations_are_one_too_many() -> None:
    assert codes(check("moment", tone="hard", other_explanations=["a", "b", "c"])) == [
        ("other_explanations", "too_many")
    ]
    assert check("moment", tone="hard", other_explanations=["a", " ", ""]).body["other_explanations"] == ["a"]


def test_all_problems_are_told_at_once() -> None:
    checked = check("moment", need="x", intensity="big", words=3, extra=1)
    assert {field for field, _ in codes(checked)} == {"extra", "tone", "words", "need", "intensity"}


def test_a_body_from_an_older_or_stranger_version_still_reads() -> None:
    strange = {"tone": "hard", "feelings": ["gone_from_list", 4], "intensity": "ten", "words": None, "new": {"a": 1}}
    assert MOMENT.summary(strange) == "Something hard"
    assert ("What they might have felt", "gone from list") in [(p.label, p.text) for p in MOMENT.parts(strange)]
    assert len(MOMENT.row(strange)) == len(MOMENT.columns)
    assert CheckIn.of({}) == CheckIn("")
    assert Journal.of({"text": 4}) == Journal("")


def test_an_export_row_holds_plain_numbers_and_labels() -> None:
    row = dict(zip(MOMENT.columns, MOMENT.row(FULL_MOMENT), strict=True))
    assert (row["intensity"], row["duration_minutes"], row["need"]) == ("6", "20", "To be heard")
    assert dict(zip(CHECK_IN.columns, CHECK_IN.row({"weather": "bright"}), strict=True))["words"] == ""


junk_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("code", sorted(KINDS))
@settings(deadline=None)  # what is looked at here is what happens, not how long a busy machine takes
@given(st.data())
def test_nothing_sent_to_a_kind_ever_breaks_it_and_what_it_keeps_it_would_keep_again(
    code: str, data: st.DataObject
) -> None:
    kind = KINDS[code]
    names = st.sampled_from([*kind.columns, "text"]) | st.text(max_size=5)
    given_fields = data.draw(st.dictionaries(names, junk_values | st.sampled_from(["hard", "bright", "home"])))
    checked = kind.validate(given_fields, TODAY)
    assert checked.ok is (checked.problems == [])
    if checked.ok:
        assert kind.validate(checked.body, TODAY).body == checked.body
        assert json.loads(json.dumps(checked.body)) == checked.body
        assert kind.summary(checked.body)
        assert bool(kind.parts(checked.body)) is bool(checked.body)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_the_schema_knows_every_field_and_no_other(code: str) -> None:
    schema = KINDS[code].schema()
    assert schema["additionalProperties"] is False
    assert isinstance(schema["properties"], dict)
    assert tuple(schema["properties"]) == KINDS[code].columns
    assert json.loads(json.dumps(schema)) == schema
    required = {
        "check_in": ["weather"],
        "journal": ["text"],
        "moment": ["tone"],
        "good_moment": [],
        "incident": ["safe"],
        "photo": [],
        "school_moment": ["tone"],
        "reply": ["text"],
        "practice_run": ["practice"],
        "concern": [],
        "drawing": [],
        "assignment": [],
        "practice_done": ["given", "practice", "state"],
        "plan_part": ["part", "text"],
        "plan_rule": ["case", "how"],
        "strength": ["sort", "text"],
        "hope": ["text"],
        "signal": ["sign"],
        "support": ["name", "sort"],
        "fuel": ["left"],
        "felt_safe": ["place", "face"],
        "fear": ["text"],
        "need": ["about"],
        "tried": ["how"],
        "school_steps": [],
        "recording": [],
        "asq": ["old_enough", "face", "room", "can_act"],
    }
    assert schema["required"] == required[code]
