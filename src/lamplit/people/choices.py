"""What people settle for themselves: a few switches, in the clear because they say nothing of anybody's words."""

from uuid import UUID

from lamplit.people.models import Choice

ON, OFF = "on", "off"
WHISPERS = "whispers"  # kinder words offered while writing; everywhere
REPLIES = "replies"  # whether what one writes takes replies, unless said otherwise on an entry; everywhere
BALANCE = "balance"  # asked for something good after two hard moments; in one circle


def chosen(person: UUID, name: str, circle: UUID | None = None) -> str:
    """Return what this person chose, "on" or "off", or an empty text when they never did."""
    found = Choice.objects.filter(person=person, circle=circle, name=name).values_list("value", flat=True).first()
    return found or ""


def choose(person: UUID, name: str, value: str, circle: UUID | None = None) -> None:
    """Keep one choice in the place of the one before."""
    if not Choice.objects.filter(person=person, circle=circle, name=name).update(value=value):
        Choice.objects.create(person_id=person, circle_id=circle, name=name, value=value)
