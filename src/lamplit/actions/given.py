"""What somebody was given to try, seen by the one it is for: by whom, why, and how far they came; leaves playing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID, uuid5

from lamplit.actions import clock
from lamplit.actions.audiences import members_here
from lamplit.actions.entries import read_entry, revise_entry, write_entry
from lamplit.actions.practice_library import at_hand
from lamplit.actions.wording import day_text, role_label
from lamplit.actions.writing import Clash, Refused, Writing
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.paths import later_on
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.assignment import ASSIGNMENT, Assignment
from lamplit.engines.records.kinds.kind import text_of
from lamplit.engines.records.kinds.practice_done import PRACTICE_DONE
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

KIND, HOW_FAR = ASSIGNMENT.code, PRACTICE_DONE.code
BOTH = frozenset({KIND, HOW_FAR})
LOOKED_AT = 200  # the newest entries this person may see
OPENED, DONE = "opened", "done"
TOLD_WHEN_SHOWN = say("Only what you show is seen.")


@dataclass(frozen=True, slots=True)
class Reached:
    """How far somebody came with one practice they were given; `steadied` when it ended with its grounding."""

    state: str
    steadied: bool


@dataclass(frozen=True)
class Given:
    """One thing given to this person; `by_text` reads "Sam (therapist)", `day_text` when; `told` who learns what."""

    id: UUID
    what: Assignment
    author: UUID
    by_text: str
    day_text: str
    reached: Mapping[str, Reached]

    @cached_property
    def later(self) -> frozenset[str]:
        """Return the steps of a path that are not open yet."""
        return later_on(self.what.practices, {slug for slug, each in self.reached.items() if each.steadied})

    @property
    def next(self) -> str:
        """Return the first practice of it that is not done; nothing when all are, or when it is a task in words."""
        return next((slug for slug in self.what.practices if not self.is_done(slug)), "")

    def is_done(self, slug: str) -> bool:
        """Say whether one of its practices was done; on a path that takes the grounding at its end."""
        reached = self.reached.get(slug)
        return reached is not None and (reached.steadied if self.what.path else reached.state == DONE)

    @property
    def open(self) -> bool:
        """Say whether there is still something to try: a task in words stays until it is taken back."""
        return bool(self.what.task and not self.what.practices) or bool(self.next)

    @property
    def when_text(self) -> str:
        """Return when it is for, as the therapist said; nothing when they said nothing."""
        return KINDS[KIND].label_for("when", self.what.when) if self.what.when else ""

    @property
    def title(self) -> str:
        """Return what to call it."""
        return self.what.title or self.what.task

    @property
    def steps(self) -> tuple[tuple[str, str, str], ...]:
        """Return each practice of it: short name, what it is called, and done, open or later."""
        return tuple((slug, title_of(slug), self._state(slug)) for slug in self.what.practices)

    def _state(self, slug: str) -> str:
        return "done" if self.is_done(slug) else "later" if slug in self.later else "open"


def title_of(slug: str) -> str:
    """Return what a practice is called by itself, whatever somebody's age."""
    practice = at_hand().practices.get(slug)
    return practice.title if practice else slug.replace("-", " ")


def given_to(visit: Visit) -> tuple[Given, ...]:
    """Return what this person was given and is not taken back, the latest first."""
    return given_among(visit, entries.of_kinds(visit.viewer, BOTH, LOOKED_AT, clock.now()))


def given_among(visit: Visit, found: Iterable[entries.Opened]) -> tuple[Given, ...]:
    """Return what this person was given, as it stands among some opened entries."""
    found = list(found)
    done = [each.body for each in found if each.kind == HOW_FAR and each.own and each.body is not None]
    return tuple(
        Given(
            id=each.id,
            what=Assignment.of(each.body),
            author=each.author,
            by_text=say("{name} ({role})", name=each.author_name, role=role_label(each.author_role).lower()),
            day_text=day_text(each.day, visit.viewer.today or clock.today()),
            reached=reached_in(done, each.id),
        )
        for each in found
        if each.kind == KIND and not each.own and each.body is not None
    )


def reached_in(bodies: Iterable[Mapping[str, object]], given: UUID) -> dict[str, Reached]:
    """Return how far each practice of one assignment came, from what is told of it."""
    mine = [body for body in bodies if text_of(body, "given") == str(given)]
    return {
        text_of(body, "practice"): Reached(text_of(body, "state"), text_of(body, "steadied") == "yes") for body in mine
    }


def opened_by_therapist(given: Iterable[Given]) -> frozenset[str]:
    """Return the practices a therapist opened for this person by giving them."""
    return frozenset(slug for each in given if each.what.opens for slug in each.what.practices)


def later_on_path(given: Iterable[Given]) -> frozenset[str]:
    """Return the practices that wait on a path this person was given."""
    return frozenset[str]().union(*(each.later for each in given))


def told_text(visit: Visit, given: Given) -> str:
    """Return the sentence that says, before it begins, what whoever gave it learns."""
    name = next((each.name for each in members_here(visit) if each.person == given.author), "")
    if not name:
        return TOLD_WHEN_SHOWN
    return say("{who} sees that you opened this and whether you did it. Not what you write.", who=name)


def note(visit: Visit, slug: str, title: str, state: str, *, steadied: bool = False) -> None:
    """Keep that a practice was opened or done, for everything this person was given it with; never goes back.

    What cannot be kept, because they put it aside themselves or their part is closed, is left: nothing rests on it.
    """
    for given in given_to(visit):
        if slug in given.what.practices and slug not in given.later:
            _note(visit, given, Reached(state, steadied), {"practice": slug, "title": title})


def _note(visit: Visit, given: Given, now: Reached, named: Mapping[str, str]) -> None:
    before = given.reached.get(named["practice"])
    if before is not None and (before.state == DONE or now.state == OPENED) and before.steadied >= now.steadied:
        return
    entry = uuid5(given.id, f"{visit.viewer.person}/{named['practice']}")
    fields: dict[str, object] = {"given": str(given.id), **named, "state": now.state}
    fields |= {"steadied": "yes"} if now.steadied or (before is not None and before.steadied) else {}
    writing = Writing(entry, HOW_FAR, fields, audience=_audience(visit, given))
    try:
        stands = read_entry(visit, entry) if before is not None else None
        if stands is None:
            write_entry(visit, writing)
        else:
            revise_entry(visit, entry, stands.revision, replace(writing, audience=None))
    except (Clash, Refused):
        return


def _audience(visit: Visit, given: Given) -> list[str] | None:
    """Return who is told: by the policy for a young person; a carer's own goes to who gave it, by name."""
    if visit.viewer.role is Role.SUBJECT:
        return None
    member = next((each.membership for each in members_here(visit) if each.person == given.author), None)
    return ["me"] if member is None else [f"member:{member}"]
