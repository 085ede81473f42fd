"""What must stay true however an entry and a circle are turned about (security.md 4.2.6)."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.policy import may_choose
from lamplit.engines.records.stamp import Stamp, bits, role_bit, roles
from lamplit.engines.records.visibility import Action, EntryState, Facts, Level, decide

PEOPLE = [UUID(int=number) for number in range(1, 7)]
SEATS = [UUID(int=number) for number in range(11, 17)]
CIRCLES = [UUID(int=21), UUID(int=22)]
LEVELS = (Level.NONE, Level.SUMMARY, Level.FULL)

some_roles = st.frozensets(st.sampled_from(Role))
stamps = st.builds(Stamp, readers=some_roles, hints=some_roles, duty_readers=some_roles, showable=some_roles)
viewers = st.builds(
    Viewer,
    person=st.sampled_from(PEOPLE),
    circle=st.sampled_from(CIRCLES),
    membership=st.sampled_from(SEATS),
    role=st.sampled_from(Role),
    state=st.sampled_from([MemberState.CONFIRMED, MemberState.CONFIRMED, MemberState.PAUSED]),
    on_duty=st.booleans(),
    mfa=st.booleans(),
    consented=st.booleans(),
)
facts = st.builds(
    Facts,
    circle=st.sampled_from(CIRCLES),
    author=st.sampled_from(PEOPLE),
    state=st.sampled_from(EntryState),
    stamp=stamps,
    together_with=st.none() | st.sampled_from(PEOPLE),
    shown_to=st.frozensets(st.sampled_from(SEATS)),
    held=st.booleans(),
)
actions = st.sampled_from(Action)


def opened(viewer: Viewer, about: Facts) -> int:
    return LEVELS.index(decide(viewer, Action.READ, about).level)


@given(viewers, actions, facts, st.sampled_from(SEATS))
def test_showing_an_entry_to_one_person_changes_nothing_for_anybody_else(
    viewer: Viewer, action: Action, about: Facts, seat: UUID
) -> None:
    wider = replace(about, shown_to=about.shown_to | {seat})
    if viewer.membership != seat:
        assert decide(viewer, action, wider) == decide(viewer, action, about)
    assert opened(viewer, wider) >= opened(viewer, about)


@given(viewers, facts, st.sampled_from(SEATS), st.sampled_from(SEATS))
def test_the_order_in_which_two_people_are_shown_something_does_not_matter(
    viewer: Viewer, about: Facts, one: UUID, other: UUID
) -> None:
    first = replace(replace(about, shown_to=about.shown_to | {one}), shown_to=about.shown_to | {one} | {other})
    second = replace(replace(about, shown_to=about.shown_to | {other}), shown_to=about.shown_to | {other} | {one})
    assert decide(viewer, Action.READ, first) == decide(viewer, Action.READ, second)


@given(viewers, facts, some_roles)
def test_narrowing_who_reads_never_adds_a_reader(viewer: Viewer, about: Facts, kept: frozenset[Role]) -> None:
    stamp = about.stamp
    narrowed = stamp.narrowed(kept & (stamp.readers | stamp.duty_readers))
    before = replace(about, shown_to=frozenset())
    assert opened(viewer, replace(before, stamp=narrowed)) <= opened(viewer, before)


@given(viewers, facts)
def test_only_me_leaves_nobody_but_the_writer_and_those_they_show_it_to(viewer: Viewer, about: Facts) -> None:
    private = replace(about, stamp=about.stamp.private(), together_with=None, shown_to=frozenset())
    if viewer.person != about.author:
        assert opened(viewer, private) == 0


@given(stamps, some_roles)
def test_a_choice_never_opens_an_entry_to_a_role_that_may_not_be_chosen(stamp: Stamp, kept: frozenset[Role]) -> None:
    narrowed = stamp.narrowed(kept)
    assert narrowed.readers | narrowed.duty_readers <= may_choose(stamp) & kept
    assert narrowed.hints == frozenset()
    assert may_choose(narrowed) == may_choose(stamp)
    assert not narrowed.readers & stamp.duty_readers


@given(viewers, actions, facts)
def test_coming_back_with_a_new_membership_does_not_bring_back_what_was_shown(
    viewer: Viewer, action: Action, about: Facts
) -> None:
    returned = replace(viewer, membership=UUID(int=99))
    never_shown = replace(about, shown_to=about.shown_to - {viewer.membership})
    assert decide(returned, action, about) == decide(viewer, action, never_shown)


@given(viewers, actions, facts)
def test_a_circle_opens_nothing_in_another(viewer: Viewer, action: Action, about: Facts) -> None:
    if viewer.circle != about.circle:
        assert not decide(viewer, action, about).allowed


@given(viewers, actions, facts)
def test_a_refusal_opens_nothing_and_a_yes_opens_something(viewer: Viewer, action: Action, about: Facts) -> None:
    decision = decide(viewer, action, about)
    assert decision.allowed is (decision.level is not Level.NONE)


@given(viewers, facts)
def test_losing_consent_duty_or_the_second_step_never_opens_more(viewer: Viewer, about: Facts) -> None:
    full = replace(viewer, consented=True, on_duty=True, mfa=True)
    for less in (replace(full, consented=False), replace(full, on_duty=False), replace(full, mfa=False)):
        assert opened(less, about) <= opened(full, about)


@given(some_roles)
def test_a_stored_set_of_roles_comes_back_as_it_was(chosen: frozenset[Role]) -> None:
    assert roles(bits(chosen)) == chosen
    assert 0 <= bits(chosen) < 128


def test_the_stored_numbers_of_roles_never_change() -> None:
    assert [(role.value, role_bit(role)) for role in Role] == [
        ("subject", 1),
        ("carer", 2),
        ("other_carer", 4),
        ("therapist", 8),
        ("teacher", 16),
        ("school_lead", 32),
        ("social_worker", 64),
    ]
    assert roles(128) == frozenset()
