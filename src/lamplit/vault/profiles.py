"""Seals names: a person's profile and a circle's name; leaves who may ask to the doorway and to actions."""

from uuid import UUID

from lamplit.vault.shapes import Profile


def seal_profile(person_id: UUID, profile: Profile) -> bytes:
    """Return the bytes for `Person.sealed_profile`."""
    raise NotImplementedError


def open_profile(person_id: UUID, blob: bytes) -> Profile:
    """Return the profile; a person whose profile is empty or damaged is `Someone`."""
    raise NotImplementedError


def seal_circle_name(circle_id: UUID, name: str) -> bytes:
    """Return the bytes for `Circle.sealed_name`."""
    raise NotImplementedError


def open_circle_name(circle_id: UUID, blob: bytes) -> str:
    """Return a circle's name; an empty or damaged one is `This circle`."""
    raise NotImplementedError
