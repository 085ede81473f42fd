"""A school worry's small steps, shown to a teacher by the young person and taken back; leaves making them to practices.

What was written in a practice is never for school (row 8). This is a page of its own for school, by row 13: the young
person picks what stands on it and who reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.audiences import members_here, who_will_see
from lamplit.actions.entries import EntryCard, diary, read_entry, write_entry
from lamplit.actions.practice_library import at_hand
from lamplit.actions.writing import Refused, Writing, Written, refuse
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.kind import text_of, texts_of
from lamplit.engines.records.kinds.school_steps import SCHOOL_STEPS, SchoolSteps
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

KIND, LADDER, RUN = SCHOOL_STEPS.code, "school-ladder", "practice_run"
LOOKED_AT = 100  # the newest entries this person may see
_RUNG = re.compile(r"(\d+): (.+)")
_ASKED = {"steps": "steps", "teacher": "help", "worry": "worry"}  # what the practice asks, and what it is here


@dataclass(frozen=True, slots=True)
class Asked:
    """What a young person filled in; `worry` goes along only with `tells_worry`."""

    id: UUID
    steps: tuple[str, ...] = ()
    help: str = ""
    worry: str = ""
    tells_worry: bool = False
    to: UUID | None = None

    @property
    def fields(self) -> Mapping[str, object]:
        """Return what is to stand at school."""
        words = {"help": self.help, "worry": self.worry if self.tells_worry else ""}
        given = {name: text for name, text in words.items() if text.strip()}
        return {"steps": [each for each in self.steps if each.strip()], **given}


@dataclass(frozen=True, slots=True)
class AtSchool:
    """Steps as a teacher reads them, and nothing else of them."""

    what: SchoolSteps
    day: str


def teachers(visit: Visit) -> tuple[tuple[UUID, str], ...]:
    """Return the teachers of this circle, by name."""
    return tuple((each.membership, each.name) for each in members_here(visit) if each.role is Role.TEACHER)


def begun(visit: Visit, new_id: UUID, run: UUID | None = None) -> Asked:
    """Return what the practice left to begin from: of one kept run, or of the latest; empty when there is none."""
    kept = read_entry(visit, run) if run else None
    if kept is None:
        found = entries.of_kinds(visit.viewer, frozenset({RUN}), LOOKED_AT, clock.now())
        bodies = (each.body for each in found if each.own and each.body is not None)
        body = next((each for each in bodies if text_of(each, "practice") == LADDER), {})
    else:
        body = kept.body or {} if kept.own and kept.kind == RUN else {}
    said = _said(texts_of(body, "said")) if text_of(body, "practice") == LADDER else {}
    rungs = sorted((int(rung[1]), rung[2]) for line in said.get("steps", "").split("\n") if (rung := _rung(line)))
    steps = tuple(step for _, step in rungs)
    one = teachers(visit)
    return Asked(new_id, steps, said.get("help", ""), said.get("worry", ""), to=one[0][0] if len(one) == 1 else None)


def _rung(line: str) -> re.Match[str] | None:
    return _RUNG.fullmatch(line.strip())


def _said(said: tuple[str, ...]) -> dict[str, str]:
    """Return what was written under the questions of the ladder that matter here, whatever the age it was asked at."""
    practice = at_hand().practices.get(LADDER)
    steps = (step for variant in practice.bands.values() for step in variant.steps) if practice else ()
    asked = {step.label: _ASKED[step.name] for step in steps if step.name in _ASKED}
    pairs = (each.split("\n", 1) for each in said if "\n" in each)
    return {asked[label]: words for label, words in pairs if label in asked}


def who_is_told(visit: Visit, asked: Asked) -> str:
    """Return the sentence for the one chosen, or for nobody yet."""
    return who_will_see(visit, KIND, [f"member:{asked.to}"] if asked.to else ["me"])


def look(visit: Visit, asked: Asked) -> SchoolSteps:
    """Return exactly what the teacher will read; raises Refused with every problem."""
    checked = SCHOOL_STEPS.validate(asked.fields, clock.today())
    if checked.problems:
        raise Refused(checked.problems)
    if asked.to not in {membership for membership, _ in teachers(visit)}:
        raise refuse("to", "missing", say("Choose who reads it."))
    return SchoolSteps.of(checked.body)


def show(visit: Visit, asked: Asked) -> Written:
    """Keep the steps and show them to the teacher chosen, and to nobody else; raises Refused or Clash."""
    look(visit, asked)
    return write_entry(visit, Writing(asked.id, KIND, asked.fields, audience=[f"member:{asked.to}"]))


def mine(visit: Visit) -> tuple[EntryCard, ...]:
    """Return the steps this young person shows now, the latest first."""
    return tuple(each for each in diary(visit, limit=LOOKED_AT).items if each.kind == KIND and each.own)


def at_school(visit: Visit) -> tuple[AtSchool, ...]:
    """Return the steps a teacher was shown and that are not taken back, the latest first."""
    found = entries.of_kinds(visit.viewer, frozenset({KIND}), LOOKED_AT, clock.now())
    return tuple(
        AtSchool(SchoolSteps.of(each.body), str(each.day)) for each in found if not each.own and each.body is not None
    )
