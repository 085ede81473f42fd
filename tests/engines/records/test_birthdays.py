"""Ages: what a birthday may change, and what it may never open."""

import pytest

from lamplit.engines.kernel import Role
from lamplit.engines.records.policy import Circumstances, load_policy, may_write, reads_together, stamp_for
from lamplit.engines.records.stamp import Stamp

POLICY = load_policy("GB")
BIRTHDAYS = (8, 10, 13, 16, 18)
BY_THE_CHILD = sorted(kind for kind, role in POLICY.written if role is Role.SUBJECT)
AGREEMENTS: list[Circumstances] = [{}, {"together": True}, {"together": True, "plan_agreed": True}]


def stamp(kind: str, age: int | None, said: Circumstances, author: Role = Role.SUBJECT) -> Stamp:
    return stamp_for(POLICY, kind=kind, author_role=author, subject_age=age, **said)


def sees(found: Stamp) -> frozenset[Role]:
    return found.readers | found.duty_readers | found.hints


@pytest.mark.parametrize("birthday", BIRTHDAYS)
@pytest.mark.parametrize("kind", BY_THE_CHILD)
def test_growing_older_never_opens_what_a_child_writes(kind: str, birthday: int) -> None:
    for said in AGREEMENTS:
        if not may_write(POLICY, kind, Role.SUBJECT, birthday - 1, **said):
            continue
        before, after = stamp(kind, birthday - 1, said), stamp(kind, birthday, said)
        assert after.readers <= before.readers
        assert sees(after) <= sees(before)


@pytest.mark.parametrize("kind", ["check_in", "journal", "drawing"])
def test_what_a_child_makes_alone_is_theirs_alone_at_every_age(kind: str) -> None:
    for age in (*range(3, 40), None):
        assert sees(stamp(kind, age, {})) == frozenset()
        assert sees(stamp(kind, age, {"plan_agreed": True})) == frozenset()


@pytest.mark.parametrize("kind", BY_THE_CHILD)
def test_an_age_nobody_knows_is_as_private_as_the_most_private_age(kind: str) -> None:
    if not may_write(POLICY, kind, Role.SUBJECT, None):
        return
    unknown = sees(stamp(kind, None, {}))
    for age in (5, 9, 12, 14, 17):
        if may_write(POLICY, kind, Role.SUBJECT, age):
            assert unknown <= sees(stamp(kind, age, {}))


def test_together_mode_opens_nothing_of_a_young_person_of_thirteen() -> None:
    for kind in ("check_in", "journal", "drawing"):
        assert sees(stamp(kind, 13, {"together": True, "plan_agreed": True})) == frozenset()
        assert not reads_together(POLICY, kind=kind, author_role=Role.SUBJECT, subject_age=13)


def test_a_child_reads_moments_about_them_from_eight_unless_the_carer_wants_to_talk_first() -> None:
    assert Role.SUBJECT not in stamp("moment", 7, {}, Role.CARER).readers | stamp("moment", 7, {}, Role.CARER).showable
    assert Role.SUBJECT in stamp("moment", 8, {}, Role.CARER).readers
    talked_first = stamp("moment", 8, {"talk_first": True}, Role.CARER)
    assert Role.SUBJECT not in sees(talked_first)
    assert Role.SUBJECT in talked_first.showable
    assert Role.THERAPIST in talked_first.readers


def test_an_adult_client_has_no_carer() -> None:
    for kind in BY_THE_CHILD:
        adult = stamp(kind, 18, {})
        assert not (sees(adult) | adult.showable) & {Role.CARER, Role.OTHER_CARER}
    assert not may_write(POLICY, "moment", Role.CARER, 18)
    assert may_write(POLICY, "moment", Role.CARER, 17)
