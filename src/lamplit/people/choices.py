"""What people settle for themselves: a few switches, in the clear because they say nothing of anybody's words."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

ON, OFF = "on", "off"
WHISPERS = "whispers"  # kinder words offered while writing; everywhere
REPLIES = "replies"  # whether what one writes takes replies, unless said otherwise on an entry; everywhere
BALANCE = "balance"  # asked for something good after two hard moments; in one circle
HELP_MODE = "help_mode"  # what happens at hard moments: "self" or "ask"; in one circle
AGREED = "agreed"  # the day on which the screen before writing was read last, as 20261122; in one circle


class Choice(models.Model):
    """One thing a person has settled for themselves, everywhere (without a circle) or in one circle."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="choices")
    circle = models.ForeignKey("people.Circle", null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=24)
    value = models.CharField(max_length=8)

    class Meta:
        db_table = "people_choice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "circle", "name"], name="one_choice_a_circle"),
            models.UniqueConstraint(
                fields=["person", "name"], condition=Q(circle__isnull=True), name="one_choice_everywhere"
            ),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


def chosen(person: UUID, name: str, circle: UUID | None = None) -> str:
    """Return what this person chose, mostly "on" or "off", or an empty text when they never did."""
    found = Choice.objects.filter(person=person, circle=circle, name=name).values_list("value", flat=True).first()
    return found or ""


def named(person: UUID, beginning: str, circle: UUID | None) -> frozenset[str]:
    """Return the names that begin so and that this person has switched on in a circle."""
    found = Choice.objects.filter(person=person, circle=circle, name__startswith=beginning, value=ON)
    return frozenset(found.values_list("name", flat=True))


def choose(person: UUID, name: str, value: str, circle: UUID | None = None) -> None:
    """Keep one choice in the place of the one before."""
    if not Choice.objects.filter(person=person, circle=circle, name=name).update(value=value):
        Choice.objects.create(person_id=person, circle_id=circle, name=name, value=value)
