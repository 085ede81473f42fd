"""Sessions over time: what was counted in each, as a line and as a table; counts are of words, never of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.therapy_adding import PURPOSES
from lamplit.actions.therapy_reading import KINDS
from lamplit.engines.kernel.days import long_day, short_day
from lamplit.engines.kernel.saying import say
from lamplit.vault import therapy
from lamplit.vault.doorway import Visit

WIDTH, HEIGHT = 320, 120  # of the picture, in its own units
EDGE = 12
MOST_SHOWN = 12  # sessions on one line: the latest
KIND_WORDS: Mapping[str, str] = {
    "desire": say("want to"),
    "ability": say("could"),
    "reason": say("reasons"),
    "need": say("must"),
    "commitment": say("will"),
    "step": say("steps taken"),
    "self_acceptance": say("kind to themselves"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One session in the list and in the table; shares are whole per cents, None where nothing of the kind was said."""

    id: UUID
    day_text: str
    short_text: str
    purpose: str
    ends_text: str
    gone: bool
    change: int
    sustain: int
    questions: int
    reflections: int
    kinds: tuple[tuple[str, int], ...]

    @property
    def change_share(self) -> int | None:
        """Of the turns that speak for or against change, how many speak for it."""
        return _share(self.change, self.sustain)

    @property
    def reflection_share(self) -> int | None:
        """Of questions and reflections together, how many are reflections."""
        return _share(self.reflections, self.questions)


@dataclass(frozen=True, slots=True)
class Plotted:
    """A line drawn through the sessions: its points as SVG wants them, and each point by itself."""

    points: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """The sessions, the latest first, and the lines through them from the oldest; no line through fewer than two."""

    rows: tuple[Row, ...]
    in_time: tuple[Row, ...]
    change: Plotted | None
    reflections: Plotted | None
    width: int = WIDTH
    height: int = HEIGHT


def sessions_page(visit: Visit) -> SessionsPage:
    """Return this therapist's sessions in this circle."""
    found = [session for session in therapy.mine(visit.viewer, clock.now()) if session.facts]
    rows = sorted(((session.facts["on"], _row(session)) for session in found), key=lambda each: str(each[0]))
    in_time = tuple(row for _, row in rows[-MOST_SHOWN:])
    return SessionsPage(
        rows=tuple(row for _, row in reversed(rows)),
        in_time=in_time,
        change=_plotted([row.change_share for row in in_time]),
        reflections=_plotted([row.reflection_share for row in in_time]),
    )


def _row(session: therapy.Session) -> Row:
    facts: Mapping[str, Any] = session.facts
    counts, on, today = facts["counts"], date.fromisoformat(facts["on"]), clock.today()
    return Row(
        id=session.id,
        day_text=long_day(on),
        short_text=short_day(on, year=on.year != today.year),
        purpose=PURPOSES[facts["purpose"]],
        ends_text=long_day(session.ends_on),
        gone=today >= session.ends_on,
        change=counts["change"],
        sustain=counts["sustain"],
        questions=counts["open"] + counts["closed"],
        reflections=counts["simple"] + counts["complex"],
        kinds=tuple((KIND_WORDS[kind], counts["kinds"][kind]) for kind in KINDS if counts["kinds"][kind]),
    )


def _share(some: int, others: int) -> int | None:
    return round(100 * some / (some + others)) if some + others else None


def _plotted(shares: Sequence[int | None]) -> Plotted | None:
    """Return the line through the shares that there are, each in the place of its session."""
    step = (WIDTH - 2 * EDGE) / max(1, len(shares) - 1)
    tall = HEIGHT - 2 * EDGE
    dots = tuple(
        (round(EDGE + place * step, 1), round(EDGE + tall * (100 - share) / 100, 1))
        for place, share in enumerate(shares) if share is not None
    )  # fmt: skip
    return Plotted(" ".join(f"{x},{y}" for x, y in dots), dots) if len(dots) > 1 else None
