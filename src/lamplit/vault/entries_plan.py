"""What belongs to a plan or is kept beside it: the rows of one coarse kind, read with their replies, as one act."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.visibility import Action, Level
from lamplit.vault import keys
from lamplit.vault.entries_read import note
from lamplit.vault.opening import opened
from lamplit.vault.replies import thread_of
from lamplit.vault.rows import Sight
from lamplit.vault.scan import visible
from lamplit.vault.shapes import Opened, Thread
from lamplit.vault.store import Row

COARSE = "plan"
_AT_ONCE = 500


def of_kinds(viewer: Viewer, kinds: Collection[str], now: datetime) -> list[Opened]:
    """Return every entry of these kinds that this viewer may read in full, oldest first; one audit link "page".

    The kinds are among those whose coarse kind is `plan`. What is of another kind is not counted as opened; what is
    damaged has no kind, and the diary says so.
    """
    found = _found(viewer, kinds, Action.READ)
    _noted(viewer, "page", found, [], now)
    return [item for item, _ in found]


def picked(
    viewer: Viewer, kinds: Collection[str], now: datetime, pick: Callable[[Sequence[Opened]], Collection[UUID]]
) -> None:
    """Let `pick` look through what this viewer may read of these kinds, oldest first; it returns what is then shown.

    One audit link "page" for what is shown, none when nothing is: a rule that looked through words has told nobody.
    """
    found = _found(viewer, kinds, Action.READ)
    shown = pick([item for item, _ in found])
    if shown:
        _noted(viewer, "page", [each for each in found if each[0].id in shown], [], now)


def with_replies(viewer: Viewer, kinds: Collection[str], now: datetime) -> list[tuple[Opened, Thread]]:
    """Return the same, each with what stands beneath it; one audit link for all of it."""
    found = _found(viewer, kinds, Action.READ)
    threads = [thread_of(viewer, each, now) for _, each in found]
    _noted(viewer, "page", found, [reply.id for thread in threads for reply in thread.items], now)
    return [(item, thread) for (item, _), thread in zip(found, threads, strict=True)]


def to_take(viewer: Viewer, kinds: Collection[str], now: datetime) -> list[Opened]:
    """Return what of these kinds this viewer may take away, oldest first; one audit link "export"."""
    found = _found(viewer, kinds, Action.EXPORT)
    _noted(viewer, "export", found, [], now)
    return [item for item, _ in found]


def _found(viewer: Viewer, kinds: Collection[str], action: Action) -> list[tuple[Opened, tuple[Row, Sight]]]:
    ring = keys.ring()
    every = (
        (opened(ring, sight, row), (row, sight))
        for row, sight in visible(viewer, action, None, _AT_ONCE, named=True, coarse=COARSE)
    )
    return [each for each in every if each[0].level is Level.FULL and each[0].kind in kinds][::-1]


def _noted(
    viewer: Viewer, action: str, found: list[tuple[Opened, tuple[Row, Sight]]], beneath: list[UUID], now: datetime
) -> None:
    note(viewer, action, [each for _, each in found], now, beneath=beneath)
