"""The rows of therapy sessions and of cards offered out of them; every other sealed row stands in `models`."""

from typing import ClassVar

from django.db import models

CARD_STATES = ("offered", "declined")


class TherapySession(models.Model):
    """One transcript: what is known of it, sealed for its therapist, and its words under a key no backup holds."""

    id = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    author = models.UUIDField()
    added_at = models.CharField(max_length=32)
    ends_on = models.DateField()  # the first day on which its words open for nobody
    revision = models.PositiveIntegerField(default=1)
    fingerprint = models.BinaryField()
    sealed = models.BinaryField()
    words = models.BinaryField(null=True)  # None once the day has come

    class Meta:
        db_table = "vault_therapy"
        indexes: ClassVar = [models.Index(fields=["author", "circle"], name="sessions_of_a_therapist")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class OfferedCard(models.Model):
    """A card that waits for a young person, sealed for them alone; a card they keep is an entry of theirs."""

    id = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    author = models.UUIDField()  # who offers it
    reader = models.UUIDField()  # whom it is for
    state = models.CharField(max_length=8, default="offered")
    at = models.CharField(max_length=32)  # since when it is so
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_card"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=CARD_STATES), name="card_state_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["reader", "circle"], name="cards_for_somebody")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
