"""A task that was agreed, seen by the one it is for, and how it went; leaves writing it to `agreeing`."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.audiences import members_here, who_will_see
from lamplit.actions.entries import write_entry
from lamplit.actions.given import KIND, LOOKED_AT, Given, given_among
from lamplit.actions.writing import Writing, Written
from lamplit.engines.kernel import Role
from lamplit.engines.records.kinds.tried import TRIED, Tried
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

ANSWERS = ("went_well", "not_tried", "in_the_way")
_LOOKED_FOR = frozenset({KIND, TRIED.code})


@dataclass(frozen=True, slots=True)
class Task:
    """One agreed task and its reader's own last answer, in words; `who_sees` is the sentence beside an answer."""

    given: Given
    answered: str
    who_sees: str

    @property
    def id(self) -> UUID:
        """Return the id of this reader's wording."""
        return self.given.id

    @property
    def words(self) -> str:
        """Return what was agreed, as this reader has it."""
        return self.given.what.task


def tasks(visit: Visit) -> tuple[Task, ...]:
    """Return the tasks this person was given and that are not taken back, the latest first."""
    return tasks_among(visit, entries.of_kinds(visit.viewer, _LOOKED_FOR, LOOKED_AT, clock.now()))


def tasks_among(visit: Visit, found: Iterable[entries.Opened]) -> tuple[Task, ...]:
    """Return the tasks among some opened entries, newest first."""
    found = list(found)
    said = [Tried.of(each.body) for each in found if each.kind == TRIED.code and each.own and each.body is not None]
    mine = [each for each in given_among(visit, found) if each.what.task and not each.what.practices]
    last = {one.given: TRIED.label_for("how", one.how) for one in reversed(said)}
    return tuple(
        Task(each, last.get(str(each.id), ""), who_will_see(visit, TRIED.code, _audience(visit, each))) for each in mine
    )


def task(visit: Visit, entry: UUID) -> Task | None:
    """Return one of them; None when there is none for this person."""
    return next((each for each in tasks(visit) if each.id == entry), None)


def answer(visit: Visit, about: Task, answer_id: UUID, how: str, words: str = "") -> Written:
    """Keep how it went, for the one who asked; raises Refused or Clash like every entry."""
    fields: dict[str, object] = {"how": how if how in ANSWERS else "", "given": str(about.id)}
    fields |= {"words": words} if words.strip() else {}
    return write_entry(visit, Writing(answer_id, TRIED.code, fields, audience=_audience(visit, about.given)))


def answers() -> tuple[tuple[str, str], ...]:
    """Return what can be answered, as picks."""
    return tuple((value, TRIED.label_for("how", value)) for value in ANSWERS)


def _audience(visit: Visit, given: Given) -> list[str] | None:
    """Return who is told: the one who asked, by name; at school whoever reads what school sends, by the policy."""
    if visit.viewer.role is Role.TEACHER:
        return None
    asker = next((each.membership for each in members_here(visit) if each.person == given.author), None)
    return ["me"] if asker is None else [f"member:{asker}"]
