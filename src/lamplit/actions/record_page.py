"""One person's record as a single page to keep: everything in one file, nothing fetched; leaves words to `exports`."""

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.exports import ExportPage, export_page
from lamplit.actions.replies import ReplyCard
from lamplit.actions.tongue import aloud, tongue
from lamplit.engines.kernel.days import long_day
from lamplit.engines.kernel.saying import say
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

_HEAD = """<!doctype html>
<html lang="{code}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:">
<meta name="robots" content="noindex"><title>{neutral}</title><style>
{style}</style></head><body><main>
<h1>{title}</h1>
<p class="quiet">{made}</p>
"""


def record_page(visit: Visit, *, by_operator: bool) -> Iterator[str]:
    """Yield the record as one HTML file that needs nothing else, oldest first; whatever anyone wrote stays text."""
    page = export_page(visit, by_operator=by_operator)
    pictures = {opened.id: data for opened, data in entries.export_pictures(visit.viewer, clock.now())}
    style = files("lamplit.content").joinpath("record.css").read_text(encoding="utf-8")
    spoken, made = tongue(), say("{made}. Oldest first.", made=page.made_text)
    yield _HEAD.format(
        style=style,
        code=spoken.code,
        direction=spoken.direction,
        neutral=_said(say("A record")),
        title=_said(page.title),
        made=_said(made),
    )
    for card in page.items:
        yield from _card(card, page, pictures.get(card.id))
    if not page.items:
        yield f"<p>{_said(say('There is nothing to take yet.'))}</p>\n"
    yield from _left(page)
    yield "</main></body></html>\n"


def _card(card: EntryCard, page: ExportPage, picture: bytes | None) -> Iterator[str]:
    day = long_day(card.day)  # never "today": the file is read years later
    when = say("{day}, {time}", day=day, time=card.time_text) if card.time_text else day
    by = say("{when} · {name}, {role}", when=when, name=card.author_name, role=card.author_label.lower())
    yield f'<article>\n<h2>{_said(card.kind_title)}</h2>\n<p class="quiet">'
    yield f"{_said(by)}</p>\n"
    for part in card.parts:
        label = f"<h3>{_said(part.label)}</h3>" if part.label else ""
        yield f'{label}<p class="words">{_said(part.text)}</p>\n'
    if card.damaged:
        yield f"<p>{_said(card.summary)}</p>\n"
    if picture is not None:
        yield _beside(card, b64encode(picture).decode("ascii"))
    for reply in page.replies.get(card.id, ()):
        yield _reply(reply)
    yield "</article>\n"


def _beside(card: EntryCard, data: str) -> str:
    """Return the picture of an entry, or its recording to listen to."""
    if card.sound is not None:
        label = _said(say("The recording of this entry"))
        source = f"data:{card.sound.media};base64,{data}"
        return f'<audio controls preload="none" aria-label="{label}" src="{source}"></audio>\n'
    return f'<img alt="{_said(say("The photo of this entry"))}" src="data:image/jpeg;base64,{data}">\n'


def _reply(reply: ReplyCard) -> str:
    role = reply.author_label.lower()
    about = say("Reply · {name}, {role} · {when}", name=reply.author_name, role=role, when=reply.at_text)
    return f'<div class="reply"><p class="quiet">{_said(about)}</p><p class="words">{_said(reply.text)}</p></div>\n'


def _left(page: ExportPage) -> Iterator[str]:
    """Say what is not in here and why; never a word of it."""
    if not page.left:
        return
    yield f"<section><h2>{_said(say('Not in here'))}</h2>\n<p>{_said(page.why_left)}</p>\n<ul>\n"
    for line in page.left:
        yield f"<li>{_said(line)}</li>\n"
    yield "</ul></section>\n"


def _said(text: str) -> str:
    """Return a text as HTML, in the language of the house where it is ours."""
    return escape(aloud(text))
