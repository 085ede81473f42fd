"""The rows of being let back in: who asked and agreed, and what waits afterwards; leaves the rule to `helping`."""

from typing import ClassVar
from uuid import uuid4

from django.db import models


class WayBack(models.Model):
    """Two people letting a third back in: asked, agreed, used once; spoken code and link are kept only as hashes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.ForeignKey("people.Membership", on_delete=models.CASCADE, related_name="ways_back")
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    code_hash = models.BinaryField(max_length=64)
    tries_left = models.PositiveSmallIntegerField(default=5)
    agreed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_operator = models.BooleanField(default=False)
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    epoch = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_way_back"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class ShutPages(models.Model):
    """What somebody wrote in one circle before they were helped back in, shut to themselves too until `opens_at`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey("people.Circle", on_delete=models.CASCADE, related_name="+")
    up_to = models.PositiveBigIntegerField()
    since = models.DateTimeField()
    opens_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_shut_pages"
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "circle"], name="one_shutting_a_circle")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
