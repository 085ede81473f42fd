"""The way to the database: one fair writer, plain words for a full disk, and the few differences between databases."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from types import TracebackType
from typing import Any
from uuid import UUID

from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    InternalError,
    OperationalError,
    connection,
    connections,
    transaction,
)

from lamplit.engines.kernel.saying import say
from lamplit.vault.failures import NotSaved

TROUBLE = (OperationalError, InterfaceError, InternalError)
Row = tuple[Any, ...]
Values = Sequence[Any]

_FULL = say(
    "Not saved: the disk is full. Your words are still on this page. "
    "Ask the person who runs Lamplit to free some space."
)
_READ_ONLY = say("Not saved: Lamplit may not write to its data folder. Your words are still on this page.")
_BUSY = say("Not saved yet: Lamplit was too busy. Your words are still on this page. Please press Save again.")
_OTHER = say(
    "Not saved: Lamplit could not reach its store. Your words are still on this page. Please press Save again."
)
_SIGNS = (
    (("disk is full", "no space left", "disk i/o", "quota"), _FULL),
    (("readonly", "read-only", "permission denied", "unable to open"), _READ_ONLY),
    (("locked", "busy", "timeout", "deadlock", "could not serialize"), _BUSY),
)


class FairLock:
    """A lock that serves whoever has waited longest; a plain lock lets a busy thread overtake for seconds."""

    def __init__(self) -> None:
        """Start free."""
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    def acquire(self) -> None:
        """Wait for a turn, in the order of asking."""
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        try:
            turn.wait()
        except BaseException:  # an interrupted waiter must not be handed the lock later
            self._leave(turn)
            raise

    def _leave(self, turn: threading.Event) -> None:
        """Give up waiting; hand the turn on when it came in the same moment."""
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return
        self.release()

    def release(self) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


_WRITER = FairLock()


class _Running(threading.local):
    """Whether this thread is inside a write, and what is to happen once that is on disk."""

    depth = 0

    def __init__(self) -> None:
        """Start with nothing to do."""
        self.afterwards: list[Callable[[], None]] = []


_running = _Running()


def after_commit(act: Callable[[], None]) -> None:
    """Do `act` once the running write is on disk; at once when none is running."""
    if _running.depth:
        _running.afterwards.append(act)
    else:
        act()


def in_write() -> bool:
    """Tell whether this thread is inside a write transaction."""
    return _running.depth > 0


def write_transaction() -> AbstractContextManager[None]:
    """Run the block as one transaction, alone in this process, in the order of asking; joins one already running.

    Seal before entering: nothing slow belongs inside. Raises NotSaved, with a sentence to show, when the database
    cannot take the write; nothing of the block is stored then.
    """
    return _Turn(whole=True)


def one_statement() -> AbstractContextManager[None]:
    """Run a block like `write_transaction` that changes rows with one statement, which is all or nothing by itself."""
    return _Turn(whole=False)


class _Turn:
    """One write of this thread, from its turn to what follows it; cheaper than a generator, as every act has one."""

    __slots__ = ("_atomic", "_joined")

    def __init__(self, *, whole: bool) -> None:
        """Say whether the block needs a transaction around it."""
        self._joined = _running.depth > 0
        self._atomic = transaction.atomic() if whole and not self._joined else None

    def __enter__(self) -> None:
        """Wait for the turn and begin."""
        if self._joined:
            return
        _WRITER.acquire()
        _running.depth = 1
        _running.afterwards = []
        try:
            if self._atomic is not None:
                with plainly():
                    self._atomic.__enter__()
        except BaseException:
            self._leave()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit or roll back, do what waited for the commit, and let the next one in."""
        if self._joined:
            return
        try:
            with plainly():
                if self._atomic is not None:
                    self._atomic.__exit__(kind, error, trace)
                if isinstance(error, TROUBLE):
                    raise error
            if error is None:
                for act in _running.afterwards:
                    act()
        finally:
            self._leave()

    @staticmethod
    def _leave() -> None:
        _running.depth = 0
        _WRITER.release()


@contextmanager
def plainly() -> Iterator[None]:
    """Turn a database's complaint about disk, rights or waiting into NotSaved."""
    try:
        yield
    except TROUBLE as error:
        raise NotSaved(sentence_for(error)) from error


def sentence_for(error: Exception) -> str:
    """Return the plain sentence for a failed write."""
    said = str(error).lower()
    return next((sentence for signs, sentence in _SIGNS if any(sign in said for sign in signs)), _OTHER)


def rows(sql: str, values: Values = ()) -> list[Row]:
    """Run one query and return its rows."""
    with _ran(sql, values) as cursor:
        found: list[Row] = cursor.fetchall()
        return found


def row(sql: str, values: Values = ()) -> Row | None:
    """Run one query and return its first row."""
    with _ran(sql, values) as cursor:
        found: Row | None = cursor.fetchone()
        return found


def change(sql: str, values: Values = ()) -> int:
    """Run one statement and return how many rows it touched."""
    with _ran(sql, values) as cursor:
        return int(cursor.rowcount)


class _ran:  # noqa: N801 - reads as what it is: a statement that ran
    """A statement that ran, with its cursor; SQLite is asked directly, for Django's cursor costs more than it does.

    Whoever listens to statements (tests, and the benchmark that counts them) gets them through Django's cursor.
    """

    __slots__ = ("_base", "_cursor")

    def __init__(self, sql: str, values: Values) -> None:
        """Run it; raises Django's database errors."""
        base = self._base = connections[DEFAULT_DB_ALIAS]
        if base.execute_wrappers or base.force_debug_cursor or not is_sqlite():
            self._cursor = base.cursor()
            self._cursor.execute(sql, values)
            return
        base.ensure_connection()
        base.validate_no_broken_transaction()
        with base.wrap_database_errors:
            self._cursor = base.connection.execute(_question_marks(sql), values)

    def __enter__(self) -> Any:
        """Return the cursor, for reading what was found."""
        self._base.wrap_database_errors.__enter__()
        return self._cursor

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the cursor, so that nothing stays open between two statements."""
        self._cursor.close()
        self._base.wrap_database_errors.__exit__(kind, error, trace)


@lru_cache(maxsize=512)
def _question_marks(sql: str) -> str:
    """Return SQL with the placeholders that SQLite knows."""
    return sql.replace("%s", "?")


@cache
def is_sqlite() -> bool:
    """Tell whether the database is SQLite; a process never changes its database."""
    return connection.vendor == "sqlite"


def id_in(value: UUID | None) -> object:
    """Return an id as the database stores it: 32 hexadecimal digits in SQLite, a uuid in PostgreSQL."""
    return value.hex if value is not None and is_sqlite() else value


def hex_out(value: object) -> str:
    """Return a stored id as 32 hexadecimal digits."""
    return value if isinstance(value, str) else value.hex  # type: ignore[attr-defined]


def holds(column: str) -> str:
    """Return SQL that tells whether the bytes of `column` hold the bytes of one placeholder."""
    return f"instr({column}, %s) > 0" if is_sqlite() else f"position(%s::bytea in {column}) > 0"


def instant_in(at: datetime) -> str:
    """Return an aware instant as the text stored in rows: UTC, microseconds, always 32 characters."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def instant_out(stored: str) -> datetime:
    """Return the aware instant of a stored text."""
    return datetime.fromisoformat(stored)


def day_in(day: object) -> object:
    """Return a day as the database takes it: text in SQLite, a date in PostgreSQL; None stays none."""
    return str(day) if is_sqlite() and day is not None else day


def moment_in(at: datetime) -> object:
    """Return an instant as Django stores its own: text in UTC without a zone in SQLite, an instant in PostgreSQL."""
    return str(at.astimezone(UTC).replace(tzinfo=None)) if is_sqlite() else at


def truncate_journal() -> None:
    """Empty SQLite's write-ahead log, so that erased bytes are not left in it; does nothing elsewhere."""
    if is_sqlite() and not connection.in_atomic_block:
        rows("PRAGMA wal_checkpoint(TRUNCATE)")
