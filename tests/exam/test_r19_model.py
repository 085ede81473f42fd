"""R19: two circles against a small model of who should see what, through random lives."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.vault import audit, doorway, entries, erasure, inspection, tombstones
from lamplit.vault.entries import Outcome
from tests.vault.circle import NOW, Circle, a_session, an_entry, make_circle
from tests.vault.fixtures import data as data

ROLES = (Role.SUBJECT, Role.CARER, Role.THERAPIST, Role.TEACHER)
some_role = st.sampled_from(ROLES)
some_roles = st.frozensets(some_role)


@dataclass
class Written:
    """What the model knows of one entry."""

    id: UUID
    circle: int
    author: Role
    texts: list[str]
    readers: frozenset[Role]
    showable: frozenset[Role]
    shown: set[Role] = field(default_factory=set)
    deleted_at: datetime | None = None

    def seen_by(self, circle: int, role: Role) -> bool:
        """Say who sees it, in the words of a child: its author, those it is for, those it was shown to."""
        if circle != self.circle or self.deleted_at is not None:
            return False
        return role is self.author or role in self.readers or (role in self.shown and role in self.showable)


class Lives(RuleBasedStateMachine):
    """Everything people can do to entries, in any order, in two circles at once."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[Written] = []
        self.erased: list[UUID] = []
        self.paused: set[tuple[int, Role]] = set()
        self.removed: set[tuple[int, Role]] = set()
        self.now = NOW

    @initialize()
    def begin(self) -> None:
        self.circles: list[Circle] = [make_circle(ROLES), make_circle(ROLES)]
        self.keys = {
            (at, role): a_session(viewer.person, trusted=True)
            for at, circle in enumerate(self.circles)
            for role, viewer in circle.people.items()
        }

    def viewer(self, at: int, role: Role) -> Viewer:
        """Come in by the door, as every request does."""
        visit = doorway.enter(self.keys[(at, role)], self.circles[at].id, self.now)
        assert visit is not None
        return visit.viewer

    def inside(self, at: int, role: Role) -> bool:
        return (at, role) not in self.paused | self.removed

    @rule(at=st.integers(0, 1), role=some_role, text=st.text(max_size=40), readers=some_roles, showable=some_roles)
    def write(self, at: int, role: Role, text: str, readers: frozenset[Role], showable: frozenset[Role]) -> None:
        new = an_entry(self.viewer(at, role), text, Stamp(readers=readers, showable=showable))
        if not self.inside(at, role):
            with pytest.raises(entries.WriteRefused):
                entries.record(self.viewer(at, role), new, self.now)
            return
        assert entries.record(self.viewer(at, role), new, self.now) is Outcome.CREATED
        assert entries.record(self.viewer(at, role), new, self.now) is Outcome.SAME
        self.written.append(Written(new.id, at, role, [text], readers, showable))

    @rule(pick=st.integers(0), by=some_role, at=st.integers(0, 1), text=st.text(max_size=40))
    def revise(self, pick: int, by: Role, at: int, text: str) -> None:
        one = self.one(pick)
        if one is None:
            return
        stamp = Stamp(readers=one.readers, showable=one.showable)
        viewer = self.viewer(at, by)
        shown = frozenset(self.member(one.circle, role) for role in one.shown)
        new = an_entry(viewer, text, stamp, id=one.id, show_to=shown)
        done = entries.revise(viewer, one.id, len(one.texts), new, self.now)
        if self.owns(one, at, by) and one.deleted_at is None:
            assert isinstance(done, entries.Opened)
            one.texts.append(text)
        else:
            assert done is None

    @rule(pick=st.integers(0), by=some_role, at=st.integers(0, 1), to=some_role)
    def show(self, pick: int, by: Role, at: int, to: Role) -> None:
        one = self.one(pick)
        if one is None:
            return
        done = entries.show(self.viewer(at, by), one.id, self.member(one.circle, to), self.now)
        may = self.owns(one, at, by) and one.deleted_at is None and to in one.showable and to is not one.author
        assert done == (may and self.inside(one.circle, to))
        if done:
            one.shown.add(to)

    @rule(pick=st.integers(0), by=some_role, at=st.integers(0, 1), to=some_role)
    def stop(self, pick: int, by: Role, at: int, to: Role) -> None:
        one = self.one(pick)
        if one is None:
            return
        done = entries.stop_showing(self.viewer(at, by), one.id, self.member(one.circle, to), self.now)
        assert done == (self.owns(one, at, by) and one.deleted_at is None)
        if done:
            one.shown.discard(to)

    @rule(pick=st.integers(0), by=some_role, at=st.integers(0, 1))
    def delete(self, pick: int, by: Role, at: int) -> None:
        one = self.one(pick)
        if one is None:
            return
        done = entries.delete(self.viewer(at, by), one.id, self.now)
        assert done == (self.owns(one, at, by) and one.deleted_at is None)
        if done:
            one.deleted_at = self.now

    @rule(pick=st.integers(0), by=some_role, at=st.integers(0, 1))
    def restore(self, pick: int, by: Role, at: int) -> None:
        one = self.one(pick)
        if one is None:
            return
        done = entries.restore(self.viewer(at, by), one.id, self.now)
        in_time = one.deleted_at is not None and self.now < one.deleted_at + timedelta(days=7)
        assert done == (self.owns(one, at, by) and in_time)
        if done:
            one.deleted_at = None

    @rule(pick=st.integers(0), by=some_role, at=st.integers(0, 1))
    def erase(self, pick: int, by: Role, at: int) -> None:
        one = self.one(pick)
        if one is None:
            return
        done = erasure.erase_entry(self.viewer(at, by), one.id, self.now)
        assert (done is not None) == self.owns(one, at, by)
        if done is not None:
            self.written.remove(one)
            self.erased.append(one.id)

    @rule(at=st.integers(0, 1), role=some_role)
    def pause_or_resume(self, at: int, role: Role) -> None:
        self.paused ^= {(at, role)}
        self.set_state(at, role, MemberState.PAUSED if (at, role) in self.paused else MemberState.CONFIRMED)

    @rule(at=st.integers(0, 1), role=st.sampled_from(ROLES[1:]))
    def remove(self, at: int, role: Role) -> None:
        self.removed.add((at, role))
        self.set_state(at, role, None)

    @rule(days=st.integers(1, 4))
    def days_go_by(self, days: int) -> None:
        self.now += timedelta(days=days)
        if self.now > NOW + timedelta(days=25):
            self.now = NOW + timedelta(days=25)
        mine = {one.id for one in self.written}  # an earlier life may have left something that falls due in this one
        gone = mine & set(erasure.purge_due(self.now).erased)
        due = {one.id for one in self.written if one.deleted_at and one.deleted_at + timedelta(days=7) <= self.now}
        assert gone == due
        self.written = [one for one in self.written if one.id not in due]
        self.erased += sorted(due)

    @invariant()
    def everybody_sees_exactly_what_they_should(self) -> None:
        for at, circle in enumerate(self.circles if hasattr(self, "circles") else []):
            for role in circle.people:
                seen = {item.id: item.body for item in entries.page(self.viewer(at, role), None, 200, self.now).items}
                due = {one.id: {"text": one.texts[-1]} for one in self.written if one.seen_by(at, role)}
                assert seen == (due if self.inside(at, role) else {})

    @invariant()
    def what_is_erased_stays_erased(self) -> None:
        assert all(tombstones.is_erased(entry) for entry in self.erased)
        for entry in self.erased[-1:]:
            assert erasure.replay(self.now) == 0
            new = an_entry(self.circles[0].subject, "back", id=entry)
            assert self.inside(0, Role.SUBJECT) is False or (
                entries.record(self.viewer(0, Role.SUBJECT), new, self.now) is Outcome.DIFFERENT
            )

    def teardown(self) -> None:
        assert audit.verify() == []
        assert inspection.damaged() == []

    def one(self, pick: int) -> Written | None:
        return self.written[pick % len(self.written)] if self.written else None

    def owns(self, one: Written, at: int, by: Role) -> bool:
        return at == one.circle and by is one.author and self.inside(at, by)

    def member(self, at: int, role: Role) -> UUID:
        return self.circles[at].people[role].membership or uuid4()

    def set_state(self, at: int, role: Role, state: MemberState | None) -> None:
        from lamplit.people.models import Membership

        row = Membership.objects.filter(pk=self.member(at, role))
        if (at, role) in self.removed:
            row.update(state="confirmed", removal_due_at=self.now - timedelta(seconds=1))
        elif state is not None:
            row.update(state=state.value)


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Lives,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.exam("R19")
def test_thirty_short_lives_agree_with_the_model(db: None, data: object) -> None:
    run(30, 20)


@pytest.mark.exam("R19")
@pytest.mark.whole
def test_five_hundred_lives_agree_with_the_model(db: None, data: object) -> None:
    run(500, 50)
