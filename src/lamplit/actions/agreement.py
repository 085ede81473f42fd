"""The agreement before a young person's first page, and the mode they chose; leaves what is offered to `noticing`."""

from datetime import date, datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.engines.kernel import Role
from lamplit.engines.safety.agreement import Mode, stands, usual_mode
from lamplit.people import choices, notices
from lamplit.vault import store
from lamplit.vault.doorway import Visit

_DAY = "%Y%m%d"


def mode_of(visit: Visit) -> Mode:
    """Return the mode of the young person of this circle: as they chose it, or the usual one for their age."""
    chosen = choices.chosen(visit.subject, choices.HELP_MODE, visit.viewer.circle) if visit.subject else ""
    return Mode(chosen) if chosen in set(Mode) else usual_mode(visit.subject_age)


def is_asked(visit: Visit) -> bool:
    """Tell whether this visitor reads the agreement before they write on: the young person, every 90 days."""
    if visit.viewer.role is not Role.SUBJECT or visit.together:
        return False
    return not stands(_agreed_on(visit.viewer.person, visit.viewer.circle), clock.today())


def agree(visit: Visit, mode: Mode) -> bool:
    """Keep that the young person read the agreement and chose a mode; False for anybody else.

    A change of mode is told to everybody in the circle, in the app: which mode, and nothing more.
    """
    circle = visit.viewer.circle
    if visit.viewer.role is not Role.SUBJECT or circle is None:
        return False
    person, before = visit.viewer.person, mode_of(visit)
    with store.write_transaction():
        choices.choose(person, choices.AGREED, clock.today().strftime(_DAY), circle)
        if mode is not before:  # the usual one is not kept: it follows their age
            choices.choose(person, choices.HELP_MODE, mode, circle)
            notices.tell(circle, f"mode_{mode}", clock.now(), by=person)
    return True


def _agreed_on(person: UUID, circle: UUID | None) -> date | None:
    kept = choices.chosen(person, choices.AGREED, circle)
    return datetime.strptime(kept, _DAY).date() if kept else None  # noqa: DTZ007 - a day, which has no zone
