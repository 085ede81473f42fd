"""Brings a diary kept elsewhere into its writer's part of one circle, each row once; leaves reading it to `interop`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID, uuid5

from lamplit.actions import clock
from lamplit.actions.audiences import default_stamp
from lamplit.actions.entries import Writing, write_entry
from lamplit.actions.writing import Clash, Refused, refuse
from lamplit.engines.interop.diaries import FORMS, BadRow, Line, NotATableError, form_of, moods_of, read_diary
from lamplit.engines.interop.moods import TONES, WEATHERS, meaning_of
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.check_in import WORDS_LIMIT
from lamplit.vault import store
from lamplit.vault.doorway import Visit

__all__ = ["FORMS", "NotATableError", "Report", "Sort", "bring_in", "form_of", "look", "may_bring", "sort_of"]

AT_ONCE = 200  # rows in one transaction: quick, and nobody else waits long for their turn
ROWS_ON_PAPER = UUID("5c1d9c0e-8f0b-5c55-9a65-8d2fdb4a2b8e")  # the root of the ids of rows that came from elsewhere
NOT_HERE = say("There is no diary of your own here that a file could become part of.")
GONE = say("This was brought in before and then erased. It stays erased.")


@dataclass(frozen=True, slots=True)
class Sort:
    """What rows become: `kind`, and in `field` what a mood word means there, one of `choices` (value and label)."""

    kind: str
    field: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds before anything is kept: good rows, bad ones with what to do, and what each mood would mean."""

    form: str
    good: int
    bad: tuple[BadRow, ...]
    moods: Mapping[str, str]
    first: datetime | None
    last: datetime | None


@dataclass
class Report:
    """What became of each row: how many came in, how many were here, and which could not, by line, with why.

    `latest` is the last day that any of them stands on.
    """

    added: int = 0
    here_before: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    latest: date | None = None


_SORTS: Mapping[Role, Sort] = MappingProxyType(
    {Role.SUBJECT: Sort("check_in", "weather", tuple((each.value, each.label) for each in WEATHERS))}
    | {role: Sort("moment", "tone", tuple((each.value, each.label) for each in TONES)) for role in CARER_ROLES}
)


def may_bring(visit: Visit) -> bool:
    """Return whether this visitor keeps a diary here that rows could become part of."""
    return visit.viewer.role in _SORTS


def sort_of(visit: Visit) -> Sort:
    """Return what rows become for this visitor; raises Refused when they keep no diary here."""
    role = visit.viewer.role
    if role is None or role not in _SORTS:
        raise refuse("", "not_yours", NOT_HERE)
    return _SORTS[role]


def look(visit: Visit, data: bytes, form: str = "") -> Found:
    """Return what a file holds and keep nothing; raises NotATableError, or Refused when it could become nothing here.

    An empty `form` means: whichever of `FORMS` it is.
    """
    sort, form = sort_of(visit), form or form_of(data)
    rows = read_diary(data, form)
    good = [each for each in rows if isinstance(each, Line)]
    times = [each.at for each in good]
    return Found(
        form=form,
        good=len(good),
        bad=tuple(each for each in rows if isinstance(each, BadRow)),
        moods={word: getattr(meaning_of(word), sort.field) for word in moods_of(rows)},
        first=min(times, default=None),
        last=max(times, default=None),
    )


def bring_in(
    visit: Visit, data: bytes, form: str, moods: Mapping[str, str] = MappingProxyType({}), *, usual: bool = False
) -> Report:
    """Keep every good row of a file, once however often it is sent; only its writer sees it, unless `usual`.

    `moods` says what a mood word means where that is not the usual; `usual` opens each entry to those who see what this
    person writes here. Raises NotATableError, Refused and NotSaved; what came in before that stays, and the next try
    goes on from there.
    """
    sort = sort_of(visit)
    default_stamp(visit, sort.kind)
    chosen = {word.casefold(): value for word, value in moods.items()}
    _refuse_unknown(chosen, sort)
    report = Report()
    rows = read_diary(data, form)
    for start in range(0, len(rows), AT_ONCE):
        with store.write_transaction():
            for row in rows[start : start + AT_ONCE]:
                _one(visit, row, _Becoming(sort, chosen, usual), report)
    return report


@dataclass(frozen=True, slots=True)
class _Becoming:
    """How rows become entries this time."""

    sort: Sort
    chosen: Mapping[str, str]
    usual: bool

    def writing(self, visit: Visit, row: Line) -> Writing:
        """Return what one row becomes."""
        kind, fields = self._said(row)
        return Writing(
            id=_id(visit, row),
            kind=kind,
            fields=fields,
            happened_at=row.at.replace(tzinfo=clock.zone()),
            audience=None if self.usual else ["me"],
        )

    def _said(self, row: Line) -> tuple[str, dict[str, object]]:
        """Return the kind and the fields of one row; a page without a weather, or a long one, is a journal page."""
        words = row.words()
        mood = self.chosen.get(row.mood.casefold()) or getattr(meaning_of(row.mood), self.sort.field)
        if self.sort.kind != "check_in":
            return self.sort.kind, {self.sort.field: mood, "words": _with_mood(row, words)}
        if row.mood and len(words) <= WORDS_LIMIT:
            return "check_in", {"weather": mood, "words": words}
        rest = "\n".join(each for each in (row.text, ", ".join(row.tags)) if each.strip())
        return "journal", {"title": row.title or row.mood, "text": rest or row.title}


def _with_mood(row: Line, words: str) -> str:
    return "\n".join(each for each in (words, row.mood) if each)


def _one(visit: Visit, row: Line | BadRow, becoming: _Becoming, report: Report) -> None:
    if isinstance(row, BadRow):
        report.bad.append((row.line, row.why))
        return
    try:
        created = write_entry(visit, becoming.writing(visit, row)).created
    except Refused as refused:
        report.bad.append((row.line, " ".join(problem.message for problem in refused.problems)))
        return
    except Clash as clash:  # the same row, with another meaning chosen for its mood or changed here since
        if clash.current is None:
            report.bad.append((row.line, GONE))
            return
        created = False
    report.added += created
    report.here_before += not created
    report.latest = max(report.latest or date.min, row.at.date())


def _id(visit: Visit, row: Line) -> UUID:
    """Return the id of one row, the same for the same words of the same person in the same circle."""
    circle, person = visit.viewer.circle, visit.viewer.person
    said = [str(circle), str(person), row.at.isoformat(), row.mood.casefold(), row.title, row.text, *row.tags]
    return uuid5(ROWS_ON_PAPER, "\x1f".join(each.replace("\x1f", " ") for each in said))


def _refuse_unknown(chosen: Mapping[str, str], sort: Sort) -> None:
    """Raise Refused for a meaning there is not."""
    known = {value for value, _ in sort.choices}
    if not set(chosen.values()) <= known:
        raise refuse("moods", "not_on_the_list", f"Each mood needs one of these: {', '.join(sorted(known))}.")


def read_moods(text: str) -> dict[str, str]:
    """Return what mood words mean from lines like "meh: foggy"; raises NotATableError naming a line that is none."""
    found: dict[str, str] = {}
    for number, line in _said_lines(text.splitlines()):
        word, colon, meaning = line.rpartition(":")
        if not colon or not word.strip() or not meaning.strip():
            raise NotATableError(f"Line {number} of the moods is not like this: meh: foggy")
        found[word.strip()] = meaning.strip()
    return found


def _said_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    numbered: Iterable[tuple[int, str]] = enumerate(lines, start=1)
    return ((number, line) for number, line in numbered if line.strip() and not line.lstrip().startswith("#"))
