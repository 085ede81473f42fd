"""One person's record of one circle as a file for a program: all of theirs, in full; leaves pages to `exports`."""

from base64 import b64encode
from collections.abc import Iterator

import orjson

from lamplit import __version__
from lamplit.actions import clock
from lamplit.actions.exports import BY_OPERATOR, WHY_LEFT
from lamplit.actions.items import item_of
from lamplit.engines.kernel.saying import say
from lamplit.vault import drafts, entries, replies
from lamplit.vault.doorway import Visit
from lamplit.vault.shapes import Draft

FORMAT = 1
HELD = say("Kept back from everybody else: its writer wanted to talk first.")
Said = dict[str, object]


def record_json(visit: Visit, *, by_operator: bool) -> Iterator[bytes]:
    """Yield the record as one JSON document, entry by entry, newest first.

    Every item has the shape of an item of the API, with what it said before, its replies, and its picture (a JPEG)
    or recording.
    """
    now = clock.now()
    viewer = visit.viewer
    taken = entries.take(viewer, now, BY_OPERATOR if by_operator else "export")
    pictures = entries.export_pictures(viewer, now)  # in the same order
    pictured = next(pictures, None)
    before, beneath = entries.earlier_words(viewer), replies.of_exported(viewer)
    yield orjson.dumps(_about(visit))[:-1] + b',"items":['
    for number, opened in enumerate(taken.items):
        said = _item(opened) | _replies(beneath.get(opened.id, ()))
        said |= {"earlier": [_earlier(each) for each in before[opened.id]]} if opened.id in before else {}
        if pictured is not None and pictured[0].id == opened.id:
            said |= _picture(said, pictured[1])
            pictured = next(pictures, None)
        yield (b",\n" if number else b"\n") + orjson.dumps(said)
    yield b'],\n"put_aside":' + orjson.dumps([_item(each) for each in entries.deleted_page(viewer, now)])
    yield b',\n"unfinished":' + orjson.dumps([_draft(each) for each in drafts.mine(viewer, now)])
    yield b',\n"left_here":' + orjson.dumps([_left(each) for each in taken.left]) + b"}\n"


def _about(visit: Visit) -> Said:
    viewer = visit.viewer
    return {
        "lamplit_record": FORMAT,
        "release": __version__,
        "made_at": clock.now(),
        "circle": viewer.circle,
        "person": viewer.person,
        "role": viewer.role.value if viewer.role else None,
    }


def _item(opened: entries.Opened) -> Said:
    said = item_of(opened)
    if opened.own and not opened.damaged:
        said |= {"written_at": opened.written_at, "sensitive": opened.sensitive, "state": opened.state.value}
    if opened.together_with:
        said["together_with"] = opened.together_with
    if opened.held:
        said |= {"held": True, "why": HELD}
    return said


def _left(left: entries.LeftHere) -> Said:
    return {"id": left.id, "day": left.day, "author_role": left.author_role.value, "why": WHY_LEFT}


def _earlier(opened: entries.Opened) -> Said:
    if opened.damaged:
        return {"revision": opened.revision, "body": None, "damaged": True}
    return {
        "revision": opened.revision,
        "happened_at": opened.happened_at,
        "written_at": opened.written_at,
        "sensitive": opened.sensitive,
        "body": opened.body,
    }


def _replies(under: "tuple[replies.OpenedReply, ...]") -> Said:
    listed = [
        {"id": each.id, "author": each.author, "author_role": each.author_role.value, "written_at": each.written_at,
         "text": each.text}
        for each in under if not each.damaged
    ]  # fmt: skip
    return {"replies": listed} if listed else {}


def _picture(said: Said, data: bytes) -> Said:
    for name, under in (("photo", "jpeg"), ("sound", "bytes")):
        about = said.get(name)
        if isinstance(about, dict):
            return {name: {**about, under: b64encode(data).decode("ascii")}}
    return {}


def _draft(draft: Draft) -> Said:
    return {"id": draft.id, "kind": draft.kind, "kept_at": draft.kept_at, "fields": dict(draft.fields)}
