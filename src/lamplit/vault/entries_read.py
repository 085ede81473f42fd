"""Reading entries: pages, one entry, what it said before, search and export; one audit link for each act."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter, itemgetter
from uuid import UUID

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, Level
from lamplit.vault import chain, keys, store
from lamplit.vault.crypto import bind
from lamplit.vault.failures import Damaged
from lamplit.vault.opening import JsonItems, damaged, full, opened
from lamplit.vault.plain import Plain
from lamplit.vault.rows import COLUMNS, DELETED_AT, ID, Judge, Sight, public_opener
from lamplit.vault.scan import cursor_to, place_at, place_of, standing, visible
from lamplit.vault.shapes import Opened, Page
from lamplit.vault.store import Row, hex_out

MOST_ON_A_PAGE = 200
_FULL = Level.FULL
_LOOKED_AT_ONCE = 1000  # rows of one query
KEPT = timedelta(days=7)
_ONE = f"SELECT {COLUMNS}, p.sealed_profile FROM vault_entry e LEFT JOIN people_person p ON p.id = e.author "  # noqa: S608 - our own columns


def page(viewer: Viewer, before: str | None, limit: int, now: datetime) -> Page:
    """Return the newest entries this viewer may see, older than cursor `before`; one audit row.

    `limit` is 1 to 200. A cursor that is none, or somebody else's, is the beginning. Within a day the latest comes
    first.
    """
    found, following = _slice(viewer, before, limit, named=True)
    ring = keys.ring()
    items = [opened(ring, sight, row) for row, sight in found]
    items.sort(key=attrgetter("day", "seq"), reverse=True)
    note(viewer, "page", found, now, broken=[item.id for item in items if item.damaged])
    return Page(tuple(items), following)


def page_json(viewer: Viewer, before: str | None, limit: int, now: datetime) -> bytes:
    """Return the same page as JSON `{"items":[...],"next":...}`; `audience` stands on one's own entries only."""
    found, following = _slice(viewer, before, limit, named=False)
    writer = JsonItems(keys.ring())
    items = [writer.item(sight, row) for row, sight in found]
    items.sort(key=itemgetter(0, 1), reverse=True)
    note(viewer, "page", found, now, broken=[UUID(each) for each in writer.broken])
    tail = f'"{following}"'.encode("ascii") if following else b"null"
    return b'{"items":[' + b",".join([item[2] for item in items]) + b'],"next":' + tail + b"}"


def read(viewer: Viewer, entry_id: UUID, now: datetime) -> Opened | None:
    """Return one entry, or None when it is not there or not for this viewer: the two cannot be told apart."""
    found = fetch(viewer, entry_id, Action.READ, now)
    if found is None:
        return None
    item = opened(keys.ring(), found[1], found[0])
    note(viewer, "read", [found], now, broken=[item.id] if item.damaged else [])
    return item


def read_several(viewer: Viewer, wanted: Collection[UUID], now: datetime) -> list[Opened]:
    """Return those of some entries that this viewer may see, in no order; one audit row for all of them."""
    there = [reread(viewer, entry, Action.READ) for entry in sorted(wanted)]
    found = [each for each in there if each is not None and each[1].grant is not None]
    items = [opened(keys.ring(), sight, row) for row, sight in found]
    if found:
        note(viewer, "read", found, now, broken=[item.id for item in items if item.damaged])
    return items


def fetch(viewer: Viewer, entry_id: UUID, action: Action, now: datetime) -> tuple[Row, Sight] | None:
    """Return one row and the viewer's grant for `action`; None, noted as a refusal, when the rule says no."""
    found = reread(viewer, entry_id, action)
    if found is None or found[1].grant is None:
        reason = "missing" if found is None else "closed"
        chain.deny(viewer.person, viewer.circle, action.value, entry_id, reason, now)
        return None
    return found


def reread(viewer: Viewer, entry_id: UUID, action: Action) -> tuple[Row, Sight] | None:
    """Return one row of the viewer's circle and the rule's word on `action`, noting nothing; None if there is none."""
    circle = standing(viewer)
    if circle is None:
        return None
    row = store.row(_ONE + "WHERE e.id = %s AND e.circle = %s", [store.id_in(entry_id), store.id_in(circle)])
    return None if row is None else (row, Judge(viewer, circle, action).sight(row))


def revisions(viewer: Viewer, entry_id: UUID, now: datetime) -> list[Opened]:
    """Return what an entry said before, newest first; for its author alone, whoever may read it now."""
    found = fetch(viewer, entry_id, Action.READ, now)
    if found is None or found[1].grant is None or not found[1].grant.own:
        return []
    row, sight = found
    note(viewer, "revisions", [found], now)
    return earlier_ones(sight, row, entry_id)


def earlier_ones(sight: Sight, row: Row, entry_id: UUID) -> list[Opened]:
    """Return every earlier revision, newest first."""
    held = store.rows(
        "SELECT revision, sealed FROM vault_revision WHERE entry = %s ORDER BY revision DESC", [store.id_in(entry_id)]
    )
    return [_revision(sight, row, int(number), bytes(sealed)) for number, sealed in held]


def bound_revision(sight: Sight, entry: str, revision: int) -> bytes:
    """Return what an earlier revision is bound to."""
    named = {"author": sight.author, "circle": sight.circle, "entry": entry, "revision": str(revision)}
    return bind({name: value.encode("ascii") for name, value in named.items()})


def _revision(sight: Sight, row: Row, number: int, sealed: bytes) -> Opened:
    """Open one earlier revision of an own entry, which was sealed for its author."""
    entry = hex_out(row[ID])
    try:
        key = keys.ring().reading(sight.circle, keys.own(sight.author), sealed)
        plain = Plain.unpacked(key.open("revision", entry, sealed, bound_revision(sight, entry, number)))
        found = full(sight, row, plain, number)
    except (Damaged, ValueError, KeyError):
        found = damaged(sight, row)
    return _alone(found, number)


def _alone(found: Opened, number: int) -> Opened:
    """Return an earlier revision as its author's alone, which it is."""
    return found._replace(revision=number, stamp=Stamp(), shown_to=frozenset())


def search(viewer: Viewer, words: str, now: datetime, limit: int = 50) -> list[Opened]:
    """Return the newest entries in which every one of `words` occurs, in any case; nothing but what `page` would show.

    Opens and looks through the whole circle in memory: there is no index of words on disk.
    """
    wanted = [word.casefold() for word in words.split()][:20]
    if not wanted:
        return []
    ring = keys.ring()
    as_kept = [word for word in wanted if '"' not in word and "\\" not in word]  # the others stand otherwise in JSON
    found: list[tuple[Row, Sight]] = []
    items: list[Opened] = []
    for row, sight in visible(viewer, Action.READ, None, 1000, named=True):
        if not _may_hold(ring, sight, row, as_kept):
            continue
        item = opened(ring, sight, row)
        said = "\n".join(_texts(item.body)).casefold()
        if all(word in said for word in wanted):
            found.append((row, sight))
            items.append(item)
            if len(items) >= limit:
                break
    note(viewer, "search", found, now)
    return items


def of_kinds(
    viewer: Viewer, wanted: frozenset[str], looked_at: int | None, now: datetime, action: Action = Action.READ
) -> list[Opened]:
    """Return those of the newest `looked_at` entries (None: of all) whose kind is wanted, newest first.

    `action` narrows them to those on which the rule says yes to more than reading, such as taking them away. The kind
    lies sealed with the words, so each entry is opened here to be looked at, and handed out and noted only if it fits.
    """
    ring = keys.ring()
    signs = [f'"kind":"{kind}"' for kind in wanted]
    found: list[tuple[Row, Sight]] = []
    items: list[Opened] = []
    rows = visible(viewer, action, None, looked_at or _LOOKED_AT_ONCE, named=True)
    for row, sight in islice(rows, looked_at):
        if sight.grant is not None and sight.grant.level is _FULL and not _may_hold(ring, sight, row, signs, some=True):
            continue
        item = opened(ring, sight, row)
        if item.kind in wanted:
            found.append((row, sight))
            items.append(item)
    if found:
        note(viewer, "page", found, now)
    return items


def _may_hold(ring: keys.KeyRing, sight: Sight, row: Row, words: list[str], *, some: bool = False) -> bool:
    """Tell whether bytes hold every word (or `some`), so that only those are parsed; a damaged one does not."""
    if sight.grant is None or sight.grant.level is not _FULL:
        return False
    try:
        text = public_opener(ring, sight)(hex_out(row[ID]), row)[1].decode("utf-8").casefold()
    except Damaged:
        return False
    for word in words:  # in a loop of ten thousand a generator is half of the cost
        if (word in text) is some:
            return some
    return not some


def _texts(value: object) -> Iterator[str]:
    """Yield every text inside a body."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def deleted_page(viewer: Viewer, now: datetime) -> list[Opened]:
    """Return the viewer's own entries deleted in the last seven days, the latest deleted first."""
    circle = standing(viewer)
    if circle is None:
        return []
    held = store.rows(
        _ONE + "WHERE e.author = %s AND e.circle = %s AND e.state = 'deleted' AND e.deleted_at > %s "
        "ORDER BY e.deleted_at DESC",
        [store.id_in(viewer.person), store.id_in(circle), store.instant_in(now - KEPT)],
    )
    judge = Judge(viewer, circle, Action.READ)
    found = [(row, sight) for row in held if (sight := judge.sight(row)).grant is not None]
    note(viewer, "deleted_page", found, now)
    ring = keys.ring()
    return [opened(ring, sight, row) for row, sight in found]


def still_kept(row: Row, now: datetime) -> bool:
    """Tell whether a deleted row can still be had back."""
    return row[DELETED_AT] is not None and store.instant_out(row[DELETED_AT]) > now - KEPT


def _slice(
    viewer: Viewer, before: str | None, limit: int, *, named: bool
) -> tuple[list[tuple[Row, Sight]], str | None]:
    """Return one page of rows and the cursor to the next, which is there only when another row is visible."""
    circle = standing(viewer)
    if circle is None:
        return [], None
    limit = max(1, min(limit, MOST_ON_A_PAGE))
    start = place_at(before, viewer, circle)
    found = list(islice(visible(viewer, Action.READ, start, limit + 1, named=named), limit + 1))
    if len(found) <= limit:
        return found, None
    return found[:limit], cursor_to(place_of(found[limit - 1][0]), viewer, circle)


class _Broken:
    """Damaged entries already noted by this process, so that every page view does not note them again."""

    seen: set[UUID] = set()  # noqa: RUF012 - one for the process, on purpose


def note(
    viewer: Viewer,
    action: str,
    found: Iterable[tuple[Row, Sight]],
    now: datetime,
    broken: Iterable[UUID] = (),
    beneath: Iterable[UUID] = (),
) -> None:
    """Add the one link of this act, and one for what was found damaged; `beneath` are replies opened with it."""
    packed = bytes.fromhex("".join([hex_out(row[ID]) + sight.mark for row, sight in found])) + chain.pack(beneath)
    chain.append_owed(viewer.person, viewer.circle, action, packed, action, now)
    note_damaged(viewer, broken, now)


def note_damaged(viewer: Viewer, broken: Iterable[UUID], now: datetime) -> None:
    """Add one link for entries found damaged, unless this process has noted them before."""
    news = [entry for entry in broken if entry not in _Broken.seen]
    if news:
        chain.append_owed(None, viewer.circle, "damaged", chain.pack(news, Level.NONE), "does_not_open", now)
        _Broken.seen.update(news)
