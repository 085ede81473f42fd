"""How a family reaches its therapist: one card for a circle, shown to the young person and their carers."""

from dataclasses import dataclass
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lamplit.actions import clock
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import circle_of, one_change, own_membership
from lamplit.actions.doors import Visit
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.phones import Phone, read_phone
from lamplit.people import notices
from lamplit.people.models import TherapistCard
from lamplit.vault import audit, profiles
from lamplit.vault.shapes import TherapistFacts

__all__ = ["Contact", "TherapistFacts", "change_contact", "contact_facts", "may_change", "therapist_contact"]

MAY_CHANGE = frozenset({Role.THERAPIST, Role.CARER})
SEES = frozenset({Role.SUBJECT, Role.THERAPIST, *CARER_ROLES})
LONGEST_NAME, LONGEST_EMAIL = 60, 254


@dataclass(frozen=True, slots=True)
class Contact:
    """The therapist's card as a page shows it; `phone` and `email` may be missing, never both."""

    name: str
    phone: Phone | None
    email: str

    @property
    def mailto(self) -> str:
        """The `mailto:` address, or nothing."""
        return f"mailto:{quote(self.email, safe='@')}" if self.email else ""


def therapist_contact(visit: Visit) -> Contact | None:
    """Return how the therapist is reached, for those whom it is for; None while nothing is written there."""
    if visit.viewer.role not in SEES:
        return None
    facts = contact_facts(visit)
    phone = read_phone(facts.phone, facts.extension)
    return Contact(facts.name, phone, facts.email) if phone or facts.email else None


def contact_facts(visit: Visit) -> TherapistFacts:
    """Return the card as it was typed."""
    circle = circle_of(visit)
    row = TherapistCard.objects.filter(pk=circle).first()
    return profiles.open_therapist_card(circle, bytes(row.sealed_card)) if row else TherapistFacts()


def may_change(visit: Visit) -> bool:
    """Return whether the viewer may say how the therapist is reached: the therapist and main carers."""
    return visit.viewer.role in MAY_CHANGE


def change_contact(visit: Visit, facts: TherapistFacts) -> None:
    """Keep the card; everybody in the circle is told who changed it. Raises CircleError with the field."""
    own_membership(visit)
    if not may_change(visit):
        raise CircleError("not_yours")
    kept = _checked(facts)
    now, circle = clock.now(), circle_of(visit)
    sealed = profiles.seal_therapist_card(circle, kept)
    with one_change():
        TherapistCard.objects.update_or_create(circle_id=circle, defaults={"sealed_card": sealed, "changed_at": now})
        notices.tell(circle, "therapist_card", now, by=visit.viewer.person)
        audit.append(visit.viewer.person, circle, "circle.therapist_card", [circle], "member", now)


def _checked(facts: TherapistFacts) -> TherapistFacts:
    name, phone, extension, email = (
        " ".join(text.split()) for text in (facts.name, facts.phone, facts.extension, facts.email)
    )
    if len(name) > LONGEST_NAME:
        raise CircleError("long_name", "name")
    if (phone or extension) and read_phone(phone, extension) is None:
        raise CircleError("odd_phone", "phone")
    if email and not _is_an_address(email):
        raise CircleError("odd_email", "email")
    return TherapistFacts(name, phone, extension, email)


def _is_an_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_EMAIL
