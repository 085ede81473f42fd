"""How long a signed-in browser stays open, and where that is kept; the doorway asks `still_open` too."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.db import OperationalError
from django.db.models import F
from django.utils.module_loading import import_string

from lamplit.people.models import DeviceSession, Person

IDLE = timedelta(minutes=30)
IDLE_PHONE = timedelta(minutes=5)
LONGEST = timedelta(hours=12)
LONGEST_TRUSTED = timedelta(days=30)
BACKWARDS = timedelta(hours=1)  # a clock that jumped back further than this closes the session
TOUCH_EVERY = timedelta(minutes=1)

MFA, TRUSTED, PHONE, LABEL, TOGETHER = "_mfa", "_trusted", "_phone", "_label", "_together"
SCHOOL = "_school"  # the circle whose school page is all that this browser opens
_EPOCH, _FOR, _STARTED = "_epoch", "_epoch_for", "_started"
_USER = "_auth_user_id"


def still_open(*, started_at: datetime, seen_at: datetime, trusted: bool, phone: bool, now: datetime) -> bool:
    """Return whether a session lives: 30 minutes idle (phone 5) and 12 hours, or 30 days when the device is trusted."""
    if now < seen_at - BACKWARDS:
        return False
    if trusted:
        return now < started_at + LONGEST_TRUSTED
    return now < started_at + LONGEST and now < seen_at + (IDLE_PHONE if phone else IDLE)


def touch(session_key: str, seen_at: datetime, now: datetime) -> bool:
    """Write down that the session was used, at most once a minute; returns whether it wrote.

    A full disk takes no such line, and does not close a page that can still be read.
    """
    if now - seen_at < TOUCH_EVERY:
        return False
    with suppress(OperationalError):
        return bool(DeviceSession.objects.filter(session_key=session_key, seen_at__lt=now).update(seen_at=now))
    return False


def restart(session: SessionBase) -> None:
    """Begin the session's life anew at its next save, with the person's epoch of that moment."""
    session.pop(_EPOCH, None)
    session.pop(_STARTED, None)


def end_every_session(person: UUID) -> None:
    """Close every cookie and token of a person at once by raising their epoch."""
    Person.objects.filter(pk=person).update(epoch=F("epoch") + 1)


def end_everything() -> None:
    """Close every cookie, token and sign-in link of everybody: what to do after a break-in."""
    Person.objects.update(epoch=F("epoch") + 1)
    DeviceSession.objects.all().delete()


def handle(session_key: str) -> str:
    """Return a name for a session that may stand on a page; the key itself never does."""
    return sha256(session_key.encode()).hexdigest()[:20]


def open_devices(person: UUID, now: datetime) -> list[DeviceSession]:
    """Return the living sessions of a person, newest first."""
    rows = DeviceSession.objects.filter(person=person, epoch=F("person__epoch")).order_by("-started_at")
    return [row for row in rows if _lives(row, now)]


def end_device(person: UUID, wanted: str, now: datetime) -> bool:
    """End the session of `person` whose `handle` is `wanted`; False when there is none."""
    keys = [row.session_key for row in open_devices(person, now) if handle(row.session_key) == wanted]
    return bool(DeviceSession.objects.filter(session_key__in=keys).delete()[0])


def _lives(row: DeviceSession, now: datetime) -> bool:
    return row.expire_date > now and still_open(
        started_at=row.started_at, seen_at=row.seen_at, trusted=_stays(row), phone=row.phone, now=now
    )


def _stays(row: DeviceSession) -> bool:
    """Tell whether a device may stay signed in for weeks; one that a child shares closes like any other."""
    return row.trusted and row.together_circle is None


def _clock() -> datetime:
    tick: Callable[[], datetime] = import_string(getattr(settings, "SESSION_CLOCK", "lamplit.actions.clock.now"))
    return tick()


class SessionStore(db.SessionStore):
    """Django's session store over `DeviceSession`; a dead, revoked or outdated session loads as nobody's."""

    @classmethod
    def get_model_class(cls) -> type[DeviceSession]:
        """Return the table of devices."""
        return DeviceSession

    def _get_session_from_db(self) -> DeviceSession | None:
        row = DeviceSession.objects.select_related("person").filter(session_key=self.session_key).first()
        now = _clock()
        if row is None or not _is_valid(row, now):
            self._session_key = None
            return None
        touch(row.session_key, row.seen_at, now)
        return row

    def create_model_instance(self, data: dict[str, Any]) -> DeviceSession:
        """Return the row for `data`; epoch and start are stamped once, at sign-in, so no later save can revive it."""
        now = _clock()
        _stamp(data, now)
        return DeviceSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=now + LONGEST_TRUSTED,
            person_id=data.get(_USER),
            epoch=data.get(_EPOCH, 0),
            mfa=_used_second_factor(data),
            trusted=bool(data.get(TRUSTED)),
            phone=bool(data.get(PHONE)),
            started_at=datetime.fromisoformat(data[_STARTED]),
            seen_at=now,
            together_circle=data.get(TOGETHER),
            label=str(data.get(LABEL, ""))[:60],
        )


def _is_valid(row: DeviceSession, now: datetime) -> bool:
    person = row.person
    return _lives(row, now) and (person is None or (person.is_active and person.epoch == row.epoch))


def _stamp(data: dict[str, Any], now: datetime) -> None:
    user = data.get(_USER)
    if _STARTED not in data or (user and data.get(_FOR) != user):
        data[_STARTED] = now.isoformat()
        data.pop(_EPOCH, None)
    if user and _EPOCH not in data:
        data[_FOR] = user
        data[_EPOCH] = Person.objects.values_list("epoch", flat=True).get(pk=user)


def _used_second_factor(data: dict[str, Any]) -> bool:
    """Read allauth's own record of how this session signed in, or a mark set by the demo's one-time link."""
    if data.get(MFA):
        return True
    methods = data.get("account_authentication_methods", [])
    own = str(data.get("account_authentication_methods_user")) == str(data.get(_USER))
    return own and any(method.get("method") == "mfa" for method in methods)
