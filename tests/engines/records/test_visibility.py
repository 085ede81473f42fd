"""The rule as people meet it: who may do what with one entry."""

from dataclasses import replace
from uuid import UUID

import pytest

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.policy import load_policy, stamp_for
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts, Level, decide

CIRCLE, CHILD, CARER, THERAPIST, TEACHER = (UUID(int=number) for number in range(1, 6))
POLICY = load_policy("GB")


def seat(person: UUID) -> UUID:
    return UUID(int=person.int + 100)


def member(role: Role, person: UUID, **more: bool) -> Viewer:
    return Viewer(person, CIRCLE, seat(person), role, MemberState.CONFIRMED, **({"mfa": True} | more))


def written(author: UUID, stamp: Stamp) -> Facts:
    return Facts(CIRCLE, author, EntryState.LIVE, stamp)


def test_a_journal_written_alone_is_opened_by_its_writer_and_nobody_else() -> None:
    for age in (5, 9, 12, 14, 17, 30):
        facts = written(CHILD, stamp_for(POLICY, kind="journal", author_role=Role.SUBJECT, subject_age=age))
        assert decide(member(Role.SUBJECT, CHILD), Action.READ, facts).level is Level.FULL
        for role in frozenset(Role) - {Role.SUBJECT}:
            assert decide(member(role, CARER), Action.READ, facts).level is Level.NONE


def test_a_teacher_sees_no_moment() -> None:
    facts = written(CARER, stamp_for(POLICY, kind="moment", author_role=Role.CARER, subject_age=14))
    assert decide(member(Role.TEACHER, TEACHER), Action.READ, facts).reason == "not_shown"
    assert decide(member(Role.THERAPIST, THERAPIST), Action.READ, facts).reason == "role"


def test_a_respite_carer_reads_a_moment_only_while_on_duty() -> None:
    facts = written(CARER, stamp_for(POLICY, kind="moment", author_role=Role.CARER, subject_age=14))
    assert decide(member(Role.OTHER_CARER, TEACHER, on_duty=True), Action.READ, facts).reason == "on_duty"
    assert not decide(member(Role.OTHER_CARER, TEACHER, on_duty=False), Action.READ, facts).allowed


def test_a_therapist_reads_a_journal_once_shown_it_and_not_after_it_is_taken_back() -> None:
    facts = written(CHILD, stamp_for(POLICY, kind="journal", author_role=Role.SUBJECT, subject_age=14))
    therapist = member(Role.THERAPIST, THERAPIST)
    shown = replace(facts, shown_to=frozenset({seat(THERAPIST)}))
    assert decide(therapist, Action.READ, shown).reason == "shown"
    assert not decide(therapist, Action.READ, facts).allowed


def test_a_journal_slipped_to_a_teacher_stays_shut() -> None:
    facts = written(CHILD, stamp_for(POLICY, kind="journal", author_role=Role.SUBJECT, subject_age=14))
    teacher = member(Role.TEACHER, TEACHER)
    assert not decide(teacher, Action.READ, replace(facts, shown_to=frozenset({seat(TEACHER)}))).allowed


def test_a_carer_of_an_eleven_year_old_learns_the_weather_of_a_check_in_made_together_and_no_words() -> None:
    stamp = stamp_for(POLICY, kind="check_in", author_role=Role.SUBJECT, subject_age=11, together=True)
    carer = member(Role.CARER, CARER)
    assert decide(carer, Action.READ, written(CHILD, stamp)).level is Level.SUMMARY
    assert not decide(carer, Action.COMMENT, written(CHILD, stamp)).allowed


def test_the_grown_up_who_sat_there_reads_what_was_made_together() -> None:
    stamp = stamp_for(POLICY, kind="journal", author_role=Role.SUBJECT, subject_age=7, together=True)
    facts = replace(written(CHILD, stamp), together_with=CARER)
    assert decide(member(Role.CARER, CARER), Action.READ, facts).reason == "made_together"
    assert not decide(member(Role.CARER, TEACHER), Action.READ, facts).allowed


def test_what_is_held_is_closed_to_everyone_but_its_writer() -> None:
    stamp = stamp_for(POLICY, kind="moment", author_role=Role.CARER, subject_age=14)
    facts = replace(written(CARER, stamp), held=True, shown_to=frozenset({UUID(int=104)}), together_with=CHILD)
    assert decide(member(Role.CARER, CARER), Action.READ, facts).allowed
    assert decide(member(Role.THERAPIST, THERAPIST), Action.READ, facts).reason == "held"
    assert decide(member(Role.SUBJECT, CHILD), Action.READ, facts).reason == "held"


@pytest.mark.parametrize("state", [None, *sorted(frozenset(MemberState) - {MemberState.CONFIRMED})])
def test_a_membership_that_is_not_confirmed_counts_for_nothing_even_with_ones_own(state: MemberState | None) -> None:
    facts = written(CARER, Stamp(readers=frozenset(Role)))
    for action in Action:
        decision = decide(replace(member(Role.CARER, CARER), state=state), action, facts)
        assert (decision.allowed, decision.reason) == (False, "outside")


def test_nobody_edits_another_persons_words() -> None:
    facts = written(CARER, Stamp(readers=frozenset(Role), showable=frozenset(Role)))
    only_authors = frozenset(Action) - {Action.READ, Action.COMMENT, Action.EXPORT}
    for role in Role:
        for action in only_authors:
            assert decide(member(role, TEACHER), action, facts).reason == "not_theirs"


def test_a_writer_brings_back_what_they_deleted_and_nobody_else_knows_it_was_there() -> None:
    facts = replace(written(CARER, Stamp(readers=frozenset(Role))), state=EntryState.DELETED)
    assert decide(member(Role.CARER, CARER), Action.RESTORE, facts).allowed
    assert not decide(member(Role.CARER, CARER), Action.REVISE, facts).allowed
    assert decide(member(Role.THERAPIST, THERAPIST), Action.READ, facts).reason == "not_live"


def test_a_therapist_without_a_second_step_opens_nothing_and_only_a_therapist_takes_others_words_away() -> None:
    facts = written(CARER, Stamp(readers=frozenset(Role)))
    assert decide(member(Role.THERAPIST, THERAPIST, mfa=False), Action.READ, facts).reason == "second_step"
    assert decide(member(Role.THERAPIST, THERAPIST), Action.EXPORT, facts).allowed
    assert decide(member(Role.SOCIAL_WORKER, TEACHER), Action.EXPORT, facts).reason == "export_not_allowed"
    assert decide(member(Role.CARER, CARER, mfa=False), Action.EXPORT, facts).reason == "second_step"


def test_without_consent_a_member_has_their_own_words_and_nothing_else() -> None:
    facts = written(CARER, Stamp(readers=frozenset(Role)))
    assert decide(member(Role.CARER, CARER, consented=False), Action.READ, facts).allowed
    assert decide(member(Role.THERAPIST, THERAPIST, consented=False), Action.READ, facts).reason == "no_consent"
