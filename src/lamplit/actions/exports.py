"""Taking one's record away as a spreadsheet or a page to read; what goes in is decided entry by entry."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, card
from lamplit.actions.pictures import file_name
from lamplit.actions.replies import ReplyCard, reply_card
from lamplit.actions.tongue import aloud
from lamplit.actions.wording import role_label, time_text
from lamplit.engines.kernel.days import long_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.vault import entries, replies
from lamplit.vault.doorway import Visit

# Signs that make a spreadsheet run a cell instead of showing it, also in their full-width forms.
_RUNS = frozenset("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20")
_MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8
BY_OPERATOR = "by_operator"  # in the audit: asked of whoever runs the house
WHY_LEFT = say(
    "Somebody else wrote these, so they decide whether they leave. You can read them in Lamplit, and ask them."
)
_ABOUT = (
    say("Day"),
    say("Time"),
    say("Kind"),
    say("Written by"),
    say("Role"),
    say("Version"),
    say("Picture"),
    say("Signed off"),
    say("Added later"),
)


@dataclass(frozen=True, slots=True)
class ExportPage:
    """A record made for reading, oldest first; `replies` are what stands under an entry, by its id.

    `left` are lines about what may be read but not taken, `why_left` says why in one sentence.
    """

    title: str
    made_text: str
    items: tuple[EntryCard, ...]
    replies: Mapping[UUID, tuple[ReplyCard, ...]]
    left: tuple[str, ...] = ()
    why_left: str = ""


def may_export(visit: Visit) -> bool:
    """Return whether this visitor could take anything away: exporting needs a second way in (MFA)."""
    return visit.viewer.role is not None and visit.viewer.mfa


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet runs it: a `'` goes before what could be a formula."""
    start = text.lstrip(" \u00a0\u200b\ufeff")[:1]
    return f"'{text}" if start in _RUNS and start else text


def export_csv(visit: Visit, *, by_operator: bool = False) -> Iterator[str]:
    """Yield a CSV file row by row, newest first, safe to open in a spreadsheet; every cell is quoted.

    Replies have rows of their own, right below the entry they stand under.
    """
    look = Look.of(visit)
    heads = [
        say("{what}: {words}", what=kind.title, words=column) for kind in KINDS.values() for column in kind.columns
    ]
    yield _MARK + _row([*_ABOUT, *heads])
    exported = entries.take(visit.viewer, look.now, BY_OPERATOR if by_operator else "export").items
    beneath = replies.of_exported(visit.viewer)
    for opened in exported:
        if opened.body is not None and opened.happened_at is not None:
            yield _row([*_about(opened, look), *_cells(opened.kind, opened.body)])
            yield from (_row(_reply(each, look)) for each in beneath.get(opened.id, ()) if not each.damaged)


def export_page(visit: Visit, *, by_operator: bool = False) -> ExportPage:
    """Return the record as a page to read."""
    look = Look.of(visit)
    taken = entries.take(visit.viewer, look.now, BY_OPERATOR if by_operator else "export")
    items = tuple(reversed([card(each, look) for each in taken.items]))
    beneath = {
        entry: tuple(reply_card(each, look) for each in under)
        for entry, under in replies.of_exported(visit.viewer).items()
    }
    name = visit.subject_name or visit.circle_name
    made = say("Made on {day} by {name}", day=long_day(look.today), name=visit.person_name)
    left = tuple(
        say("{day}: {who}", day=long_day(each.day), who=role_label(each.author_role)) for each in reversed(taken.left)
    )
    title = say("The record of {name}", name=name)
    return ExportPage(title, made, items, beneath, left, WHY_LEFT if left else "")


def _about(opened: entries.Opened, look: Look) -> list[str]:
    clock = time_text(opened.happened_at, look.zone) if opened.happened_at else ""
    title = KINDS[opened.kind].title
    added = "\n".join(f"{look.moment(each.at)}: {each.text}" for each in opened.addenda)
    return [
        opened.day.isoformat(), clock, title, opened.author_name, role_label(opened.author_role), str(opened.revision),
        file_name(opened) if opened.photo or opened.sound else "",
        look.moment(opened.signed_at), added,
    ]  # fmt: skip


def _reply(reply: replies.OpenedReply, look: Look) -> list[str]:
    at = reply.written_at
    day, clock = (at.astimezone(look.zone).date().isoformat(), time_text(at, look.zone)) if at else ("", "")
    about = [day, clock, KINDS["reply"].title, reply.author_name, role_label(reply.author_role), "1"]
    nothing = [""] * (len(_ABOUT) - len(about))  # no picture, no signing off
    return about + nothing + _cells("reply", {"text": reply.text})


def _cells(code: str, body: Mapping[str, object]) -> list[str]:
    """Return the cells of every kind side by side, empty but for the entry's own kind."""
    cells: list[str] = []
    for kind in KINDS.values():
        cells.extend(kind.row(body) if kind.code == code else [""] * len(kind.columns))
    return cells


def _row(cells: Iterable[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerow([safe_cell(aloud(each)) for each in cells])
    return buffer.getvalue()
