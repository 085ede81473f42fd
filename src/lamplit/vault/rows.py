"""Rows of entries: how they are sealed, judged and opened; leaves what lies inside to `plain`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lamplit.engines.kernel import Role, Viewer
from lamplit.engines.records.visibility import Action, Facts, Level
from lamplit.vault import chain, keys
from lamplit.vault.attachments import Place, check
from lamplit.vault.crypto import HEADER_BYTES, Opener, bind_entry, bound_around
from lamplit.vault.deciding import audience_of, compartment_of, read_deciding
from lamplit.vault.failures import Damaged
from lamplit.vault.grants import Grant, authorise
from lamplit.vault.keys import KeyRing
from lamplit.vault.plain import PADDED_HEAD, Plain
from lamplit.vault.store import Row, Values, hex_out

# The order matters: row[1:14] is everything that decides, so rows alike in it are judged alike.
COLUMNS = (
    "e.id, e.author, e.author_role, e.state, e.readers, e.hints, e.duty_readers, e.showable, e.together_with, e.held, "
    "e.shown_to, e.later, CAST(e.opens_on AS TEXT), e.signed, "
    "e.coarse, e.compartment, e.revision, CAST(e.day AS TEXT), e.seq, e.deleted_at, e.hint, e.sealed"
)
DECIDING = slice(1, 14)
ID, AUTHOR, STATE, COARSE, COMPARTMENT, REVISION, DAY, SEQ, DELETED_AT, HINT, SEALED, PROFILE = (
    0, 1, 3, 14, 15, 16, 17, 18, 19, 20, 21, 22,
)  # fmt: skip
_FULL, _NONE = Level.FULL, Level.NONE  # named once: looking a member up in its Enum is a slow call in Python 3.11
_MARKS = {level: flag.hex() for level, flag in chain.FLAGS.items()}


PublicOpener = Callable[[str, Row], tuple[int, bytes]]  # an id in hexadecimal digits and its row
Shared = tuple[str, str, bytes, str, int]  # purpose, compartment, header, coarse kind, revision


class Sealed(NamedTuple):
    """One entry's ciphertext, ready to be stored."""

    compartment: str
    version: int
    sealed: bytes
    hint: bytes | None
    hint_version: int
    chunks: Sequence[Values] = ()


class Sight:
    """How one viewer stands to every row with the same deciding columns: the facts, the grant, and what seals bind.

    `mark` is how much the grant opens, as the audit writes it, in hexadecimal digits; `name` the author's, once opened.
    """

    __slots__ = ("audience", "author", "circle", "facts", "grant", "mark", "name", "public", "ready", "role")

    def __init__(self, circle: UUID, deciding: Row) -> None:
        """Read the deciding columns; nothing is granted yet."""
        self.facts, self.role, self.audience = read_deciding(circle, deciding)
        self.author = self.facts.author.hex
        self.circle = circle.hex
        self.grant: Grant | None = None
        self.mark = _MARKS[_NONE]
        self.name: str | None = None
        self.ready: dict[Shared, Opener] = {}
        self.public: PublicOpener | None = None

    def asked(self, viewer: Viewer, action: Action, *, shut: bool = False) -> "Sight":
        """Ask the one rule and keep its grant; `shut` says that the viewer's own entry waits after a helped return."""
        silent = self.facts.author in viewer.silent
        if shut or silent:
            self.facts = replace(self.facts, shut=shut, silent=silent)
        self.grant = authorise(viewer, action, self.facts)
        self.mark = _MARKS[self.grant.level if self.grant else _NONE]
        return self


class Judge:
    """Asks the one rule about each row for one viewer and action; rows alike in all that decides share the answer."""

    __slots__ = ("_action", "_circle", "_known", "_viewer")

    def __init__(self, viewer: Viewer, circle: UUID, action: Action) -> None:
        """Start with nothing known: a judge lives for one request only."""
        self._viewer, self._circle, self._action = viewer, circle, action
        self._known: dict[Row, Sight] = {}

    def sight(self, row: Row) -> Sight:
        """Return how the viewer stands to this row."""
        if self._is_shut(row):
            return Sight(self._circle, row[DECIDING]).asked(self._viewer, self._action, shut=True)
        return self._ask(row[DECIDING])

    def _is_shut(self, row: Row) -> bool:
        """Tell whether a row is the viewer's own of before they were helped back in, and still waits."""
        viewer = self._viewer
        return bool(viewer.shut_up_to) and row[SEQ] <= viewer.shut_up_to and hex_out(row[AUTHOR]) == viewer.person.hex

    def allowed(self, found: Sequence[Row]) -> list[tuple[Row, Sight]]:
        """Return the rows on which the rule says yes, each with its sight."""
        kept: list[tuple[Row, Sight]] = []
        last: Row | None = None
        limit = self._viewer.shut_up_to
        for row in found:
            if limit and self._is_shut(row):
                continue  # the rule says no to each of them, whatever else is true of it
            deciding = row[DECIDING]
            if deciding != last:  # neighbours are mostly alike
                sight, last = self._ask(deciding), deciding
                yes = sight.grant is not None and sight.grant.level is not _NONE
            if yes:
                kept.append((row, sight))
        return kept

    def _ask(self, deciding: Row) -> Sight:
        found = self._known.get(deciding)
        if found is None:
            found = self._known[deciding] = Sight(self._circle, deciding).asked(self._viewer, self._action)
        return found


def key_name(compartment: str, author: str) -> str:
    """Return the name of the key a row's compartment stands for."""
    return keys.own(author) if compartment == "own" else compartment


def seal(ring: KeyRing, entry: str, facts: Facts, author_role: Role, what: "Sealing") -> Sealed:
    """Seal one entry as its facts demand; the hint, where a role may have one, lies apart under the shared key."""
    compartment = compartment_of(facts, author_role)
    author, circle = facts.author.hex, facts.circle.hex
    name = key_name(compartment, author)
    audience = audience_of(facts, author_role)
    key = ring.writing(circle, name, what.today)
    bound = bind_entry(bound_around(audience, author, circle, name, (what.coarse, what.revision)), entry)
    sealed = key.seal("entry", entry, what.plain, bound)
    if what.hint is None or not facts.stamp.hints:
        return Sealed(compartment, key.version, sealed, None, 0)
    shared = ring.writing(circle, keys.SHARED, what.today)
    bound = bind_entry(bound_around(audience, author, circle, keys.SHARED, (what.coarse, what.revision)), entry)
    return Sealed(compartment, key.version, sealed, shared.seal("hint", entry, what.hint, bound), shared.version)


class Sealing(NamedTuple):
    """What goes into a seal besides the facts."""

    plain: bytes
    hint: bytes | None
    coarse: str
    revision: int
    today: date


def open_entry(ring: KeyRing, sight: Sight, row: Row) -> Plain:
    """Open an entry for the grant its sight holds; raises Damaged, or PermissionError without a grant for the words."""
    return Plain.unpadded(_granted(ring, sight, row))


def public_opener(ring: KeyRing, sight: Sight) -> PublicOpener:
    """Return what opens entries likewise, all judged alike, for their place in the day and what a reader is sent.

    It takes an id in hexadecimal digits and its row. The grant is asked for here, once for all of them.
    """
    _ask_for_words(sight)
    if sight.public is not None:
        return sight.public
    ready = sight.ready

    def open_one(entry: str, row: Row) -> tuple[int, bytes]:
        sealed = bytes(row[SEALED])
        shared = ("entry", row[COMPARTMENT], sealed[:HEADER_BYTES], row[COARSE], row[REVISION])
        found = ready.get(shared) or _ready(ring, sight, sealed, shared)
        thing = entry.encode("ascii")
        padded = found(thing, sealed, thing)
        _, place, size = PADDED_HEAD.unpack_from(padded)
        return place, padded[16 : 16 + size]

    sight.public = open_one
    return open_one


def _granted(ring: KeyRing, sight: Sight, row: Row) -> bytes:
    """Return an entry's opened bytes when the sight holds a grant for its words."""
    _ask_for_words(sight)
    return _unseal(ring, sight, row, "entry", row[SEALED], row[COMPARTMENT])


def _ask_for_words(sight: Sight) -> None:
    """Raise PermissionError unless the sight holds a grant for the words."""
    grant = sight.grant
    if grant is None or grant.facts is not sight.facts or grant.level is not _FULL:
        raise PermissionError("no grant opens this entry")


def open_hint(ring: KeyRing, sight: Sight, row: Row) -> bytes:
    """Open the summary without words; raises Damaged, or PermissionError without a grant."""
    if sight.grant is None or sight.grant.facts is not sight.facts:
        raise PermissionError("no grant opens this entry")
    if row[HINT] is None:
        raise Damaged
    padded = _unseal(ring, sight, row, "hint", row[HINT], keys.SHARED)
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]


def opens(ring: KeyRing, sight: Sight, row: Row) -> bool:
    """Tell whether an entry, its hint and its picture open, and let go of them; needs no grant, hands nothing out."""
    try:
        plain = Plain.unpadded(_unseal(ring, sight, row, "entry", row[SEALED], row[COMPARTMENT]))
        check(Place(sight.circle, sight.author, hex_out(row[ID])), plain.fields())
        if row[HINT] is not None:
            _unseal(ring, sight, row, "hint", row[HINT], keys.SHARED)
    except Damaged:
        return False
    return True


def _unseal(ring: KeyRing, sight: Sight, row: Row, purpose: str, stored: bytes, compartment: str) -> bytes:
    """Open sealed bytes with the key and the fields of their row; what rows alike share is worked out once."""
    sealed = bytes(stored)
    shared = (purpose, compartment, sealed[:HEADER_BYTES], row[COARSE], row[REVISION])
    found = sight.ready.get(shared) or _ready(ring, sight, sealed, shared)
    entry = hex_out(row[ID]).encode("ascii")
    return found(entry, sealed, entry)


def _ready(ring: KeyRing, sight: Sight, sealed: bytes, shared: Shared) -> Opener:
    """Keep and return what opens every row that is alike: one key, the same bytes bound before and after the id."""
    purpose, compartment, _, coarse, revision = shared
    name = key_name(compartment, sight.author)
    key = ring.reading(sight.circle, name, sealed)
    before, after = bound_around(sight.audience, sight.author, sight.circle, name, (coarse, revision))
    found = sight.ready[shared] = key.opener(purpose, before, after)
    return found
