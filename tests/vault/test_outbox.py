"""What waits on phones: locked for one place, entry and key; keys renewed, kept for a while, and gone with a circle."""

import dataclasses
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from lamplit.vault import erasure, outbox, store
from lamplit.vault.crypto import bind, pad
from lamplit.vault.failures import Damaged
from tests.vault.circle import NOW, Circle

ENTRY = uuid4()


def locked(circle: Circle, key: outbox.PublicKey, plain: bytes = b"words") -> tuple[outbox.Place, bytes]:
    place = outbox.Place(circle.id, circle.carer.person)
    named = {"circle": place.circle_tag, "entry": ENTRY.hex, "key": key.id.hex, "person": place.person_tag}
    info = outbox.DOMAIN + bind({name: value.encode() for name, value in {**named, "version": "1"}.items()})
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.raw)
    return place, outbox.SUITE.encrypt(pad(plain), public, info=info)


def count(table: str) -> int:
    return int(store.rows(f"SELECT COUNT(*) FROM {table}")[0][0])  # noqa: S608


def test_what_a_phone_locked_opens_for_its_own_place_and_entry_and_for_no_other(circle: Circle, other: Circle) -> None:
    key = outbox.public_key(circle.id, NOW)
    place, sealed = locked(circle, key)

    assert outbox.unlock(place, ENTRY, key.id, sealed) == b"words"
    for wrong in (
        (outbox.Place(circle.id, circle.subject.person), ENTRY, key.id, sealed),
        (outbox.Place(other.id, circle.carer.person), ENTRY, key.id, sealed),
        (place, uuid4(), key.id, sealed),
        (place, ENTRY, uuid4(), sealed),
        (place, ENTRY, outbox.renew(circle.id, NOW).id, sealed),
        (place, ENTRY, key.id, sealed[:-1]),
        (place, ENTRY, key.id, b""),
        *((place, ENTRY, key.id, flipped(sealed, at)) for at in range(0, len(sealed), 7)),
    ):
        with pytest.raises(Damaged):
            outbox.unlock(*wrong)


def flipped(sealed: bytes, at: int) -> bytes:
    return sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]


def test_a_circle_has_one_key_until_it_is_renewed_and_the_old_one_still_opens(circle: Circle) -> None:
    first = outbox.public_key(circle.id, NOW)
    assert outbox.public_key(circle.id, NOW + timedelta(days=29)) == first
    assert outbox.renew_due(NOW + timedelta(days=29)) == 0

    assert outbox.renew_due(NOW + timedelta(days=30)) == 1
    second = outbox.public_key(circle.id, NOW + timedelta(days=30))
    place, sealed = locked(circle, first)

    assert second != first
    assert outbox.unlock(place, ENTRY, first.id, sealed) == b"words"


def test_an_old_key_is_gone_four_hundred_days_after_it_was_replaced(circle: Circle) -> None:
    first = outbox.public_key(circle.id, NOW)
    place, sealed = locked(circle, first)
    outbox.renew(circle.id, NOW)
    outbox.renew_due(NOW + timedelta(days=399))
    assert outbox.unlock(place, ENTRY, first.id, sealed) == b"words"

    outbox.renew_due(NOW + timedelta(days=400))

    with pytest.raises(Damaged):
        outbox.unlock(place, ENTRY, first.id, sealed)


def test_the_private_half_is_nowhere_in_the_clear_and_a_moved_one_opens_nothing(circle: Circle, other: Circle) -> None:
    mine, theirs = outbox.public_key(circle.id, NOW), outbox.public_key(other.id, NOW)
    place, sealed = locked(circle, mine)
    rows = store.rows("SELECT sealed FROM vault_outboxkey WHERE id = %s", [store.id_in(theirs.id)])
    store.change("UPDATE vault_outboxkey SET sealed = %s WHERE id = %s", [rows[0][0], store.id_in(mine.id)])

    with pytest.raises(Damaged):
        outbox.unlock(place, ENTRY, mine.id, sealed)


def test_a_tag_says_nothing_about_a_person_or_a_circle(circle: Circle, other: Circle) -> None:
    place = outbox.Place(circle.id, circle.carer.person)
    elsewhere = dataclasses.replace(place, circle=other.id)
    somebody = dataclasses.replace(place, person=circle.subject.person)
    tags = {place.circle_tag, elsewhere.circle_tag, somebody.circle_tag, place.person_tag, somebody.person_tag}

    assert len(tags) == 5
    assert all(each.hex not in "".join(tags) for each in (circle.id, other.id, circle.carer.person))


def test_a_receipt_is_given_once(circle: Circle) -> None:
    place = outbox.Place(circle.id, circle.carer.person)
    assert not outbox.received(b"sealed")
    assert outbox.receive(place, b"sealed", NOW)
    assert not outbox.receive(place, b"sealed", NOW)
    assert outbox.received(b"sealed")


def test_with_a_circle_its_keys_and_receipts_go(circle: Circle) -> None:
    outbox.public_key(circle.id, NOW)
    outbox.receive(outbox.Place(circle.id, circle.carer.person), b"sealed", NOW)

    erasure.erase_circle(circle.id, NOW)

    assert (count("vault_outboxkey"), count("vault_outboxreceipt")) == (0, 0)
