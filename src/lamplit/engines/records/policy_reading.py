"""Read a policy pack and refuse it with every fault at once; leaves what the table means to `policy`."""

from itertools import product
from types import MappingProxyType

from lamplit.engines.kernel import Role
from lamplit.engines.records.policy_table import VERDICTS, Choice, Condition, KindRule, Policy, PolicyError
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, read_items

ROWS = 21  # the twenty of the privacy table, and the concern about somebody's safety
_KIND_KEYS = frozenset(
    {"row", "beside", "title", "written_as", "written_by", "written_if", "together_reader_under", "sees"}
)
_ROLE_NAMES = frozenset(role.value for role in Role)


def read_policy(text: str, file: str) -> Policy:
    """Return the checked policy written in `text`; raises PolicyError holding every fault, each with its line."""
    try:
        root = read_items(text, file)
    except ContentError as problem:
        raise PolicyError(problem.faults) from problem
    faults = Faults(file)
    check_header(root, faults)
    rules = root.get("rules")
    words = frozenset(root.get("circumstances").fields())
    reader = _Reader(faults, words)
    rows = {code: reader.row(code, item) for code, item in root.get("kinds").fields().items()}
    _check_rows(root.get("kinds"), rows, faults)
    policy = Policy(
        country=reader.wanted_text(root, "country"),
        together_under=reader.whole(rules.get("together_under")) or 0,
        no_carers_from=reader.whole(rules.get("no_carers_from")) or 0,
        circumstances=MappingProxyType(_texts(root.get("circumstances"))),
        hard_rules=MappingProxyType(_texts(rules.get("hard"))),
        rows=MappingProxyType(rows),
        written=MappingProxyType(_writers(root.get("kinds"), rows, faults)),
    )
    faults.settle(PolicyError)
    return policy


def _texts(item: Item) -> dict[str, str]:
    """Return a mapping of plain texts."""
    return {key: value.text() for key, value in item.fields().items()}


def _names(item: Item) -> tuple[str, ...]:
    """Return one name, or a list of them."""
    return tuple(filter(None, [each.text() for each in item.items()] or [item.text()]))


def _check_rows(kinds: Item, rows: dict[str, KindRule], faults: Faults) -> None:
    """Note rows that are missing from the table or stand in it twice, and rows beside one of another number."""
    for code, row in rows.items():
        if row.beside and (row.beside not in rows or rows[row.beside].row != row.row):
            faults.add(kinds.get(code), "not_beside", f"'beside' names a kind of row {row.row}. Mend one of the two.")
    numbers = [row.row for row in rows.values() if not row.beside]
    for number in range(1, ROWS + 1):
        if numbers.count(number) != 1:
            count = "missing" if number not in numbers else "there more than once"
            faults.add(kinds, "row_count", f"Row {number} of the table is {count}. Each of the {ROWS} stands once.")


def _writers(kinds: Item, rows: dict[str, KindRule], faults: Faults) -> dict[tuple[str, Role], KindRule]:
    """Return which row counts when a role writes a kind, noting two rows that claim the same."""
    written: dict[tuple[str, Role], KindRule] = {}
    for code, row in rows.items():
        for written_as, role in product(row.written_as, row.written_by):
            if (written_as, role) in written:
                message = f"Two rows say what a {role} writes as '{written_as}'. Change 'written_by' of one."
                faults.add(kinds.get(code), "written_twice", message)
            written[written_as, role] = row
    return written


class _Reader:
    """Reads rows, noting every fault and going on."""

    def __init__(self, faults: Faults, circumstances: frozenset[str]) -> None:
        """Read into `faults`, knowing the words a condition may use."""
        self.faults = faults
        self.circumstances = circumstances

    def row(self, code: str, item: Item) -> KindRule:
        """Return one row of the table."""
        for key in sorted(item.fields().keys() - _KIND_KEYS - {"parts"}):
            self.faults.add(item.get(key), "unknown_key", f"'{key}' means nothing here. Take it out or mend its name.")
        together = item.fields().get("together_reader_under")
        return KindRule(
            code=code,
            row=self.whole(item.get("row")) or 0,
            title=self.wanted_text(item, "title"),
            beside=item.get("beside").text(),
            written_as=_names(item.get("written_as")) or (code,),
            written_by=frozenset(filter(None, (self.role(role) for role in item.get("written_by").items()))),
            written_if=tuple(self.condition(each) for each in item.get("written_if").items()),
            together_reader_under=None if together is None else self.whole(together),
            sees=MappingProxyType(self.sees(item)),
            parts=MappingProxyType({name: self.part(part) for name, part in item.get("parts").fields().items()}),
        )

    def sees(self, item: Item) -> dict[Role, tuple[Choice, ...]]:
        """Return the cells of one row, one for each role; the operator's must be `never`."""
        cells = item.get("sees")
        for name in sorted((_ROLE_NAMES | {"operator"}) - cells.fields().keys()):
            self.faults.add(cells, "cell_missing", f"Say what the {name} sees, even if it is 'never'.")
        for name in sorted(cells.fields().keys() - _ROLE_NAMES - {"operator"}):
            self.faults.add(cells.get(name), "unknown_role", f"There is no role called '{name}'.")
        if cells.get("operator").text() not in {"never", ""}:
            self.faults.add(cells.get("operator"), "operator", "The operator's account opens nothing. Write 'never'.")
        return {role: self.cell(cells.get(role.value)) for role in Role}

    def cell(self, item: Item) -> tuple[Choice, ...]:
        """Return the lines of one cell."""
        if not item.items():
            return (Choice(Condition(), self.verdict(item)),)
        lines = item.items()
        for line in lines[:-1]:
            if not line.get("if").fields():
                self.faults.add(line, "never_reached", "A line without 'if' must be the last of its cell.")
        if lines[-1].get("if").fields():
            self.faults.add(lines[-1], "no_last_word", "Add a last line without 'if', for every other case.")
        return tuple(Choice(self.condition(line.get("if")), self.verdict(line.get("then"))) for line in lines)

    def part(self, item: Item) -> MappingProxyType[Role, str]:
        """Return who sees one part of an entry."""
        found = {self.role(Item(name, value.line)): self.verdict(value) for name, value in item.fields().items()}
        return MappingProxyType({role: verdict for role, verdict in found.items() if role is not None})

    def condition(self, item: Item) -> Condition:
        """Return one condition."""
        wanted, unwanted = set[str](), set[str]()
        for key, value in item.fields().items():
            if key in self.circumstances and value.text() in {"yes", "no"}:
                (wanted if value.text() == "yes" else unwanted).add(key)
            elif key in self.circumstances:
                self.faults.add(value, "not_yes_or_no", f"Write yes or no after '{key}'.")
            elif key not in {"age_from", "age_under", "author"}:
                self.faults.add(value, "unknown_condition", f"'{key}' stands neither here nor in 'circumstances'.")
        ages = {key: self.whole(item.get(key)) for key in ("age_from", "age_under") if key in item.fields()}
        author = self.role(item.get("author")) if "author" in item.fields() else None
        return Condition(ages.get("age_from"), ages.get("age_under"), author, frozenset(wanted), frozenset(unwanted))

    def verdict(self, item: Item) -> str:
        """Return one verdict."""
        if item.text() not in VERDICTS:
            self.faults.add(item, "unknown_verdict", f"'{item.text()}' is no verdict. Use one of the list at the top.")
        return item.text()

    def role(self, item: Item) -> Role | None:
        """Return one role, or None after noting that there is no such role."""
        if item.text() in _ROLE_NAMES:
            return Role(item.text())
        self.faults.add(item, "unknown_role", f"There is no role called '{item.text()}'.")
        return None

    def whole(self, item: Item) -> int | None:
        """Return a whole number from 0 to 120, or None after noting that it is not one."""
        text = item.text()
        if text.isascii() and text.isdigit() and len(text) <= len("120") and int(text) <= 120:
            return int(text)
        self.faults.add(item, "not_a_number", f"Write a whole number here, not '{text}'.")
        return None

    def wanted_text(self, item: Item, key: str) -> str:
        """Return a text that must be there."""
        if not item.get(key).text().strip():
            self.faults.add(item.get(key), "text_missing", f"Add '{key}:' here.")
        return item.get(key).text()
