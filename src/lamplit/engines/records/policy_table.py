"""The table of who sees what, once read: rows, cells and conditions; leaves asking it to `policy`."""

from collections.abc import Mapping
from dataclasses import dataclass

from lamplit.engines.kernel import Role
from lamplit.engines.records.reading import ContentError

READS = frozenset({"read", "read_answer", "own_and_read"})
ON_DUTY = frozenset({"read_on_duty"})
HINTS = frozenset({"summary", "summary_or_shown"})
SHOWN = frozenset({"shown", "summary_or_shown"})
VERDICTS = READS | ON_DUTY | HINTS | SHOWN | {"own", "same_rule", "never"}


class PolicyError(ContentError):
    """A policy pack cannot be used; shows every problem as file:line, code and how to mend it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One writing of one entry: who writes, how old the subject is (None: not known), what else holds."""

    author: Role
    age: int | None
    holding: frozenset[str]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a verdict counts. None or empty asks nothing; an unknown age meets no condition on age."""

    age_from: int | None = None
    age_under: int | None = None
    author: Role | None = None
    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()

    def fits(self, case: Case) -> bool:
        """Tell whether this case meets every part of the condition."""
        if self.author is not None and case.author is not self.author:
            return False
        if not self.wanted <= case.holding or self.unwanted & case.holding:
            return False
        return self._age_fits(case.age)

    def _age_fits(self, age: int | None) -> bool:
        """Tell whether an age lies in the span asked for."""
        if self.age_from is None and self.age_under is None:
            return True
        if age is None:
            return False
        return (self.age_from is None or age >= self.age_from) and (self.age_under is None or age < self.age_under)


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a cell: a verdict and when it counts."""

    condition: Condition
    verdict: str


@dataclass(frozen=True, slots=True)
class KindRule:
    """One row of the table, or what stands `beside` it in the same row for another writer."""

    code: str
    row: int
    beside: str
    title: str
    written_as: tuple[str, ...]
    written_by: frozenset[Role]
    written_if: tuple[Condition, ...]
    together_reader_under: int | None
    sees: Mapping[Role, tuple[Choice, ...]]
    parts: Mapping[str, Mapping[Role, str]]

    def verdict(self, role: Role, case: Case) -> str:
        """Return what `role` gets in this case: of a part what is said of that part, else the first line that fits."""
        for name in sorted(case.holding & self.parts.keys()):
            if role in self.parts[name]:
                return self.parts[name][role]
        return next((choice.verdict for choice in self.sees[role] if choice.condition.fits(case)), "never")


@dataclass(frozen=True, slots=True)
class Policy:
    """One country's whole table, checked and ready to ask."""

    country: str
    together_under: int
    no_carers_from: int
    circumstances: Mapping[str, str]
    hard_rules: Mapping[str, str]
    rows: Mapping[str, KindRule]
    written: Mapping[tuple[str, Role], KindRule]

    @property
    def parts(self) -> frozenset[str]:
        """The names of all parts that somebody reads who may not read the whole."""
        return frozenset(name for row in self.rows.values() for name in row.parts)
