"""The first page of a new house: one token, one account, one circle; leaves keys and the recovery sheet to the host."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed, one_change, read_consent
from lamplit.actions.invitations import Joined, Newcomer, check_newcomer, seal_name
from lamplit.engines.kernel import Role, whole_years
from lamplit.engines.kernel.saying import say
from lamplit.people import circles, consents, invitations, memberships
from lamplit.people.models import Person
from lamplit.people.standing import MANAGES_FROM
from lamplit.vault import audit, profiles, store

FOUNDING_ROLES = (Role.CARER, Role.THERAPIST, Role.SOCIAL_WORKER, Role.SUBJECT)


@dataclass(frozen=True, slots=True)
class Founding:
    """A new circle as typed: about whom, and what its founder is to them. `about` is empty when it is the founder."""

    about: str
    born_on: date | None
    is_adult: bool
    role: str
    agreed: Agreed
    circle_name: str = ""


def first_run_token() -> str | None:
    """Return a fresh one-time token for the first page; None once the house has its first person."""
    with store.write_transaction():
        return None if _is_set_up() else invitations.make_setup(clock.now())


def setup_is_open(token: str) -> bool:
    """Return whether this token still opens the first page."""
    return not _is_set_up() and invitations.find_setup(token, clock.now()) is not None


def set_up(token: str, newcomer: Newcomer, founding: Founding) -> Joined:
    """Make the first account and the first circle; its founder is the first confirmed member and the house's operator.

    Raises CircleError with the field to mend; the token stays good until everything is right.
    """
    row = invitations.find_setup(token, clock.now())
    if row is None or _is_set_up():
        raise CircleError("link_over")
    check_newcomer(newcomer, needs_name=True)
    check_founding(founding, clock.today())
    person = uuid4()
    born_on = founding.born_on if founding.role == Role.SUBJECT.value else None
    sealed = seal_name(person, newcomer.name, born_on)
    try:
        with one_change():
            invitations.take_setup(row, clock.now())
            Person.objects.make(person, newcomer.username, newcomer.password or None, profile=sealed, on=clock.today())
            Person.objects.filter(pk=person).update(is_operator=True)
            return found_circle(person, founding)
    except IntegrityError:
        raise CircleError("taken_name", "username") from None


def found_another(founder: UUID, founding: Founding) -> Joined:
    """Make a further circle, for an adult who already has a part in one; raises CircleError for anybody else."""
    if not may_found(founder):
        raise CircleError("not_a_founder", "about")
    return found_circle(founder, founding)


def may_found(person: UUID) -> bool:
    """Return whether a person looks after some circle already, and so may make another."""
    return memberships.is_adult_somewhere(person)


def found_circle(founder: UUID, founding: Founding) -> Joined:
    """Make a circle whose first confirmed member is `founder`; leaves who may to its callers."""
    check_founding(founding, clock.today())
    role, now, circle = Role(founding.role), clock.now(), uuid4()
    subject = founder if role is Role.SUBJECT else uuid4()
    name = founding.circle_name.strip() or founding.about.strip() or "My circle"
    sealed_name = profiles.seal_circle_name(circle, name)
    sealed = b"" if role is Role.SUBJECT else seal_name(subject, founding.about, founding.born_on)
    with one_change():
        if role is not Role.SUBJECT:
            circles.make_subject(subject, sealed, clock.today())
        circles.make_circle(circle, sealed_name, subject, settings.COUNTRY, clock.today())
        _first_member(circle, founder, founding, now)
    return Joined(founder, circle)


def check_founding(founding: Founding, today: date) -> None:
    """Raise CircleError for the first answer that cannot be used."""
    if founding.role not in {role.value for role in FOUNDING_ROLES}:
        raise CircleError("odd_role", "role")
    if founding.role != Role.SUBJECT.value and not founding.about.strip():
        raise CircleError("empty_name", "about")
    if max(len(founding.about.strip()), len(founding.circle_name.strip())) > 60:
        raise CircleError("long_name", "about")
    _check_age(founding, today)
    read_consent(uuid4(), founding.agreed)


def _check_age(founding: Founding, today: date) -> None:
    born_on = founding.born_on
    if born_on is None:
        if not founding.is_adult and founding.role != Role.SUBJECT.value:
            raise CircleError("no_birth_date", "born_on")
        return
    if born_on > today or born_on.year < today.year - 120:
        raise CircleError("bad_birth_date", "born_on")
    if not founding.is_adult and founding.role != Role.SUBJECT.value and whole_years(born_on, today) >= MANAGES_FROM:
        raise CircleError("grown_birth_date", "is_adult")
    if founding.is_adult and whole_years(born_on, today) < MANAGES_FROM:
        raise CircleError(
            "bad_birth_date", "born_on", say("By this date they are under 18. Take the tick away, or mend the date.")
        )


def _first_member(circle: UUID, founder: UUID, founding: Founding, now: datetime) -> None:
    row = memberships.found(circle, founder, Role(founding.role), now)
    consents.give(
        row.pk, read_consent(founder, founding.agreed), recorded_by=founder, born_on=founding.born_on, on=clock.today()
    )
    audit.append(founder, circle, "circle.founded", [circle, row.pk], "setup", now)


def _is_set_up() -> bool:
    return Person.objects.filter(is_operator=True).exists()
