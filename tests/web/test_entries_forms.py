"""What is typed on a page arrives as it was typed, and when it happened is understood or kindly asked again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from lamplit.engines.records.kinds import KINDS
from lamplit.web.forms.choices import choices_of
from lamplit.web.forms.scales import SCALES, steps_for
from lamplit.web.forms.shapes import SHAPES, fields_of
from lamplit.web.forms.sheet import chosen_audience
from lamplit.web.forms.typed import Typed, blank
from lamplit.web.forms.when import read_when, when_answers

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 29, 22, 31, tzinfo=LONDON)  # the day the clocks went forward


def typed(**answers: object) -> Typed:
    return Typed.from_fields(answers)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_entry_has_a_page_that_asks_for_all_of_it_and_nothing_else(kind: str) -> None:
    assert set(SHAPES[kind].names) == set(KINDS[kind].columns)


def test_words_come_back_exactly_as_typed_with_plain_line_ends() -> None:
    post = QueryDict(mutable=True)
    post.setlist("text", ["  one\r\ntwo <b>&amp;  "])
    post.setlist("unknown", ["never asked"])
    read = Typed.from_post(post, SHAPES["journal"].names)
    assert read.one("text") == "  one\ntwo <b>&amp;  "
    assert not read.has("unknown")


def test_an_unanswered_question_is_left_out_and_a_number_is_a_number() -> None:
    answers = typed(weather="foggy", energy="3", pleasantness="", words="  ")
    assert fields_of("check_in", answers) == {"weather": "foggy", "energy": 3}


def test_a_number_that_is_none_is_left_for_the_kind_to_explain() -> None:
    fields = fields_of("check_in", typed(weather="foggy", energy="lots"))
    checked = KINDS["check_in"].validate(fields, NOW.date())
    assert [problem.field for problem in checked.problems] == ["energy"]


def test_a_draft_turns_back_into_the_page_it_came_from() -> None:
    page = typed(tone="hard", happened=["cried", "hid"], other_explanations=["", "tired"])
    again = Typed.from_fields(page.as_fields())
    assert again.many("happened") == ("cried", "hid")
    assert again.at("other_explanations", 1) == "tired"


def test_two_blank_pages_never_share_an_id() -> None:
    assert blank().entry_id() != blank().entry_id()


def test_a_made_up_id_is_no_id() -> None:
    assert typed(id="../../etc").entry_id() is None


def test_just_now_is_this_minute() -> None:
    assert read_when(typed(), NOW).at == NOW


def test_earlier_today_without_a_time_is_an_hour_ago_but_never_yesterday() -> None:
    assert read_when(typed(when="earlier"), NOW).at == NOW - timedelta(hours=1)
    just_after_midnight = NOW.replace(hour=0, minute=20)
    assert read_when(typed(when="earlier"), just_after_midnight).at == NOW.replace(hour=0, minute=0)


def test_a_picked_day_and_time_are_kept_in_local_time() -> None:
    when = read_when(typed(when="pick", on="2026-03-28", at="16:05"), NOW)
    assert when.at is not None
    assert when.at.isoformat() == "2026-03-28T16:05:00+00:00"


def test_a_day_written_the_british_way_is_understood() -> None:
    when = read_when(typed(when="pick", on="28/03/2026"), NOW)
    assert when.at is not None
    assert (when.at.day, when.at.month) == (28, 3)


@pytest.mark.parametrize(
    ("on", "at"),
    [("", ""), ("2026-02-30", ""), ("soon", ""), ("2026-03-28", "25:99"), ("2026-03-30", "08:00"), ("1999-01-01", "")],
)
def test_a_time_that_cannot_be_true_gets_one_plain_sentence(on: str, at: str) -> None:
    when = read_when(typed(when="pick", on=on, at=at), NOW)
    assert when.at is None
    assert when.problem.endswith(".")
    assert len(when.problem.split()) <= 16


def test_changing_an_entry_starts_from_its_own_time() -> None:
    happened = NOW - timedelta(days=2)
    assert read_when(typed(**when_answers(happened, NOW.date())), NOW).at == happened
    this_morning = NOW.replace(hour=8, minute=5)
    assert read_when(typed(**when_answers(this_morning, NOW.date())), NOW).at == this_morning


def test_a_number_from_elsewhere_survives_a_page_that_shows_only_pictures() -> None:
    steps = steps_for(SCALES["energy"], typed(energy="7"), "energy")
    assert [step.value for step in steps] == [0, 3, 5, 7, 10]


def test_only_answers_that_fit_a_hard_moment_are_offered_but_one_already_given_stays() -> None:
    offered = {value for value, _ in choices_of("moment", typed(tone="hard"))["happened"].every}
    assert "cried" in offered
    assert "laughed" not in offered
    kept = choices_of("moment", typed(tone="hard", happened=["laughed"]))["happened"]
    assert "laughed" in {value for value, _ in kept.every}


def test_a_page_that_did_not_ask_who_may_see_it_leaves_that_to_the_policy() -> None:
    assert chosen_audience(typed(audience=["role:therapist"])) is None


def test_nobody_ticked_means_only_me() -> None:
    assert chosen_audience(typed(audience_set="1")) == ("me",)
    assert chosen_audience(typed(audience_set="1", audience=["role:therapist"])) == ("role:therapist",)
