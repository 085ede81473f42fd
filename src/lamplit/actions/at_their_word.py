"""The visit somebody would make, when they ask the person who runs the house to do something for them."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from lamplit.actions import clock, doors
from lamplit.actions.members import confirmed_members
from lamplit.engines.kernel import whole_years
from lamplit.people.accounts import fold
from lamplit.people.models import Circle, Person
from lamplit.vault.doorway import Visit
from lamplit.vault.profiles import open_circle_name, open_profile


class NotAMemberError(Exception):
    """Nobody of that name is a confirmed member of that circle; the text says so."""


def visit_of(person: str, circle: UUID) -> Visit:
    """Return the visit of somebody named by id, sign-in name or e-mail address, with all their role asks for.

    The rule of the pages decides what it opens, as ever. Raises NotAMemberError.
    """
    row = Circle.objects.filter(pk=circle).select_related("subject").first()
    people = set(Person.objects.filter(_named(person)).values_list("pk", flat=True))
    members = confirmed_members(circle, clock.now(), clock.today())
    member = next((each for each in members if each.person in people), None)
    if row is None or row.subject is None or member is None:
        raise NotAMemberError("Nobody of that name is a confirmed member of that circle.")
    about = open_profile(row.subject.pk, bytes(row.subject.sealed_profile))
    age = whole_years(about.born_on, clock.today()) if about.born_on else None
    visit = doors.visit_of(member, circle, subject=row.subject.pk, subject_age=age, country=row.country)
    name = open_circle_name(row.pk, bytes(row.sealed_name))
    return replace(visit, circle_name=name, subject_name=about.display_name, plan_agreed=row.plan_agreed)


def person_named(person: str) -> UUID | None:
    """Return the id of the one person with this id, sign-in name or e-mail address; None when there is not just one."""
    found = list(Person.objects.filter(_named(person)).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _named(person: str) -> Q:
    try:
        return Q(pk=UUID(person))
    except ValueError:
        return Q(username=fold(person)) | Q(email__iexact=person.strip())
