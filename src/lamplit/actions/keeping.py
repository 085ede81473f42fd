"""What the house does by itself: what was erased stays so, and seven days are seven days; leaves how to `erasure`."""

import logging
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections

from lamplit.actions import backups, clock
from lamplit.people.models import DeviceSession
from lamplit.vault import audit, erasure, outbox, tombstones, turning
from lamplit.vault.failures import NotSaved, VaultLocked

DAY_SECONDS = 24 * 60 * 60
TOO_QUIET = timedelta(days=45)
_log = logging.getLogger(__name__)


def before_opening() -> None:
    """Erase again what a restored copy brought back, then tidy; called before anyone may come in."""
    tombstones.even_out()
    turning.finish()
    erasure.replay(clock.now())
    tidy()


def tidy() -> None:
    """Erase entries put aside seven days ago and drafts left for thirty, renew phones' keys, forget ended sessions.

    Nothing is thrown away on the word of a clock that is far from the last thing anybody did here: it may be wrong.
    """
    now = clock.now()
    if _is_odd(now):
        _log.warning("Tidying was put off: the clock is far ahead of the last thing that happened here.")
        return
    erasure.purge_due(now)
    outbox.renew_due(now)
    DeviceSession.objects.filter(expire_date__lte=now).delete()
    backups.throw_old_ones_away()
    turning.let_old_ones_go(clock.today())


def _is_odd(now: datetime) -> bool:
    """Tell whether the clock stands 45 days or more after the newest line of the audit."""
    last = audit.last_at()
    return last is not None and now - last >= TOO_QUIET


def tidy_every_day(stop: threading.Event, every: float = DAY_SECONDS) -> threading.Thread:
    """Tidy each `every` seconds in a thread of its own until `stop` is set; a full disk only puts it off."""

    def keep_at_it() -> None:
        while not stop.wait(every):
            try:
                tidy()
            except (NotSaved, VaultLocked, DatabaseError):
                _log.warning("Tidying was put off.")
            finally:
                close_old_connections()

    thread = threading.Thread(target=keep_at_it, name="tidy", daemon=True)
    thread.start()
    return thread
