"""Whose page is drawn, and of which kind, for the line beside every place of writing; leaves words to the actions.

The line stands on every page with a box for words, most of which know nothing of it, so it is kept for the request.
"""

from contextvars import ContextVar
from dataclasses import dataclass

from lamplit.actions import watched
from lamplit.vault.doorway import Visit


@dataclass(slots=True)
class _Page:
    """One page as it is being drawn."""

    visit: Visit
    kind: str = ""


_page: ContextVar[_Page | None] = ContextVar("page", default=None)


def nobody_here() -> None:
    """Begin a request of which nothing is known yet: its pages say that nobody is watching."""
    _page.set(None)


def is_here(visit: Visit) -> None:
    """Note who came through the door of a circle."""
    _page.set(_Page(visit))


def of_kind(kind: str) -> None:
    """Note which kind of entry is written on this page."""
    page = _page.get()
    if page is not None:
        page.kind = kind


def watch_line() -> watched.Line | None:
    """Return who reads what is shown from this page, and when; None where nobody is watching."""
    page = _page.get()
    return watched.line(page.visit, page.kind) if page is not None and page.visit.rota else None
