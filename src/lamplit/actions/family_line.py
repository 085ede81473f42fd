"""The support line a family has chosen: one for a circle, at the foot of its pages; leaves dialling to phones."""

from dataclasses import dataclass

from lamplit.actions import clock, help_numbers
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import circle_of, own_membership
from lamplit.actions.doors import Visit
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.phones import Phone, read_phone
from lamplit.people import notices
from lamplit.people.models import Circle
from lamplit.vault import audit, profiles, store
from lamplit.vault.shapes import SupportLine

__all__ = ["ChosenLine", "SupportLine", "change_line", "chosen_line", "may_choose", "typed_line"]

FAMILY = frozenset({Role.SUBJECT, *CARER_ROLES})
MAY_CHOOSE = frozenset({Role.SUBJECT, Role.CARER})
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """The line as a page shows it: its name, and the number to ring or, where there is none, to text."""

    name: str
    phone: Phone | None
    text: help_numbers.Number | None

    @property
    def href(self) -> str:
        """The address a phone opens."""
        return self.phone.href if self.phone else f"sms:{self.text.dial}" if self.text else ""


def chosen_line(visit: Visit) -> ChosenLine | None:
    """Return the family's line for those whom it is for; None for others, and while none is chosen."""
    held = typed_line(visit)
    if not held.name or visit.viewer.role not in FAMILY:
        return None
    found = ChosenLine(held.name, read_phone(held.phone), help_numbers.read_texting(held.text)[0])
    return found if found.href else None


def typed_line(visit: Visit) -> SupportLine:
    """Return the line as it was typed."""
    return visit.support_line


def may_choose(visit: Visit) -> bool:
    """Tell whether the visitor may choose the line: the young person and main carers."""
    return visit.viewer.role in MAY_CHOOSE


def change_line(visit: Visit, wanted: SupportLine) -> None:
    """Keep the line, or none when all is empty; everybody in the circle is told who. Raises CircleError."""
    own_membership(visit)
    if not may_choose(visit):
        raise CircleError("not_yours")
    kept, circle, now = _checked(wanted), circle_of(visit), clock.now()
    with store.write_transaction():
        row = Circle.objects.get(pk=circle)
        row.sealed_name = profiles.reseal_circle(circle, bytes(row.sealed_name), line=kept)
        row.save(update_fields=["sealed_name"])
        notices.tell(circle, "support_line", now, by=visit.viewer.person)
        audit.append(visit.viewer.person, circle, "circle.support_line", [circle], "member", now)


def _checked(wanted: SupportLine) -> SupportLine:
    name, phone, text = (" ".join(each.split()) for each in (wanted.name, wanted.phone, wanted.text))
    if not (name or phone or text):
        return SupportLine()
    if not name:
        raise CircleError("no_line_name", "name")
    if len(name) > LONGEST_NAME:
        raise CircleError("long_name", "name")
    if (phone and read_phone(phone) is None) or not (phone or text):
        raise CircleError("odd_phone", "phone")
    if text and help_numbers.read_texting(text)[0] is None:
        raise CircleError("odd_phone", "text")
    return SupportLine(name, phone, text)
