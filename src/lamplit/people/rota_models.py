"""The rows of who reads what was shown, and when: what was proposed, each yes to it, and days away; ids and hours."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q


class Rota(models.Model):
    """One proposal for a circle, never changed: `asked` are the memberships that have to say yes, 16 bytes each.

    It began at `since` and ended at `ended_at`. Whether it holds is reckoned each time: see `engines.safety.rota`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey("people.Circle", on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    asked = models.BinaryField(default=bytes)
    since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_rota"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle"], condition=Q(ended_at__isnull=True), name="one_open_rota"),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class RotaTurn(models.Model):
    """One person's hours in a proposal: weekdays as bits (Monday is 1), minutes since midnight, and who stands in."""

    id = models.BigAutoField(primary_key=True)
    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="turns")
    reader = models.ForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    cover = models.ForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "people_rota_turn"

    def __str__(self) -> str:
        """Return the number only."""
        return str(self.pk)


class RotaYes(models.Model):
    """One person's yes to one proposal."""

    id = models.BigAutoField(primary_key=True)
    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="voices")
    membership = models.ForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "people_rota_yes"
        constraints: ClassVar = [models.UniqueConstraint(fields=["rota", "membership"], name="one_yes_a_rota")]

    def __str__(self) -> str:
        """Return the number only."""
        return str(self.pk)


class RotaAway(models.Model):
    """Days on which somebody who reads, or stands in, is away; they say so themselves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.ForeignKey("people.Membership", on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        db_table = "people_rota_away"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
