"""Turns judged rows into what a viewer is handed, as values or as JSON; a damaged one never hides the others."""

from datetime import date, datetime
from uuid import UUID

from lamplit.engines.records.visibility import Level
from lamplit.vault.attachments import HEARD, SENT
from lamplit.vault.failures import Damaged
from lamplit.vault.keys import KeyRing
from lamplit.vault.plain import Plain
from lamplit.vault.profiles import SOMEONE, profile_of
from lamplit.vault.rows import DAY, ID, PROFILE, REVISION, PublicOpener, Sight, open_entry, open_hint, public_opener
from lamplit.vault.shapes import Addendum, Opened
from lamplit.vault.store import Row, hex_out

_FULL, _SUMMARY = Level.FULL, Level.SUMMARY  # looking a member up in its Enum is a slow call in Python 3.11
_NO_MEMBERS: frozenset[UUID] = frozenset()
_BROKEN = b'"kind":null,"happened_at":null,"body":null,"damaged":true'


def opened(ring: KeyRing, sight: Sight, row: Row) -> Opened:
    """Return what this viewer may see of a row; damaged True when it does not open."""
    try:
        if sight.grant is not None and sight.grant.level is _SUMMARY:
            return _summary(sight, row, Plain(0, open_hint(ring, sight, row), b'"_":0').fields())
        plain = open_entry(ring, sight, row)
        return full(sight, row, plain)
    except (Damaged, ValueError, KeyError):
        return damaged(sight, row)


def full(sight: Sight, row: Row, plain: Plain, revision: int | None = None) -> Opened:
    """Return a row whose words this viewer may read."""
    held = plain.fields()
    facts, grant = sight.facts, sight.grant
    own = grant is not None and grant.own
    return Opened(
        UUID(hex_out(row[ID])),
        held["kind"],
        facts.author,
        author_name(sight, row),
        sight.role,
        facts.together_with,
        _day(row),
        plain.place,
        row[REVISION] if revision is None else revision,
        datetime.fromisoformat(held["happened_at"]),
        datetime.fromisoformat(held["written_at"]) if own else None,
        _FULL,
        held["body"],
        None,
        held["sensitive"],
        facts.stamp,
        facts.shown_to if own else _NO_MEMBERS,
        facts.state,
        own,
        facts.held,
        signed_at=datetime.fromisoformat(held["signed_off_at"]) if "signed_off_at" in held else None,
        addenda=tuple(_addendum(each) for each in held.get("addenda", ())),
        photo=held.get(SENT),
        sound=held.get(HEARD),
    )


def _addendum(held: dict[str, str]) -> Addendum:
    """Return one thing that was added after signing off."""
    return Addendum(UUID(held["id"]), datetime.fromisoformat(held["at"]), held["text"])


def _summary(sight: Sight, row: Row, held: dict[str, object]) -> Opened:
    """Return a row of which this viewer may know that it exists, and its summary without words."""
    hint = held["summary"]
    return _without_words(sight, row, str(held["kind"]), hint if isinstance(hint, dict) else {}, damaged=False)


def damaged(sight: Sight, row: Row) -> Opened:
    """Return a row that does not open, saying only that."""
    return _without_words(sight, row, "", None, damaged=True)


def _without_words(sight: Sight, row: Row, kind: str, hint: dict[str, object] | None, *, damaged: bool) -> Opened:
    """Return a row without its words."""
    facts, grant = sight.facts, sight.grant
    own = grant is not None and grant.own
    return Opened(
        id=UUID(hex_out(row[ID])),
        kind=kind,
        author=facts.author,
        author_name=author_name(sight, row),
        author_role=sight.role,
        together_with=facts.together_with if own else None,
        day=_day(row),
        seq=0,
        revision=row[REVISION] if own or damaged else 1,
        happened_at=None,
        written_at=None,
        level=grant.level if grant is not None else Level.NONE,
        body=None,
        hint=hint,
        sensitive=False,
        stamp=facts.stamp,
        shown_to=facts.shown_to if own else _NO_MEMBERS,
        state=facts.state,
        own=own,
        held=facts.held,
        damaged=damaged,
    )


def author_name(sight: Sight, row: Row) -> str:
    """Return the author's name, from the sealed profile that came with the row."""
    if sight.name is None:
        known = len(row) > PROFILE and row[PROFILE] is not None
        sight.name = (profile_of(sight.author, bytes(row[PROFILE])) if known else SOMEONE).display_name
    return sight.name


def _day(row: Row) -> date:
    """Return the row's day."""
    day = row[DAY]
    return day if isinstance(day, date) else date.fromisoformat(str(day))


class JsonItems:
    """Writes judged rows as JSON; what lies sealed is spliced in as it is and never parsed."""

    __slots__ = ("_hinted", "_open", "_ring", "_sight", "_tail", "broken")

    def __init__(self, ring: KeyRing) -> None:
        """Start with no row broken."""
        self._ring = ring
        self._sight: Sight | None = None
        self._tail, self._hinted = "", False
        self._open: PublicOpener = self._summary
        self.broken: list[str] = []

    def item(self, sight: Sight, row: Row) -> tuple[str, int, bytes]:
        """Return a row's day, place in the day and JSON."""
        if sight is not self._sight:
            self._turn_to(sight)
        entry, day = hex_out(row[ID]), row[DAY]
        try:
            place, inside = self._open(entry, row)
            revision = 1 if self._hinted else row[REVISION]
        except Damaged:
            self.broken.append(entry)
            place, revision, inside = 0, row[REVISION], _BROKEN
        head = (  # ids as they are written in JSON
            f'{{"id":"{entry[:8]}-{entry[8:12]}-{entry[12:16]}-{entry[16:20]}-{entry[20:]}","day":"{day}",'
            f'"seq":{place},"revision":{revision},{self._tail}'
        )
        return day, place, b"%b%b}" % (head.encode("ascii"), inside)

    def _turn_to(self, sight: Sight) -> None:
        """Make ready for the rows of another sight; neighbours are mostly judged alike."""
        self._sight, self._tail = sight, _tail(sight)
        self._hinted = sight.grant is not None and sight.grant.level is _SUMMARY
        self._open = self._summary if self._hinted else public_opener(self._ring, sight)

    def _summary(self, _entry: str, row: Row) -> tuple[int, bytes]:
        if self._sight is None:
            raise PermissionError("no grant opens this entry")
        return 0, b'"happened_at":null,' + open_hint(self._ring, self._sight, row)


def _tail(sight: Sight) -> str:
    """Return the part of an item that is the same for every row judged alike; the audience is for its author alone."""
    level = sight.grant.level.value if sight.grant is not None else Level.NONE.value
    said = f'"author":"{sight.facts.author}","author_role":"{sight.role.value}","level":"{level}",'
    if sight.grant is not None and sight.grant.own:
        said += '"audience":[' + ",".join(f'"{each}"' for each in audience(sight)) + "],"
    return said


def audience(sight: Sight) -> list[str]:
    """Return who reads an entry in the words of the API: `me`, `role:<role>`, `member:<id>`."""
    stamp = sight.facts.stamp
    roles = sorted(f"role:{role.value}" for role in stamp.readers | stamp.duty_readers)
    members = sorted(f"member:{each}" for each in sight.facts.shown_to)
    return roles + members or ["me"]
