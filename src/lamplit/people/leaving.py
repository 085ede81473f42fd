"""What goes of a person or circle that was erased: everything by which they could be known or could come in again."""

from uuid import UUID, uuid4

from django.apps import apps
from django.db.models import F, QuerySet

from lamplit.engines.kernel import Role
from lamplit.people.choices import Choice
from lamplit.people.circles import UNCLAIMED
from lamplit.people.models import (
    AccountNotice,
    ApiToken,
    Circle,
    DeviceSession,
    Membership,
    Person,
    SignInLink,
    TherapistCard,
)


def is_known(person: UUID) -> bool:
    """Tell whether there is anything left of a person but a bare id."""
    return Person.objects.filter(pk=person).exclude(sealed_profile=b"").exists()


def circle_stands(circle: UUID) -> bool:
    """Tell whether a circle is there."""
    return Circle.objects.filter(pk=circle).exists()


def forget_person(person: UUID) -> None:
    """Take a person's account away; of somebody a circle is about a bare id stays, which holds the circle together.

    Where they were the therapist, the card that says how to reach one goes too: it holds their name and number.
    """
    helped = Membership.objects.filter(person=person, role=Role.THERAPIST).values("circle")
    TherapistCard.objects.filter(circle__in=helped).delete()
    if not Circle.objects.filter(subject=person).exists():
        Person.objects.filter(pk=person).delete()
        return
    for model in (DeviceSession, SignInLink, AccountNotice, Choice):
        QuerySet(model).filter(person=person).delete()
    ApiToken.objects.filter(membership__person=person).delete()
    for app, name in (("mfa", "Authenticator"), ("account", "EmailAddress")):
        QuerySet(apps.get_model(app, name)).filter(user_id=person).delete()
    Person.objects.filter(pk=person).update(
        username=f"{UNCLAIMED}{uuid4().hex}",
        email=None,
        password="",
        sealed_profile=b"",
        is_active=False,
        is_operator=False,
        epoch=F("epoch") + 1,
    )


def forget_circle(circle: UUID) -> None:
    """Take a circle's row away with every membership, invitation, consent and notice in it."""
    Circle.objects.filter(pk=circle).delete()


def members_of(circle: UUID) -> list[UUID]:
    """Return everybody who is or was in a circle."""
    return list(Membership.objects.filter(circle=circle).values_list("person", flat=True).distinct())


def without_a_way_in(people: list[UUID]) -> list[UUID]:
    """Return those who never had an account of their own and are in no circle: nobody could ever ask for them."""
    found = Person.objects.filter(pk__in=people, username__startswith=UNCLAIMED, memberships__isnull=True)
    return list(found.values_list("pk", flat=True))
