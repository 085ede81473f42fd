"""Persons, circles, memberships, invitations, consents, open devices; names stay sealed, the rules live beside."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from lamplit.engines.kernel import MemberState, Role
from lamplit.people.accounts import PersonManager
from lamplit.people.choices import Choice as Choice
from lamplit.people.contact_models import TherapistCard as TherapistCard
from lamplit.people.rota_models import Rota as Rota
from lamplit.people.rota_models import RotaAway as RotaAway
from lamplit.people.rota_models import RotaTurn as RotaTurn
from lamplit.people.rota_models import RotaYes as RotaYes
from lamplit.people.school_models import SchoolCard as SchoolCard
from lamplit.people.school_models import TeacherCode as TeacherCode
from lamplit.people.school_models import TeacherLink as TeacherLink
from lamplit.people.way_back_models import ShutPages as ShutPages
from lamplit.people.way_back_models import WayBack as WayBack

ROLES = [(role.value, role.value) for role in Role]
STATES = [(state.value, state.value) for state in MemberState]


class Person(AbstractBaseUser):
    """One person with one account; the display name and birth date are sealed bytes only the vault opens."""

    last_login = None  # nobody, the operator included, is shown when somebody was last here

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(null=True, blank=True, unique=True)
    sealed_profile = models.BinaryField(default=bytes)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    epoch = models.PositiveIntegerField(default=1)
    created_on = models.DateField()

    objects = PersonManager["Person"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "people_person"

    def __str__(self) -> str:
        """Return the id only, so that no log line or page can show a name by accident."""
        return str(self.pk)


class Circle(models.Model):
    """The people around one subject; `plan_agreed` lets a child's check-ins reach the therapist (both agreed)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sealed_name = models.BinaryField(default=bytes)
    subject = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=8, default="GB")
    created_on = models.DateField()
    is_demo = models.BooleanField(default=False)
    plan_agreed = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "people_circle"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Membership(models.Model):
    """One person's part in one circle; nothing counts until `state` is confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=ROLES)
    state = models.CharField(max_length=16, choices=STATES)
    on_duty_from = models.DateField(null=True, blank=True)
    on_duty_until = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)
    removal_asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    removal_due_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    sharing_paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_membership"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circle", "person"], condition=~Q(state=MemberState.REMOVED.value), name="one_live_membership"
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(role=Role.SUBJECT.value) & ~Q(state=MemberState.REMOVED.value),
                name="one_subject_a_circle",
            ),
            models.CheckConstraint(condition=Q(role__in=[value for value, _ in ROLES]), name="membership_role_known"),
            models.CheckConstraint(condition=Q(state__in=[each for each, _ in STATES]), name="membership_state_known"),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Invitation(models.Model):
    """An open door for one role, once, for 72 hours; token and spoken code are kept only as hashes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, choices=ROLES)
    token_hash = models.BinaryField(max_length=32, unique=True)
    code_hash = models.BinaryField(max_length=64)
    tries_left = models.PositiveSmallIntegerField(default=5)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    on_duty_from = models.DateField(null=True, blank=True)
    on_duty_until = models.DateField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "people_invitation"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Consent(models.Model):
    """Who agreed to one member's part, on what ground, and when that is looked at again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="consents")
    given_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ground = models.CharField(max_length=24)
    holds_responsibility = models.CharField(max_length=8)
    given_on = models.DateField()
    review_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "people_consent"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(withdrawn_on__isnull=True), name="one_live_consent"
            ),
        ]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Agreement(models.Model):
    """One person's yes to a circle-wide arrangement (the plan); a row without `ended_at` still stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="agreements")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_agreement"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class Notice(models.Model):
    """A change of the circle that its members are told of; a code and ids, never words or names."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="notices")
    code = models.CharField(max_length=32)
    actor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=16, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "people_notice"
        indexes: ClassVar = [models.Index(fields=["circle", "-at"], name="notices_of_a_circle")]

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class SetupToken(models.Model):
    """The key to the very first page of a new house; hashed, once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_setup_token"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class ApiToken(models.Model):
    """A program's credential, bound to one membership; SHA-256 of the token, never the token."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="api_tokens")
    epoch = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_apitoken"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class DeviceSession(AbstractBaseSession):
    """One signed-in browser; `people.sessions` writes it and says how long it lives."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    epoch = models.PositiveIntegerField(default=0)
    mfa = models.BooleanField(default=False)
    trusted = models.BooleanField(default=False)
    phone = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    together_circle = models.UUIDField(null=True, blank=True)
    label = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        db_table = "people_session"


class SignInLink(models.Model):
    """A one-time way in for one person (another device, or the demo); SHA-256 of the token, never the token."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_links")
    purpose = models.CharField(max_length=16)
    token_hash = models.BinaryField(max_length=32, unique=True)
    epoch = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_sign_in_link"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)


class AccountNotice(models.Model):
    """A change to how a person signs in, shown to them until they have seen it; a code, never a place or a device."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="account_notices")
    code = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        db_table = "people_account_notice"

    def __str__(self) -> str:
        """Return the id only."""
        return str(self.pk)
