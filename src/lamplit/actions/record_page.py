"""One person's record as a single page to keep: everything in one file, nothing fetched; leaves words to `exports`."""

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.exports import ExportPage, export_page
from lamplit.actions.replies import ReplyCard
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

_HEAD = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="robots" content="noindex"><title>A record</title><style>
{style}</style></head><body><main>
<h1>{title}</h1>
<p class="quiet">{made}. Oldest first.</p>
"""


def record_page(visit: Visit, *, by_operator: bool) -> Iterator[str]:
    """Yield the record as one HTML file that needs nothing else, oldest first; whatever anyone wrote stays text."""
    page = export_page(visit, by_operator=by_operator)
    pictures = {opened.id: data for opened, data in entries.export_pictures(visit.viewer, clock.now())}
    style = files("lamplit.content").joinpath("record.css").read_text(encoding="utf-8")
    yield _HEAD.format(style=style, title=escape(page.title), made=escape(page.made_text))
    for card in page.items:
        yield from _card(card, page, pictures.get(card.id))
    if not page.items:
        yield "<p>There is nothing to take yet.</p>\n"
    yield from _left(page)
    yield "</main></body></html>\n"


def _card(card: EntryCard, page: ExportPage, picture: bytes | None) -> Iterator[str]:
    day = f"{card.day.day} {card.day:%B %Y}"  # never "today": the file is read years later
    when = f"{day}, {card.time_text}" if card.time_text else day
    yield f'<article>\n<h2>{escape(card.kind_title)}</h2>\n<p class="quiet">'
    yield f"{escape(when)} · {escape(card.author_name)}, {escape(card.author_label.lower())}</p>\n"
    for part in card.parts:
        label = f"<h3>{escape(part.label)}</h3>" if part.label else ""
        yield f'{label}<p class="words">{escape(part.text)}</p>\n'
    if card.damaged:
        yield f"<p>{escape(card.summary)}</p>\n"
    if picture is not None:
        yield f'<img alt="The photo of this entry" src="data:image/jpeg;base64,{b64encode(picture).decode("ascii")}">\n'
    for reply in page.replies.get(card.id, ()):
        yield _reply(reply)
    yield "</article>\n"


def _reply(reply: ReplyCard) -> str:
    about = f"Reply · {escape(reply.author_name)}, {escape(reply.author_label.lower())} · {escape(reply.at_text)}"
    return f'<div class="reply"><p class="quiet">{about}</p><p class="words">{escape(reply.text)}</p></div>\n'


def _left(page: ExportPage) -> Iterator[str]:
    """Say what is not in here and why; never a word of it."""
    if not page.left:
        return
    yield f"<section><h2>Not in here</h2>\n<p>{escape(page.why_left)}</p>\n<ul>\n"
    for line in page.left:
        yield f"<li>{escape(line)}</li>\n"
    yield "</ul></section>\n"
