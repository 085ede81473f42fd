"""Who may see what, a second time: a table copied out of the prose, which never looks at the rule it is held against.

Every cell stands beside the words it was taken from. Letters: R reads, S learns that it is there (and its summary
without words), A only if its author shows it, D reads while on duty, L reads from a day that was named, - never. "SA"
is both. An empty cell belongs to the one who writes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from tests.exam.writers import CARERS, WRITTEN_AS, WRITTEN_BY

ROLES = ("subject", "carer", "other_carer", "therapist", "teacher", "school_lead", "social_worker")
AGES = (5, 7, 8, 9, 10, 12, 13, 15, 16, 17, 18, None)


@dataclass(frozen=True)
class Case:
    """One entry being written: by whom, about somebody how old, and what else is true."""

    author: str
    age: int | None
    true: frozenset[str] = frozenset()

    def under(self, years: int) -> bool:
        """An age nobody knows is never young enough."""
        return self.age is not None and self.age < years

    def from_(self, years: int) -> bool:
        """An age nobody knows is never old enough to open something."""
        return self.age is not None and self.age >= years

    @property
    def together(self) -> bool:
        """Together mode never touches what belongs to a person of 13 or more, nor what an adult writes."""
        return "together" in self.true and self.author == "subject" and self.under(13)


Cell = str | Callable[[Case], str]
Row = tuple[Cell, Cell, Cell, Cell, Cell, Cell, Cell]


def weather_for_carer(case: Case) -> str:
    # "<10 R / 10-12 S (weather, no words) / 13+ A", and adult sight only of what was made together
    if not case.together:
        return "A"
    return "R" if case.under(10) else "SA"


def weather_for_therapist(case: Case) -> str:
    # "A (12 and under: R if plan agreed)", and adult sight only of what was made together
    return "R" if case.together and "plan_agreed" in case.true else "A"


def drawing_for_carer(case: Case) -> str:
    # "made together R, else A"
    return "R" if case.together else "A"


def memory_for_child(case: Case) -> str:
    # Job P1-5, "keep a memory for the child": the child's from 8, as in row 10; else shown by the carer, as in row 3
    return "R" if case.from_(8) else "A"


def if_said(word: str, then: str, otherwise: str) -> Callable[[Case], str]:
    return lambda case: then if word in case.true else otherwise


def practice_for_carer(case: Case) -> str:
    # "<13 S / 13+ A"
    return "SA" if case.under(13) else "A"


def answers_for_carer(case: Case) -> str:
    # the prose: own parent version only; of the child's, under 10 S, else A
    if case.author != "subject":
        return "-"
    return "SA" if case.under(10) else "A"


def moment_for_child(case: Case) -> str:
    # "<8 - / 8+ R+ unless carer marks 'talk first'"
    if not case.from_(8):
        return "-"
    return "A" if "talk_first" in case.true else "R"


def incident_for_child(case: Case) -> str:
    # "R+ with an adult; delayed if the carer or worker says so, with reason and end date"
    if "until" in case.true:
        return "AL" if "with_adult" in case.true else "A"
    return "R" if "with_adult" in case.true and "delayed" not in case.true else "A"


def page_for_school(case: Case) -> str:
    # "13+ must agree each version"
    return "R" if case.under(13) or "version_agreed" in case.true else "-"


def school_moment_for_child(case: Case) -> str:
    # "8+ R"
    return "R" if case.from_(8) else "-"


def plan_for_carer(case: Case) -> str:
    # "R only 'how you can help me' part / rest A"
    return "R" if "how_you_can_help_me" in case.true else "A"


def plan_for_other_carer(case: Case) -> str:
    # "same part if chosen"
    return "A" if "how_you_can_help_me" in case.true else "-"


def plan_for_school_lead(case: Case) -> str:
    # "'what to do first' part if agreed"
    return "A" if "what_to_do_first" in case.true else "-"


#                     subject  carer  other carer  therapist  teacher  school lead  social worker
TABLE: dict[str, Row] = {
    "check_in": ("", weather_for_carer, "-", weather_for_therapist, "-", "-", "-"),
    "journal": ("", "A", "-", "A", "-", "-", "-"),
    "drawing": ("", drawing_for_carer, "A", "A", "-", "-", "A"),
    "photo": ("", drawing_for_carer, "A", "A", "-", "-", "A"),  # "Drawing / photo / memory" is one row
    "memory": (memory_for_child, "A", "A", "A", "-", "-", "A"),  # the same row, written by a carer for the child
    "urge_note": (
        "",
        if_said("plan_names_carer", "R", "A"),
        "-",
        if_said("plan_names_therapist", "R", "A"),
        "-",
        if_said("plan_names_school", "R", "-"),
        "-",
    ),
    "safety_plan": (
        "",
        plan_for_carer,
        plan_for_other_carer,
        if_said("made_with_therapist", "R", "A"),
        "-",
        plan_for_school_lead,
        "A",
    ),
    "hope_box": ("", "A", "-", "A", "-", "-", "-"),
    "practice_done": ("", practice_for_carer, "-", "SA", "-", "-", "-"),
    "practice_words": ("", "A", "-", "A", "-", "-", "-"),
    "practice_run": ("", "A", "-", "A", "-", "-", "-"),  # what is written in a practice: row 8
    "measure": ("-", answers_for_carer, "-", if_said("agreed_when_sent", "R", "A"), "-", "-", "A"),
    "moment": (moment_for_child, "R", "D", "R", "-", "-", "-"),
    "good_moment": (moment_for_child, "R", "D", "R", "-", "-", "-"),  # a good one is an ordinary moment: row 10
    "incident": (incident_for_child, "R", "S", "R", "-", if_said("school_related", "S", "-"), "R"),
    "promise": ("R", "R", "R", "R", if_said("at_school", "R", "-"), "-", "S"),
    "one_page": ("R", "R", page_for_school, page_for_school, page_for_school, page_for_school, page_for_school),
    "school_steps": ("", "A", "A", "A", "A", "A", "A"),  # a page for school by row 13, each agreed to by being shown
    "school_moment": (school_moment_for_child, "R", "-", "R", "", "R", "S"),
    "session_note": ("SA", "-", "-", "", "-", "-", "A"),
    "assignment": ("A", "A", "A", "", "A", "-", "A"),  # "what we agreed", given by name; to a teacher by row CT16
    "process_note": ("-", "-", "-", "", "-", "-", "A"),
    "transcript": ("-", "-", "-", "", "-", "-", "-"),
    "own_journal": ("-", "-", "-", "A", "-", "-", "-"),
    "concern": ("-", "-", "-", "-", "-", "A", "-"),  # clinical.md 2.7: told to the safeguarding lead, to nobody else
    "digest": ("-", "-", "-", "-", "-", "-", "-"),
    "reading_log": ("-", "-", "-", "-", "-", "-", "-"),
}


def row_of(kind: str, author: str) -> str | None:
    """Which row counts. What a carer writes for themselves is the carer's own; a row nobody writes has no author."""
    kind = WRITTEN_AS.get(author, {}).get(kind, kind)
    if kind not in WRITTEN_BY:
        return None
    if kind in ("own_journal", "memory", "practice_words"):
        return None
    if author in CARERS and kind in ("journal", "practice_run", "practice_done", "photo"):
        return "memory" if kind == "photo" else "own_journal"
    return kind if author in WRITTEN_BY[kind] else None


def cells(kind: str, case: Case) -> dict[str, str] | None:
    """What each role gets of an entry written so, or None when this author may not write it."""
    row = row_of(kind, case.author)
    if row is None or (case.author in CARERS and case.from_(18)):  # "no carer column"
        return None
    if row == "urge_note" and not case.from_(13) and "plan_names_therapist" not in case.true:
        return None  # "13+; under 13 only inside plan with therapist"
    if row == "transcript" and not case.under(13) and "recording_agreed" not in case.true:
        return None  # "13+ must consent"
    found = {}
    for role, cell in zip(ROLES, TABLE[row], strict=True):
        letters = cell if isinstance(cell, str) else cell(case)
        found[role] = "-" if role in CARERS and case.from_(18) else letters or "-"
    return found


def together_adult_reads(kind: str, author: str, age: int | None) -> bool:
    """Rows 1-3: under 10 for weather and journal, under 13 for a drawing, the grown-up who sat there reads it."""
    limit = {"check_in": 10, "journal": 10, "drawing": 13, "photo": 13, "recording": 13}.get(kind, 0)
    return author == "subject" and age is not None and age < limit


@dataclass(frozen=True)
class Asker:
    """Somebody asking. Words, not the program's own types: "confirmed", "carer", or anything at all."""

    role: str
    state: str
    same_circle: bool
    duty: bool
    second_step: bool
    consented: bool


@dataclass(frozen=True)
class Entry:
    """What is asked about, seen from the one who asks."""

    state: str
    own: bool
    shown: bool
    sat_with: bool
    held: bool
    signed: bool = False
    silent: bool = False  # its author has paused their sharing: "one tap, silent to others"
    shut: bool = False  # written before its author was helped back in by two, lately


ALWAYS_OWN = {"read", "show", "stop_showing", "comment", "see_readers", "export"}
OWN_ACTS = {
    "live": ALWAYS_OWN | {"revise", "delete", "sign_off"},
    "deleted": {"read", "restore", "see_readers"},
    # "sign-off then addendum": what is signed can be read, shown and added to, and never changed or removed
    "signed": ALWAYS_OWN | {"add_to", "undo_sign_off"},
}


def may_enter(asker: Asker) -> bool:
    """A confirmed member of this circle with a role; a therapist also with a second step."""
    if not asker.same_circle or asker.state != "confirmed" or asker.role not in ROLES:
        return False
    return asker.role != "therapist" or asker.second_step


def on_a_day(letters: str, came: bool) -> str:
    """The letters of a cell on one day: one that waits for a day reads from that day on; an unknown day never came."""
    return letters.replace("L", "R") if came else letters.replace("L", "") or "-"


def sight(asker: Asker, entry: Entry, letters: str) -> str:
    """How much of somebody else's live entry this member sees."""
    if entry.sat_with:
        return "full"
    if "A" in letters and entry.shown:
        return "full"
    if "R" in letters or ("D" in letters and asker.duty):
        return "full"
    return "summary" if "S" in letters else "none"


def of_own(asker: Asker, act: str, entry: Entry) -> str:
    """What the prose allows with one's own entry."""
    if act == "export" and not asker.second_step:
        return "none"
    state = "signed" if entry.signed and entry.state == "live" else entry.state
    return "full" if act in OWN_ACTS[state] else "none"


def of_others(asker: Asker, act: str, seen: str) -> str:
    """What the prose allows with somebody else's entry of which this much is seen."""
    allowed = {"read": True, "comment": seen == "full", "export": seen == "full" and asker.role == "therapist"}
    return seen if allowed.get(act, False) else "none"


def expected(asker: Asker, act: str, entry: Entry, letters: str) -> str:
    """What the prose allows: full, summary or none."""
    if not may_enter(asker) or entry.state not in ("live", "deleted"):
        return "none"
    if entry.own:
        return "none" if entry.shut else of_own(asker, act, entry)
    if entry.state != "live" or entry.held or entry.silent or not asker.consented:
        return "none"
    return of_others(asker, act, sight(asker, entry, letters))


def askers(states: tuple[str, ...], circles: tuple[bool, ...], roles: tuple[str, ...]) -> list[Asker]:
    """Every asker with these states, circles and roles."""
    flags = (True, False)
    facts = product(roles, states, circles, flags, flags, flags)
    return [Asker(*each) for each in facts]


def entries(states: tuple[str, ...]) -> list[Entry]:
    """Every entry with these states."""
    flags = (True, False)
    plain = [Entry(*facts) for facts in product(states, flags, flags, flags, flags, flags)]
    quiet = [Entry("live", *facts, held=False, silent=True) for facts in product(flags, flags, flags)]
    waiting = [Entry(state, own, False, False, False, shut=True) for state in ("live", "deleted") for own in flags]
    return plain + quiet + waiting
