"""Circles and their subject, as rows; who is in them is `memberships`, what they are called is sealed above."""

from datetime import date
from uuid import UUID, uuid4

from lamplit.people.accounts import fold
from lamplit.people.models import Circle, Person

UNCLAIMED = "~"  # no sign-in name may begin with it, so nobody can sign in as a subject who has not come in yet


def make_subject(person_id: UUID, profile: bytes, on: date) -> Person:
    """Make the person a circle is about, with no way in until they take up their own invitation."""
    return Person.objects.make(person_id, f"{UNCLAIMED}{uuid4().hex}", None, profile=profile, on=on)


def claim(person: UUID, username: str) -> bool:
    """Give an unclaimed subject their sign-in name; False when somebody was quicker. IntegrityError: name taken."""
    rows = Person.objects.filter(pk=person, username__startswith=UNCLAIMED)
    return bool(rows.update(username=fold(username)))


def unclaim(person: UUID) -> None:
    """Take back a sign-in name that never got a password or passkey, so that its subject can try again."""
    Person.objects.filter(pk=person).update(username=f"{UNCLAIMED}{uuid4().hex}")


def make_circle(circle_id: UUID, name: bytes, subject: UUID, country: str, on: date) -> Circle:
    """Make a circle about `subject`; `name` is sealed."""
    return Circle.objects.create(id=circle_id, sealed_name=name, subject_id=subject, country=country, created_on=on)
