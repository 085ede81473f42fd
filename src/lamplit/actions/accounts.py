"""A person's own account: ways in, devices, notices of changes; leaves passwords and passkeys to `web.accounts`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.wording import at_text, day_text, time_text
from lamplit.engines.kernel import MemberState, Role
from lamplit.engines.kernel.saying import say
from lamplit.people import links, sessions, ways_back
from lamplit.people.links import Purpose
from lamplit.people.models import AccountNotice, DeviceSession, Membership, Person
from lamplit.vault import profiles, secrets_at_rest
from lamplit.vault.failures import Damaged, VaultLocked
from lamplit.vault.shapes import Profile

DEVICE_MINUTES = 10
_NOTICES = {
    "password": say("Your password was changed."),
    "passkey_added": say("A new passkey can sign in as you."),
    "passkey_removed": say("A passkey was taken away."),
    "app_added": say("A code app was added for signing in."),
    "app_removed": say("The code app was taken away."),
    "codes": say("New spare codes were made. The old ones stopped working."),
    "code_used": say("A spare code was used to sign in."),
    "device": say("A new device was let in with a link from your settings."),
}


class LinkRefusedError(Exception):
    """A link was asked for that this person may not have; the text says why."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a used link opens: whose account, and for what it was made."""

    person: Person
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Device:
    """One device a person is signed in on; `handle` names it on a page without being its key."""

    handle: str
    label: str
    since: str
    trusted: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about a change to how somebody signs in, and the day of it."""

    text: str
    day: str


def make_link(person: UUID, purpose: str, now: datetime, minutes: int = DEVICE_MINUTES) -> str:
    """Return the token of a one-time link into `person`'s account, good for `minutes`.

    Raises LinkRefusedError for a demo link (it counts as a second factor) into an account of a real circle.
    """
    wanted = Purpose(purpose)
    if wanted is Purpose.DEMO and _is_real(person):
        raise LinkRefusedError("A demo link opens demo people only.")
    return links.make(person, wanted, now, minutes)


def link_purpose(token: str, now: datetime) -> Purpose | None:
    """Return what a token is for while it would still work, else None; uses nothing up."""
    link = links.look_at(token, now)
    return Purpose(link.purpose) if link else None


def use_link(token: str, now: datetime) -> Entrance | None:
    """Use a token up; None when it is unknown, used, too old, or outlived a change of password."""
    link = links.use(token, now)
    if link is None:
        return None
    purpose = Purpose(link.purpose)
    if purpose is Purpose.DEMO and _is_real(link.person_id):
        return None
    return Entrance(link.person, purpose)


def seal_secret(person: UUID, text: str) -> str:
    """Return a sign-in secret sealed for one person, as text for the database."""
    return secrets_at_rest.seal_secret(person, text)


def open_secret(person: UUID, sealed: str) -> str:
    """Return what `seal_secret` sealed for this person; raises vault.failures.Damaged for anything else."""
    return secrets_at_rest.open_secret(person, sealed)


def display_name(person: Person) -> str:
    """Return the name others see."""
    return profiles.open_profile(person.pk, bytes(person.sealed_profile)).display_name


def rename(person: Person, name: str) -> None:
    """Change the name others see; `name` is 1 to 60 characters, trimmed by the form."""
    profile = profiles.open_profile(person.pk, bytes(person.sealed_profile))
    person.sealed_profile = profiles.seal_profile(person.pk, Profile(name, profile.born_on))
    person.save(update_fields=["sealed_profile"])


def own_words(person: Person) -> tuple[str, ...]:
    """Return the names a password of this person must not be made of; none while the vault is locked."""
    names = [person.username] if person.username else []
    if person.sealed_profile:
        try:
            names.append(display_name(person))
        except (Damaged, VaultLocked):
            return tuple(names)
    return tuple(names)


def devices(person: UUID, here: str | None, now: datetime) -> tuple[Device, ...]:
    """Return where a person is signed in, newest first; `here` is the session key of the device that asks."""
    return tuple(_device(row, here) for row in sessions.open_devices(person, now))


def sign_out_device(person: UUID, handle: str, now: datetime) -> bool:
    """End one of a person's sessions; False when there is none by that handle."""
    return sessions.end_device(person, handle, now)


def sign_out_everywhere(person: UUID) -> None:
    """End every session, link and token of a person at once; a device that should stay signed in restarts its own."""
    sessions.end_every_session(person)


def tell(person: UUID, code: str, now: datetime) -> None:
    """Leave a notice of a change to how `person` signs in, shown until they have seen it."""
    AccountNotice.objects.create(person_id=person, code=code, at=now)


def told(person: UUID) -> tuple[Told, ...]:
    """Return the notices a person has not put away yet, newest first."""
    rows = AccountNotice.objects.filter(person=person).order_by("-at")[:20]
    said = ((_words_of(row), row) for row in rows)
    return tuple(Told(text, _day(row.at)) for text, row in said if text)


def _words_of(row: AccountNotice) -> str:
    """Return the sentence of a notice; who helped somebody back in is read off that way back."""
    if row.code != "helped_back":
        return _NOTICES.get(row.code, "")
    way = ways_back.used_at(row.person_id, row.at)
    first = display_name(way.asked_by) if way and way.asked_by else say("Somebody")
    second = display_name(way.agreed_by) if way and way.agreed_by else say("the person who runs this Lamplit")
    opens = at_text(row.at + ways_back.WAITS, clock.today(), clock.zone())
    when = time_text(row.at, clock.zone())
    return say(
        "{first} and {second} let you back in at {when}. Every other device of yours is signed out. "
        "What you wrote before is shut until {opens}. Nobody reads it. Then it opens again for you.",
        first=first,
        second=second,
        when=when,
        opens=opens,
    )


def put_notices_away(person: UUID) -> None:
    """Forget the notices a person has seen."""
    AccountNotice.objects.filter(person=person).delete()


def needs_second_factor(person: UUID) -> bool:
    """Return whether a person holds a part that opens nothing without a second factor."""
    return Membership.objects.filter(
        person=person, role=Role.THERAPIST.value, state__in=(MemberState.ACCEPTED.value, MemberState.CONFIRMED.value)
    ).exists()


def _is_real(person: UUID) -> bool:
    return Membership.objects.filter(person=person, circle__is_demo=False).exists()


def _day(moment: datetime) -> str:
    return day_text(moment.astimezone(clock.zone()).date(), clock.today())


def _device(row: DeviceSession, here: str | None) -> Device:
    return Device(
        handle=sessions.handle(row.session_key),
        label=row.label or say("A device"),
        since=_day(row.started_at),
        trusted=row.trusted,
        here=row.session_key == here,
    )
