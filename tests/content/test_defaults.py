"""P04: the table of how a new circle and a new child begin."""

import pytest

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.defaults import load_defaults, read_defaults
from lamplit.engines.records.policy import load_policy, stamp_for
from lamplit.engines.records.reading import ContentError, content_text

MOST_PRIVATE = {"private", "nobody", "off", "no", "not_watched", "none", "neutral", "closed", "invited"}
MOST_PRIVATE |= {"nothing", "hidden", "author_only"}


def test_there_are_twenty_settings_and_each_begins_as_private_as_it_can_be() -> None:
    found = load_defaults()
    assert len({each.code for each in found}) == len(found) == 20
    assert {each.value for each in found} <= MOST_PRIVATE
    assert all(each.says.endswith(".") for each in found)
    assert {each.about for each in found} == {"circle", "subject", "member", "device", "house"}


def test_the_policy_keeps_what_the_table_promises_of_a_childs_own_entries() -> None:
    assert next(each.value for each in load_defaults() if each.code == "own_entries") == "private"
    policy = load_policy("GB")
    for kind in ("check_in", "journal", "drawing"):
        for age in (4, 8, 12, 15, 30):
            stamp = stamp_for(policy, kind=kind, author_role=Role.SUBJECT, subject_age=age)
            assert not stamp.readers | stamp.duty_readers | stamp.hints


def test_a_person_with_no_membership_stands_nowhere() -> None:
    from uuid import UUID

    stranger = Viewer(UUID(int=1))
    assert (stranger.circle, stranger.role, stranger.state, stranger.mfa) == (None, None, None, False)
    assert stranger.state is not MemberState.CONFIRMED


@pytest.mark.parametrize(
    ("out", "instead", "code"),
    [("about: circle", "about: moon", "unknown_place"), ("value: not_watched,", "", "text_missing")],
)
def test_a_faulty_table_is_refused_with_its_line(out: str, instead: str, code: str) -> None:
    text = content_text("policy", "defaults.yaml")
    assert out in text
    with pytest.raises(ContentError) as refused:
        read_defaults(text.replace(out, instead, 1), "defaults.yaml")
    assert [fault.code for fault in refused.value.faults] == [code]
    assert refused.value.faults[0].line > 1
