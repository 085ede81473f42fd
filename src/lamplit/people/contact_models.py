"""The row of how a family reaches its therapist; what it says is sealed."""

from django.db import models


class TherapistCard(models.Model):
    """The therapist's number and address as the circle has them: sealed, one for a circle."""

    circle = models.OneToOneField("people.Circle", primary_key=True, on_delete=models.CASCADE, related_name="+")
    sealed_card = models.BinaryField(default=bytes)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "people_therapist_card"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
