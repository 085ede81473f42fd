"""The rows of a teacher's way in and of the card for school; the rest of the people's rows stand in `models`."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q


class TeacherLink(models.Model):
    """A teacher's way to the school page of one circle; the link alone opens nothing. SHA-256 of it, never the link."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.ForeignKey("people.Membership", on_delete=models.CASCADE, related_name="teacher_links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_teacher_link"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(closed_at__isnull=True), name="one_open_teacher_link"
            ),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class TeacherCode(models.Model):
    """What opens the school page on one device, once, beside the link; hashed with the link as its salt."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    link = models.ForeignKey(TeacherLink, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_teacher_code"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class SchoolCard(models.Model):
    """How the child is called at school and where safety worries go: sealed, one for a circle."""

    circle = models.OneToOneField("people.Circle", primary_key=True, on_delete=models.CASCADE, related_name="+")
    sealed_card = models.BinaryField(default=bytes)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "people_school_card"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
