"""One entry as programs read it, the same shape as an item of a page; leaves making the page's JSON to the vault."""

import orjson

from lamplit.engines.records.visibility import Level
from lamplit.vault.entries import Opened


def item_json(opened: Opened) -> bytes:
    """Return an opened entry as JSON; `audience` only to its author, `body` only to those who read it in full."""
    return orjson.dumps(item_of(opened))


def item_of(opened: Opened) -> dict[str, object]:
    """Return an opened entry as plain values."""
    item: dict[str, object] = {
        "id": opened.id,
        "kind": opened.kind or None,
        "happened_at": opened.happened_at,
        "author": opened.author,
        "author_role": opened.author_role.value,
        "day": opened.day,
        "seq": opened.seq,
        "revision": opened.revision if opened.level is Level.FULL else 1,
        "level": opened.level.value,
    }
    if opened.own:
        item["audience"] = audience_of(opened)
    if opened.damaged:
        return item | {"body": None, "damaged": True}
    if opened.level is Level.FULL:
        return item | {"body": opened.body} | _signed(opened) | _beside(opened)
    return item | {"summary": opened.hint}


def _beside(opened: Opened) -> dict[str, object]:
    """Return what is told of the picture or the recording beside the words; nothing where there is none."""
    both = {"photo": opened.photo, "sound": opened.sound}
    return {name: value for name, value in both.items() if value}


def _signed(opened: Opened) -> dict[str, object]:
    """Return when an entry was signed off and what was added since; nothing for one that is not."""
    if opened.signed_at is None:
        return {}
    added = [{"id": each.id, "at": each.at, "text": each.text} for each in opened.addenda]
    return {"signed_off_at": opened.signed_at, "addenda": added}


def audience_of(opened: Opened) -> list[str]:
    """Return who sees an own entry in the words it could be sent with: "me", "role:<role>", "member:<uuid>"."""
    reading = opened.stamp.readers | opened.stamp.duty_readers
    roles = sorted(f"role:{role.value}" for role in reading)
    members = sorted(f"member:{membership}" for membership in opened.shown_to)
    return roles + members or ["me"]
