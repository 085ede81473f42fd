"""Seals names: of a person, of a circle, on its two cards; leaves who may ask to the doorway and to actions."""

import logging
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

import orjson

from lamplit.engines.kernel.saying import say
from lamplit.vault import keys
from lamplit.vault.crypto import bind
from lamplit.vault.failures import Damaged
from lamplit.vault.shapes import Profile, SchoolFacts, SupportLine, TherapistFacts

SOMEONE = Profile(say("Someone"))
UNNAMED_CIRCLE = say("This circle")
NO_LINE = SupportLine()
_CARD = ("name", "phone", "extension", "email")
_log = logging.getLogger(__name__)


def seal_profile(person_id: UUID, profile: Profile) -> bytes:
    """Return the bytes for `Person.sealed_profile`."""
    born = profile.born_on.isoformat() if profile.born_on else None
    return _seal("profile", person_id.hex, {"name": profile.display_name, "born": born})


def open_profile(person_id: UUID, blob: bytes) -> Profile:
    """Return the profile; a person whose profile is empty or damaged is `Someone`."""
    return profile_of(person_id.hex, bytes(blob))


def seal_circle_name(circle_id: UUID, name: str, *, danger_now: bool = False) -> bytes:
    """Return the bytes for `Circle.sealed_name`; with it lies whether somebody there lives with danger now."""
    return _seal("circle", circle_id.hex, {"name": name} | ({"danger": "now"} if danger_now else {}))


def reseal_circle(
    circle_id: UUID, blob: bytes, *, danger_now: bool | None = None, line: SupportLine | None = None
) -> bytes:
    """Return the bytes for `Circle.sealed_name` with one of its facts changed, the others as they were."""
    held: dict[str, object] = {"name": open_circle_name(circle_id, blob)}
    if danger_now if danger_now is not None else danger_now_in(circle_id.hex, blob):
        held["danger"] = "now"
    kept = line if line is not None else support_line_in(circle_id.hex, blob)
    if kept != NO_LINE:
        held["line"] = [kept.name, kept.phone, kept.text]
    return _seal("circle", circle_id.hex, held)


def open_circle_name(circle_id: UUID, blob: bytes) -> str:
    """Return a circle's name; an empty or damaged one is `This circle`."""
    return circle_name_of(circle_id.hex, bytes(blob))


def seal_school_card(circle_id: UUID, facts: SchoolFacts) -> bytes:
    """Return the bytes for `SchoolCard.sealed_card`."""
    return _seal("school card", circle_id.hex, {"name": facts.known_as, "lead": facts.lead, "phone": facts.phone})


def open_school_card(circle_id: UUID, blob: bytes) -> SchoolFacts:
    """Return what the school page says of itself; an empty or damaged card says nothing."""
    try:
        held = _open("school card", circle_id.hex, bytes(blob)) if blob else {}
    except Damaged:
        _log.warning("the card for school of circle %s is damaged", circle_id.hex)
        held = {}
    return SchoolFacts(*(str(held.get(name, "")) for name in ("name", "lead", "phone")))


def seal_therapist_card(circle_id: UUID, facts: TherapistFacts) -> bytes:
    """Return the bytes for `TherapistCard.sealed_card`."""
    return _seal("therapist card", circle_id.hex, {name: getattr(facts, name) for name in _CARD})


def open_therapist_card(circle_id: UUID, blob: bytes) -> TherapistFacts:
    """Return how the therapist is reached; an empty or damaged card says nothing."""
    try:
        held = _open("therapist card", circle_id.hex, bytes(blob)) if blob else {}
    except Damaged:
        _log.warning("the card of the therapist of circle %s is damaged", circle_id.hex)
        held = {}
    return TherapistFacts(*(str(held.get(name, "")) for name in _CARD))


@lru_cache(maxsize=2048)  # by the sealed bytes, so a changed profile is seen at once
def profile_of(person: str, blob: bytes) -> Profile:
    """Return an opened profile; `person` in hexadecimal digits."""
    try:
        held = _open("profile", person, blob) if blob else None
    except Damaged:
        _log.warning("the profile of person %s is damaged", person)
        held = None
    if held is None:
        return SOMEONE
    born = held["born"]
    return Profile(str(held["name"]), date.fromisoformat(str(born)) if born else None)


@lru_cache(maxsize=512)
def circle_name_of(circle: str, blob: bytes) -> str:
    """Return an opened circle name; `circle` in hexadecimal digits."""
    try:
        return str(_open("circle", circle, blob)["name"]) if blob else UNNAMED_CIRCLE
    except Damaged:
        _log.warning("the name of circle %s is damaged", circle)
        return UNNAMED_CIRCLE


@lru_cache(maxsize=512)
def danger_now_in(circle: str, blob: bytes) -> bool:
    """Return whether a circle says that somebody there lives with danger now; one that does not open says nothing."""
    try:
        return bool(blob) and _open("circle", circle, blob).get("danger") == "now"
    except Damaged:
        return False


@lru_cache(maxsize=512)
def support_line_in(circle: str, blob: bytes) -> SupportLine:
    """Return the support line a circle has chosen; one that does not open has none."""
    try:
        held = _open("circle", circle, blob).get("line") if blob else None
    except Damaged:
        return NO_LINE
    return SupportLine(*(str(each) for each in held)) if isinstance(held, list) and len(held) == 3 else NO_LINE


def forget_names() -> None:
    """Drop every opened name from this process's memory, after an erasure."""
    profile_of.cache_clear()
    circle_name_of.cache_clear()
    danger_now_in.cache_clear()
    support_line_in.cache_clear()


def _seal(what: str, thing: str, held: Mapping[str, object]) -> bytes:
    """Seal a few facts under the house's key for names."""
    return keys.ring().sealing(keys.PROFILES).seal(what, thing, orjson.dumps(held), bind({what: thing.encode("ascii")}))


def _open(what: str, thing: str, blob: bytes) -> dict[str, object]:
    """Open what `_seal` sealed."""
    plain = keys.ring().sealing(keys.PROFILES).open(what, thing, blob, bind({what: thing.encode("ascii")}))
    held: dict[str, object] = orjson.loads(plain)
    return held
