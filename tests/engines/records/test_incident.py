"""A serious incident: nothing but the first question is needed, and a wait has both a day and a reason."""

from datetime import date

import pytest

from lamplit.engines.records.kinds import KINDS, NO_BEARING
from lamplit.engines.records.kinds.days import day_of
from lamplit.engines.records.kinds.incident import SIX, Incident

INCIDENT = KINDS["incident"]
TODAY = date(2026, 11, 22)


def codes(**fields: object) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in INCIDENT.validate(fields, TODAY).problems]


def test_one_answer_is_enough_and_each_of_the_six_may_stand_alone() -> None:
    assert codes() == [("safe", "missing")]
    assert codes(safe="not_yet") == []
    assert all(codes(safe="yes", **{name: "Something."}) == [] for name in SIX)


def test_a_wait_needs_a_day_and_a_reason_and_ends_within_half_a_year() -> None:
    assert codes(safe="yes", wait_until="2026-12-01") == [("wait_words", "missing")]
    assert codes(safe="yes", wait_words="We talk first.") == [("wait_until", "missing")]
    assert codes(safe="yes", wait_until="2027-06-30", wait_words="Long.") == [("wait_until", "too_far")]
    assert codes(safe="yes", wait_until="2026-12-01", wait_words="We talk first.") == []


@pytest.mark.parametrize(
    "junk", ["tomorrow", "2026-02-30", "20261201", "2026-12-01T00:00", 5, ["2026-12-01"], "x" * 9000]
)
def test_a_day_that_is_none_is_not_kept(junk: object) -> None:
    assert day_of(junk) is None
    assert codes(safe="yes", wait_until=junk, wait_words="Why.") == [("wait_until", "not_a_day")]


def test_nothing_else_can_be_sent_along() -> None:
    for name in ("signed_off_at", "addenda", "signed", "author"):
        assert codes(safe="yes", **{name: "x"}) == [(name, "unknown_field")]


def test_what_a_body_says_bears_on_who_sees_it() -> None:
    assert INCIDENT.bearing({"safe": "yes"}) == NO_BEARING
    assert INCIDENT.bearing({"school": "no"}) == NO_BEARING
    assert INCIDENT.bearing({"school": "yes"}).holding == {"school_related"}
    waits = INCIDENT.bearing({"wait_until": "2026-12-01"})
    assert (waits.holding, waits.until) == ({"with_adult"}, date(2026, 12, 1))
    assert INCIDENT.bearing({"wait_until": "soon", "school": ["yes"]}) == NO_BEARING
    assert KINDS["moment"].bearing({"school": "yes", "wait_until": "2026-12-01"}) == NO_BEARING


def test_a_hint_has_no_words_and_every_incident_is_folded() -> None:
    body = {"safe": "not_yet", "school": "yes", "seen_words": "Secret.", "told": ["Somebody"]}
    assert INCIDENT.hint(body) == {"safe": "not_yet", "school": "yes"}
    assert INCIDENT.sensitive_default({}) is True
    assert INCIDENT.summary(body) == "Something serious: Secret."
    assert INCIDENT.summary({"safe": "yes"}) == "Something serious"
    assert Incident.of(body).told == ("Somebody",)
