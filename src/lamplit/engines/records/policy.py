"""The policy pack: turns kind, author, age and circumstances into a stamp; leaves enforcing it to `visibility`."""

from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypedDict, Unpack

from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.records.audience import who_sees
from lamplit.engines.records.policy_reading import read_policy
from lamplit.engines.records.policy_table import HINTS, ON_DUTY, READS, SHOWN, Case, KindRule, Policy, PolicyError
from lamplit.engines.records.reading import content_text
from lamplit.engines.records.stamp import Stamp

__all__ = [
    "Circumstances",
    "NotAllowed",
    "Policy",
    "PolicyError",
    "load_policy",
    "may_choose",
    "may_write",
    "reads_together",
    "stamp_for",
    "who_sees",
]

DEFAULT_PACK = "gb"


class NotAllowed(Exception):  # noqa: N818 - the name callers know it by
    """A role may not write this kind, or may never see it; `role` says which."""

    def __init__(self, role: object) -> None:
        """Keep the role that was refused."""
        self.role = role
        super().__init__(f"This cannot be chosen for {role}.")


class Circumstances(TypedDict, total=False):
    """What can bear on a stamp beside kind, author and age; each is no unless said. See `circumstances` in the pack.

    The last two name a part: what is written is that part of its row (`parts` in the pack).
    """

    together: bool
    plan_agreed: bool
    talk_first: bool
    made_with_therapist: bool
    plan_names_carer: bool
    plan_names_therapist: bool
    plan_names_school: bool
    agreed_when_sent: bool
    with_adult: bool
    delayed: bool
    school_related: bool
    at_school: bool
    version_agreed: bool
    recording_agreed: bool
    how_you_can_help_me: bool
    what_to_do_first: bool


def pack_exists(country: str) -> bool:
    """Tell whether a pack for this two-letter country code is shipped."""
    known = len(country) == 2 and country.isascii() and country.isalpha()
    return known and files("lamplit.content").joinpath("policy", f"{country.lower()}.yaml").is_file()


@cache
def load_policy(country: str) -> Policy:
    """Return the pack for a two-letter country code; an unknown country gets the default pack.

    Raises PolicyError, naming file and line, when the pack itself is faulty.
    """
    pack = country.lower() if pack_exists(country) else DEFAULT_PACK
    return read_policy(content_text("policy", f"{pack}.yaml"), f"content/policy/{pack}.yaml")


def may_write(
    policy: Policy, kind: str, author_role: Role, subject_age: int | None, **said: Unpack[Circumstances]
) -> bool:
    """Tell whether this role may write this kind, with a subject of this age."""
    rule = policy.written.get((kind, author_role))
    if rule is None or _no_longer_a_carer(policy, author_role, subject_age):
        return False
    case = _case(policy, author_role, subject_age, said)
    return not rule.written_if or any(condition.fits(case) for condition in rule.written_if)


def stamp_for(
    policy: Policy,
    *,
    kind: str,
    author_role: Role,
    subject_age: int | None,
    narrow_to: frozenset[Role] | None = None,
    until: date | None = None,
    **said: Unpack[Circumstances],
) -> Stamp:
    """Return the stamp for an entry written now; `narrow_to` is the author's own choice of roles (empty: only me).

    With `until` it is delayed: whoever would read it without the delay reads it from that day on, and not before.

    `subject_age` is in whole years on the day of writing; None is treated as the most private age. Raises NotAllowed
    for an author who may not write this kind, and for a chosen role that may never see it.
    """
    if not may_write(policy, kind, author_role, subject_age, **said):
        raise NotAllowed(author_role)
    case = _case(policy, author_role, subject_age, said)
    rule = policy.written[kind, author_role]
    stamp = _stamp(policy, rule, case) if until is None else _delayed(policy, rule, case, until)
    return stamp if narrow_to is None else _narrowed(stamp, narrow_to)


def may_choose(stamp: Stamp) -> frozenset[Role]:
    """Return the roles an author may pick for an entry stamped so."""
    return stamp.readers | stamp.duty_readers | stamp.showable | stamp.later


def reads_together(policy: Policy, *, kind: str, author_role: Role, subject_age: int | None) -> bool:
    """Tell whether the grown-up who sits with the child while this is made reads it; at other ages they do not."""
    rule = policy.written.get((kind, author_role))
    if rule is None or rule.together_reader_under is None or subject_age is None:
        return False
    return subject_age < min(rule.together_reader_under, policy.together_under)


def _case(policy: Policy, author: Role, age: int | None, said: Circumstances) -> Case:
    """Gather one case; together mode counts only for an author who is the subject and young enough."""
    unknown = said.keys() - policy.circumstances.keys() - policy.parts
    if unknown:
        raise TypeError(f"The policy knows no circumstance called {min(unknown)}.")
    holding = {name for name, holds in said.items() if holds is True}
    if author is not Role.SUBJECT or age is None or age >= policy.together_under:
        holding.discard("together")
    return Case(author, age, frozenset(holding))


def _no_longer_a_carer(policy: Policy, role: Role, age: int | None) -> bool:
    """Tell whether this is a carer of somebody who is now an adult."""
    return role in CARER_ROLES and age is not None and age >= policy.no_carers_from


def _stamp(policy: Policy, rule: KindRule, case: Case) -> Stamp:
    """Read every role's verdict off one row."""
    present = [role for role in Role if not _no_longer_a_carer(policy, role, case.age)]
    verdicts = {role: rule.verdict(role, case) for role in present}

    def given(wanted: frozenset[str]) -> frozenset[Role]:
        return frozenset(role for role, verdict in verdicts.items() if verdict in wanted)

    return Stamp(readers=given(READS), hints=given(HINTS), duty_readers=given(ON_DUTY), showable=given(SHOWN))


def _delayed(policy: Policy, rule: KindRule, case: Case, until: date) -> Stamp:
    """Read one row twice, with the delay and without it: who is the difference waits for the day."""
    now = _stamp(policy, rule, replace(case, holding=case.holding | {"delayed"}))
    then = _stamp(policy, rule, replace(case, holding=case.holding - {"delayed"}))
    later = then.readers - now.readers - now.duty_readers
    return replace(now, later=later, opens_on=until) if later else now


def _narrowed(stamp: Stamp, chosen: frozenset[Role]) -> Stamp:
    """Apply the author's own choice, refusing a role that may never see this."""
    refused = chosen - may_choose(stamp)
    if refused:
        raise NotAllowed(min(refused, key=str))
    return stamp.narrowed(chosen)
