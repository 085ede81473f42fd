"""What somebody's own kept practices say together: feeling words a week, brave steps then and now, urges; no scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lamplit.actions import clock
from lamplit.actions.practice import KIND
from lamplit.actions.practice_library import at_hand
from lamplit.actions.wording import day_text
from lamplit.engines.kernel.saying import say, say_many
from lamplit.engines.practice import noticing
from lamplit.engines.practice.model import Practice
from lamplit.engines.records.kinds.kind import text_of, texts_of
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

LOOKED_AT = 200  # of the newest entries this visitor may see
WEEKS = 4
MOST_URGES = 8
BRAVE, DID, WHAT = "brave", "did", "what"
URGE_BEFORE, URGE_AFTER = "urge_before", "urge_after"


@dataclass(frozen=True, slots=True)
class Week:
    """The different feeling words of one week, in the order they were first used, and the line above them."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThenNow:
    """A first and a latest brave step of one sort, as its doer rated them; `now` is empty while there is one."""

    what: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class LookingBack:
    """Everything there is to look back on."""

    weeks: tuple[Week, ...]
    brave: tuple[ThenNow, ...]
    urges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """One kept run: its day, its practice, its picks and its words."""

    day: date
    practice: Practice
    coded: tuple[str, ...]
    said: tuple[str, ...]


def look_back(visit: Visit) -> LookingBack:
    """Return what this person's own kept practices say together; nobody else's are looked at."""
    kept = _kept(visit)
    today = clock.today()
    return LookingBack(_weeks(kept, today), _brave(kept, today), _urges(kept, today))


def _kept(visit: Visit) -> list[_Kept]:
    """Return own kept runs of practices there still are, oldest first."""
    found = entries.page(visit.viewer, None, LOOKED_AT, clock.now()).items
    own = (
        (each.day, each.body) for each in reversed(found) if each.own and each.kind == KIND and each.body is not None
    )
    runs = [_run(day, body) for day, body in own]
    return sorted((run for run in runs if run is not None), key=lambda run: run.day)


def _run(day: date, body: Mapping[str, object]) -> _Kept | None:
    practice = at_hand().practices.get(text_of(body, "practice"))
    return _Kept(day, practice, texts_of(body, "coded"), texts_of(body, "said")) if practice else None


def _weeks(kept: list[_Kept], today: date) -> tuple[Week, ...]:
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    weeks = [
        _week(start, [run for run in kept if start <= run.day < start + timedelta(weeks=1)], today) for start in starts
    ]
    return tuple(week for week in weeks if week.words)


def _week(start: date, runs: list[_Kept], today: date) -> Week:
    used = [word for run in runs for word in noticing.feeling_words(run.practice, run.coded, run.said)]
    words = tuple({word.casefold(): word for word in reversed(used)}.values())[::-1]
    if start <= today < start + timedelta(weeks=1):
        title = say_many("This week: {count} feeling word", "This week: {count} different feeling words", len(words))
    else:
        title = say_many(
            "Week of {day}: {count} feeling word",
            "Week of {day}: {count} different feeling words",
            len(words),
            day=day_text(start, today),
        )
    return Week(title, words)


def _brave(kept: list[_Kept], today: date) -> tuple[ThenNow, ...]:
    sorts: dict[str, list[_Kept]] = {}
    for run in kept:
        what = next(iter(noticing.picks(run.coded).get(WHAT, ())), "")
        if what and noticing.number(run.coded, BRAVE) is not None:
            sorts.setdefault(noticing.label_of(run.practice, WHAT, what), []).append(run)
    return tuple(
        ThenNow(what, _step(runs[0], today), _step(runs[-1], today) if len(runs) > 1 else "")
        for what, runs in sorts.items()
    )


def _step(run: _Kept, today: date) -> str:
    said = say("{day}: {number} out of 10", day=day_text(run.day, today), number=noticing.number(run.coded, BRAVE))
    did = noticing.written_at(run.practice, DID, run.said)
    return say("{said}. {did}", said=said, did=did) if did else said


def _urges(kept: list[_Kept], today: date) -> tuple[str, ...]:
    pairs = [(run, noticing.number(run.coded, URGE_BEFORE), noticing.number(run.coded, URGE_AFTER)) for run in kept]
    lines = [
        say(
            "{day}: {before} before the ten minutes, {after} after",
            day=day_text(run.day, today),
            before=before,
            after=after,
        )
        for run, before, after in pairs
        if before is not None and after is not None
    ]
    return tuple(lines[-MOST_URGES:])
