"""The space of S01: every asker, act, entry and stamp, and what the rule says about each beside what the prose says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from uuid import UUID

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.policy import Circumstances, NotAllowed, load_policy, stamp_for
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, Decision, EntryState, Facts, decide
from tests.exam.oracle import AGES, ROLES, TABLE, Asker, Case, Entry, askers, cells, entries, expected, on_a_day

Rule = Callable[[Viewer, Action, Facts], Decision]

CIRCLE, OTHER_CIRCLE = UUID(int=1), UUID(int=2)
VIEWER, SOMEBODY_ELSE, A_THIRD = UUID(int=3), UUID(int=4), UUID(int=7)
MEMBERSHIP, OTHER_MEMBERSHIP = UUID(int=5), UUID(int=6)

STATES = ("invited", "accepted", "confirmed", "paused", "removed", "none", "CONFIRMED", "a plain confirmed")
JUNK_ROLES = ("nobody", "admin", "a plain carer")
ENTRY_STATES = ("live", "deleted", "erased", "LIVE", "a plain live")
ACTS = (*(action.value for action in Action), "unlock", "a plain read")

EVE, OPENS_ON = date(2026, 11, 23), date(2026, 11, 24)
DAYS = (None, EVE, OPENS_ON, date(2026, 11, 25), "2026-11-25")

MAIN = ("together", "plan_agreed", "talk_first")
OTHERS = tuple(sorted(Circumstances.__annotations__.keys() - set(MAIN)))


@dataclass(frozen=True)
class Stamped:
    """A stamp the policy gives, the letters the prose gives, one case that leads there, and the day of asking."""

    stamp: Stamp
    letters: tuple[tuple[str, str], ...]
    kind: str
    case: Case
    today: object = None

    def asked_on(self, today: object) -> "Stamped":
        """The same, asked about on another day; a day that is none has never come."""
        came = type(today) is date and today >= OPENS_ON
        letters = tuple((role, on_a_day(each, came)) for role, each in self.letters)
        return Stamped(self.stamp, letters, self.kind, self.case, today)


def cases() -> Iterator[tuple[str, Case]]:
    """Every kind, author, age and main circumstance; and every other circumstance alone and with those opposite it."""
    extra = [(), *((word,) for word in OTHERS), ("with_adult", "delayed"), ("until",), ("with_adult", "until")]
    for kind, author, age, main, more in product(TABLE, ROLES, AGES, product((True, False), repeat=3), extra):
        said = {word for word, holds in zip(MAIN, main, strict=True) if holds}
        yield kind, Case(author, age, frozenset(said | set(more)))


def policy_stamp(kind: str, case: Case) -> Stamp | None:
    """What the policy stamps, or None when it refuses the author."""
    said: Circumstances = dict.fromkeys(case.true - {"until"}, True)  # type: ignore[assignment]
    until = OPENS_ON if "until" in case.true else None
    role, age = Role(case.author), case.age
    try:
        return stamp_for(load_policy("GB"), kind=kind, author_role=role, subject_age=age, until=until, **said)
    except NotAllowed:
        return None


def letters_of(stamp: Stamp) -> dict[str, str]:
    """The letters of a stamp, as the oracle writes them."""
    columns = (("R", stamp.readers), ("S", stamp.hints), ("A", stamp.showable), ("D", stamp.duty_readers))
    columns += (("L", stamp.later),)
    return {role: "".join(sign for sign, who in columns if role in who) or "-" for role in ROLES}


@cache
def stamps() -> tuple[list[Stamped], list[str], int]:
    """Every different stamp there is, what policy and prose disagree about, and how many cases were asked."""
    found: dict[Stamp, Stamped] = {}
    differences: list[str] = []
    asked = 0
    for kind, case in cases():
        asked += 1
        stamp, wanted = policy_stamp(kind, case), cells(kind, case)
        if (stamp and letters_of(stamp)) != wanted:
            differences.append(f"{kind} {case}: {stamp and letters_of(stamp)} but the prose says {wanted}")
        elif stamp is not None and stamp not in found:
            found[stamp] = Stamped(stamp, tuple((wanted or {}).items()), kind, case)
    return list(found.values()), differences, asked


def as_viewer(asker: Asker, today: object = None) -> Viewer:
    """The program's own viewer for an asker; what the prose has no word for becomes a value of the wrong kind."""
    states: dict[str, object] = {state.value: state for state in MemberState}
    states |= {"none": None, "CONFIRMED": "CONFIRMED", "a plain confirmed": "confirmed"}
    roles: dict[str, object] = {role.value: role for role in Role} | {"nobody": None, "a plain carer": "carer"}
    return Viewer(
        person=VIEWER,
        circle=CIRCLE if asker.same_circle else OTHER_CIRCLE,
        membership=MEMBERSHIP,
        role=roles.get(asker.role, asker.role),  # type: ignore[arg-type]
        state=states[asker.state],  # type: ignore[arg-type]
        on_duty=asker.duty,
        mfa=asker.second_step,
        consented=asker.consented,
        today=today,  # type: ignore[arg-type]
    )


def as_facts(entry: Entry, stamp: Stamp) -> Facts:
    """The program's own facts for an entry."""
    states: dict[str, object] = {state.value: state for state in EntryState} | {"a plain live": "live"}
    return Facts(
        circle=CIRCLE,
        author=VIEWER if entry.own else SOMEBODY_ELSE,
        state=states.get(entry.state, entry.state),  # type: ignore[arg-type]
        stamp=stamp,
        together_with=VIEWER if entry.sat_with else (None if entry.shown else A_THIRD),
        shown_to=frozenset({MEMBERSHIP if entry.shown else OTHER_MEMBERSHIP}),
        held=entry.held,
        signed=entry.signed,
        silent=entry.silent,
        shut=entry.shut,
    )


def as_action(act: str) -> object:
    """The program's own action for an act."""
    known: dict[str, object] = {action.value: action for action in Action}
    return known.get(act, "read" if act == "a plain read" else act)


def differences(
    asking: list[Asker], about: list[Entry], stamped: Stamped, rule: Rule = decide
) -> tuple[int, list[str]]:
    """Ask the rule about every combination; how many were asked, and where it differs from the prose."""
    letters, count, found = dict(stamped.letters), 0, []
    acts = [(act, as_action(act)) for act in ACTS]
    facts = [(entry, as_facts(entry, stamped.stamp)) for entry in about]
    for asker in asking:
        viewer, letter = as_viewer(asker, stamped.today), letters.get(asker.role, "-")
        for entry, fact in facts:
            for act, action in acts:
                count += 1
                got = rule(viewer, action, fact)  # type: ignore[arg-type]
                if got.level != expected(asker, act, entry, letter) or got.allowed is (got.level == "none"):
                    found.append(f"{stamped.kind} {stamped.case}: {asker} {act} {entry}: {got}")
    return count, found


def inside() -> list[Asker]:
    """Everybody who is a confirmed member here, and people with a role that is none."""
    return askers(("confirmed",), (True,), ROLES + JUNK_ROLES)


def outside() -> list[Asker]:
    """Everybody who is not: another circle, or a membership in any other state."""
    everyone = askers(STATES, (True, False), ROLES + JUNK_ROLES)
    return [asker for asker in everyone if not (asker.same_circle and asker.state == "confirmed")]


def everything() -> list[Entry]:
    """Entries in every state, and in states that are none."""
    return entries(ENTRY_STATES)
