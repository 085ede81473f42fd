"""The sealed tables: in clear stands what joins, orders and decides; every word a person wrote is ciphertext."""

from typing import ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from lamplit.vault.therapy_models import OfferedCard as OfferedCard
from lamplit.vault.therapy_models import TherapySession as TherapySession

SEALED_STATES = ("live", "deleted")
COMPARTMENTS = ("shared", "therapist", "own")


class RowNumber(models.BigIntegerField):  # type: ignore[type-arg]  # Django's fields take none at run time
    """A 64-bit primary key we count ourselves; in SQLite it is the row's own number, which needs no second index."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return the one type name that SQLite takes for its row number, elsewhere the ordinary one."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class SystemKey(models.Model):
    """A key of the house itself (audit, profiles, fingerprints, cursors), wrapped by a key of the key file."""

    name = models.CharField(primary_key=True, max_length=32)
    kek_id = models.CharField(max_length=32)
    wrapped = models.BinaryField()

    class Meta:
        db_table = "vault_systemkey"

    def __str__(self) -> str:
        """Return the key's name, never its bytes."""
        return self.name


class DataKey(models.Model):
    """One circle's key for one compartment, wrapped; destroying the row makes everything under it unreadable."""

    id = models.BigAutoField(primary_key=True)
    circle = models.UUIDField()
    compartment = models.CharField(max_length=48)  # shared, therapist, or own:<person id in hex>
    version = models.PositiveIntegerField()
    kek_id = models.CharField(max_length=32)
    wrapped = models.BinaryField()
    created_on = models.DateField()

    class Meta:
        db_table = "vault_dek"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "compartment", "version"], name="one_key_a_version"),
        ]

    def __str__(self) -> str:
        """Return the row number, never the bytes."""
        return str(self.pk)


class Entry(models.Model):
    """One entry as it stands now; the stamp and everything else that decides is bound into the seal beside it."""

    id = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    author = models.UUIDField()
    author_role = models.PositiveSmallIntegerField()
    coarse = models.CharField(max_length=8)
    state = models.CharField(max_length=8, default="live")
    compartment = models.CharField(max_length=12)
    revision = models.PositiveIntegerField(default=1)
    day = models.DateField()
    seq = models.BigIntegerField()
    readers = models.PositiveSmallIntegerField(default=0)
    hints = models.PositiveSmallIntegerField(default=0)
    duty_readers = models.PositiveSmallIntegerField(default=0)
    showable = models.PositiveSmallIntegerField(default=0)
    together_with = models.UUIDField(null=True)
    held = models.PositiveSmallIntegerField(default=0)
    later = models.PositiveSmallIntegerField(default=0)
    opens_on = models.DateField(null=True)
    signed = models.PositiveSmallIntegerField(default=0)
    shown_to = models.BinaryField(default=bytes)  # ids of memberships, 16 bytes each, in order
    deleted_at = models.CharField(max_length=32, null=True)  # noqa: DJ001 - an instant in UTC as text, the same on every database
    fingerprint = models.BinaryField()
    revision_fingerprint = models.BinaryField(default=bytes)
    hint = models.BinaryField(null=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "seq"], name="one_place_in_the_circle"),
            models.CheckConstraint(condition=Q(state__in=SEALED_STATES), name="entry_state_known"),
            models.CheckConstraint(condition=Q(compartment__in=COMPARTMENTS), name="entry_compartment_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["circle", "-day", "-seq"], name="diary_order"),
            models.Index(fields=["author", "circle"], name="entries_of_an_author"),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Revision(models.Model):
    """What an entry said before it was revised, sealed for its author alone; nothing is overwritten."""

    id = models.BigAutoField(primary_key=True)
    entry = models.UUIDField()
    circle = models.UUIDField()
    author = models.UUIDField()
    revision = models.PositiveIntegerField()
    day = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_revision"
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "revision"], name="one_row_a_revision")]

    def __str__(self) -> str:
        """Return the entry's id only."""
        return str(self.entry)


class Chunk(models.Model):
    """A part of an entry's picture, sealed under a key that lies inside the sealed entry; alone it opens for nobody."""

    id = models.BigAutoField(primary_key=True)
    attachment = models.UUIDField()
    number = models.PositiveIntegerField()
    entry = models.UUIDField()
    circle = models.UUIDField()
    author = models.UUIDField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_chunk"
        constraints: ClassVar = [models.UniqueConstraint(fields=["attachment", "number"], name="one_row_a_chunk")]
        indexes: ClassVar = [models.Index(fields=["entry"], name="chunks_of_an_entry")]

    def __str__(self) -> str:
        """Return the entry's id only."""
        return str(self.entry)


class Reply(models.Model):
    """A reply under an entry; who reads it is settled by that entry alone, to which its seal is bound."""

    id = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    entry = models.UUIDField()
    author = models.UUIDField()
    author_role = models.PositiveSmallIntegerField()
    compartment = models.CharField(max_length=12)
    deleted_at = models.CharField(max_length=32, null=True)  # noqa: DJ001 - as in Entry
    fingerprint = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_reply"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(compartment__in=COMPARTMENTS), name="reply_compartment_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["entry"], name="replies_of_an_entry"),
            models.Index(fields=["circle"], name="replies_of_a_circle"),
            models.Index(fields=["author", "circle"], name="replies_of_an_author"),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class ReplySwitch(models.Model):
    """An author's own word on whether one entry takes replies; without a row their general choice counts."""

    entry = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    author = models.UUIDField()
    taken = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "vault_reply_switch"

    def __str__(self) -> str:
        """Return the entry's id only."""
        return str(self.pk)


class Leaf(models.Model):
    """A page that a person keeps in a circle for nobody else, sealed for them alone."""

    id = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    author = models.UUIDField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_leaf"
        constraints: ClassVar = [models.UniqueConstraint(fields=["circle", "author"], name="one_leaf_a_person")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Draft(models.Model):
    """Words not yet saved, sealed for their writer alone; the id is the id the entry will have."""

    id = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    author = models.UUIDField()
    kept_at = models.CharField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        db_table = "vault_draft"
        indexes: ClassVar = [models.Index(fields=["author", "circle", "-kept_at"], name="drafts_of_a_writer")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class OutboxKey(models.Model):
    """A circle's key for what waits on phones: the public half is handed out, the private half is sealed."""

    id = models.UUIDField(primary_key=True)
    circle = models.UUIDField()
    public = models.BinaryField()
    sealed = models.BinaryField()
    made_at = models.CharField(max_length=32)
    retired_at = models.CharField(max_length=32, null=True)  # noqa: DJ001 - an instant in UTC as text, the same on every database

    class Meta:
        db_table = "vault_outboxkey"
        indexes: ClassVar = [models.Index(fields=["circle", "-made_at"], name="outbox_keys_of_a_circle")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class OutboxReceipt(models.Model):
    """That one sealed thing from a phone has arrived: its hash, so that sending it again changes nothing."""

    digest = models.BinaryField(primary_key=True)
    circle = models.UUIDField()
    author = models.UUIDField()
    received_at = models.CharField(max_length=32)

    class Meta:
        db_table = "vault_outboxreceipt"
        indexes: ClassVar = [models.Index(fields=["received_at"], name="outbox_receipts_by_age")]

    def __str__(self) -> str:
        """Return nothing of what it was."""
        return "a receipt"


class AuditEvent(models.Model):
    """One link of the chain: who did what to which ids, when and by which reason; never a word of content."""

    seq = RowNumber(primary_key=True)
    at = models.CharField(max_length=32)
    actor = models.UUIDField(null=True)
    circle = models.UUIDField(null=True)
    action = models.CharField(max_length=24)
    reason = models.CharField(max_length=40)
    objects_seen = models.BinaryField(default=bytes)  # 17 bytes each: the id and how much of it was opened
    mac = models.BinaryField()

    class Meta:
        db_table = "vault_audit"
        indexes: ClassVar = [models.Index(fields=["circle", "-seq"], name="audit_of_a_circle")]

    def __str__(self) -> str:
        """Return the place in the chain."""
        return str(self.pk)
