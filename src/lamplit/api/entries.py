"""Entries for programs: list, create, read, change, delete, show; leaves every decision to actions."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Query

from lamplit.actions import entries, sharing
from lamplit.actions.entries import Written
from lamplit.actions.times import read_moment
from lamplit.actions.tongue import aloud
from lamplit.api import answers
from lamplit.api.face import ENTRIES, ENTRY, READING, WRITING, Inside, face, says
from lamplit.api.shapes import Change, Entry, EntryPage, Kept, Member, NewEntry, PageOf, Shown, Writing

TAGS = ["Entries"]


@face.get(ENTRIES, response=says({200: EntryPage}, *READING, 422), tags=TAGS, url_name="entries")
def list_entries(request: Inside, circle: UUID, query: Query[PageOf]) -> HttpResponse:
    """List what you may see.

    Newest first, by day and then by the place within the day. Go on with `next` as `before` until `next` is null.
    A cursor that is not yours finds an empty page.
    """
    return answers.raw(entries.diary_json(request.visit, query.before or None, query.limit))


@face.post(ENTRIES, response=says({201: Kept, 200: Kept}, *WRITING, 409), tags=TAGS)
def create_entry(request: Inside, circle: UUID, body: NewEntry) -> HttpResponse:
    """Keep a new entry.

    Make the id yourself: the same id with the same words is kept once and answers 200, with other words 409.
    """
    written = entries.write_entry(request.visit, _writing(body, body.id))
    return _written(written, 201 if written.created else 200)


@face.get(ENTRY, response=says({200: Entry}, *READING), tags=TAGS, url_name="entry")
def read_entry(request: Inside, circle: UUID, entry: UUID) -> HttpResponse:
    """Read one entry, in the shape of an item of the list."""
    found = entries.entry_json(request.visit, entry)
    return answers.raw(found) if found else answers.missing()


@face.put(ENTRY, response=says({200: Kept}, *WRITING, 409), tags=TAGS)
def change_entry(request: Inside, circle: UUID, entry: UUID, body: Change) -> HttpResponse:
    """Change an entry of your own.

    A new version is kept; the older ones stay. `revision` is the version you changed; when a newer one stands, 409.
    The kind stays as it is.
    """
    written = entries.revise_entry(request.visit, entry, body.revision, _writing(body, entry))
    return _written(written, 200) if written else answers.missing()


@face.delete(ENTRY, response=says({204: None}, 401, 403, 404, 409, 503), tags=TAGS)
def delete_entry(request: Inside, circle: UUID, entry: UUID) -> HttpResponse:
    """Put an entry of your own aside; it is gone after seven days. One that is signed off stays."""
    return answers.raw(b"", 204) if entries.delete_entry(request.visit, entry) else answers.missing()


@face.post(ENTRY + "/shares", response=says({200: Shown}, *WRITING), tags=TAGS, url_name="shares")
def show_entry(request: Inside, circle: UUID, entry: UUID, body: Member) -> HttpResponse:
    """Show an entry of your own to one member."""
    shown = sharing.show_entry(request.visit, entry, body.member)
    return answers.answer({"shown": True}) if shown else answers.missing()


@face.delete(ENTRY + "/shares", response=says({204: None}, *WRITING), tags=TAGS)
def stop_showing(request: Inside, circle: UUID, entry: UUID, body: Member) -> HttpResponse:
    """Take an entry of your own back from one member; it is closed to them from their next request on."""
    stopped = sharing.stop_showing(request.visit, entry, body.member)
    return answers.raw(b"", 204) if stopped else answers.missing()


def _writing(sent: Writing, entry: UUID) -> entries.Writing:
    return entries.Writing(
        id=entry,
        kind=sent.kind,
        fields=sent.body,
        happened_at=read_moment(sent.happened_at) if sent.happened_at is not None else None,
        audience=sent.audience,
    )


def _written(written: Written, status: int) -> HttpResponse:
    said = {"id": written.id, "revision": written.revision, "who_sees": aloud(written.who_sees)}
    return answers.answer(said, status)
