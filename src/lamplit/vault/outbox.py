"""What waits on phones: keys that only lock there and only open here (HPKE, RFC 9180); leaves keeping to `entries`.

Suite: base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. A sealed thing is the encapsulated key (65
bytes) and the ciphertext. `info` is `lamplit/outbox/1` and five bound fields (circle, entry, key, person, version);
the associated data is empty. The plain bytes are padded as in `crypto.pad`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lamplit.vault import keys, store
from lamplit.vault.crypto import bind, mac
from lamplit.vault.failures import Damaged

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
DOMAIN = b"lamplit/outbox/1"
VERSION = "1"
TAG_BYTES = 16
RENEWED_AFTER = timedelta(days=30)
OPENS_FOR = timedelta(days=400)  # a phone left in a drawer for a year can still send
_LENGTH_BYTES = 4
_SCALAR_BYTES = 32
_CURRENT = """
    SELECT id, public, made_at FROM vault_outboxkey WHERE circle = %s AND retired_at IS NULL
    ORDER BY made_at DESC LIMIT 1
"""
_RECEIVE = """
    INSERT INTO vault_outboxreceipt (digest, circle, author, received_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (digest) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a phone may have: a key's id and its 65 public bytes (an uncompressed point)."""

    id: UUID
    raw: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Who wrote and where; a phone knows both only as tags that say nothing."""

    circle: UUID
    person: UUID

    @property
    def circle_tag(self) -> str:
        """The circle as this person's phones know it: 32 hexadecimal digits."""
        return _tag(b"circle", self.circle.bytes + self.person.bytes)

    @property
    def person_tag(self) -> str:
        """The person as their phones know them."""
        return person_tag(self.person)


def person_tag(person: UUID) -> str:
    """Return a person as their phones know them: 32 hexadecimal digits that lead nowhere without the house's key."""
    return _tag(b"person", person.bytes)


def public_key(circle: UUID, now: datetime) -> PublicKey:
    """Return the key that phones seal with now, made on first use."""
    found = store.row(_CURRENT, [store.id_in(circle)])
    return PublicKey(UUID(store.hex_out(found[0])), bytes(found[1])) if found else renew(circle, now)


def renew(circle: UUID, now: datetime) -> PublicKey:
    """Make a new key for a circle; what phones sealed under the old one still opens for `OPENS_FOR`."""
    key = uuid4()
    private = ec.generate_private_key(ec.SECP256R1())
    raw = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    scalar = private.private_numbers().private_value.to_bytes(_SCALAR_BYTES, "big")
    sealed = keys.ring().sealing(keys.OUTBOX).seal(keys.OUTBOX, key.hex, scalar, _bound_key(circle, key))
    at = store.instant_in(now)
    with store.write_transaction():
        store.change(
            "UPDATE vault_outboxkey SET retired_at = %s WHERE circle = %s AND retired_at IS NULL",
            [at, store.id_in(circle)],
        )
        store.change(
            "INSERT INTO vault_outboxkey (id, circle, public, sealed, made_at) VALUES (%s, %s, %s, %s, %s)",
            [store.id_in(key), store.id_in(circle), raw, sealed, at],
        )
    return PublicKey(key, raw)


def renew_due(now: datetime) -> int:
    """Renew keys older than 30 days, and drop keys and receipts that nothing can need any more; return how many."""
    due = store.rows(
        "SELECT DISTINCT circle FROM vault_outboxkey WHERE retired_at IS NULL AND made_at <= %s",
        [store.instant_in(now - RENEWED_AFTER)],
    )
    for (circle,) in due:
        renew(UUID(store.hex_out(circle)), now)
    over = store.instant_in(now - OPENS_FOR)
    with store.write_transaction():
        store.change("DELETE FROM vault_outboxkey WHERE retired_at <= %s", [over])
        store.change("DELETE FROM vault_outboxreceipt WHERE received_at <= %s", [over])
    return len(due)


def unlock(place: Place, entry: UUID, key: UUID, sealed: bytes) -> bytes:
    """Return what a phone sealed for exactly this place, entry and key; raises Damaged when one of them differs."""
    private = _private(place.circle, key)
    try:
        padded = SUITE.decrypt(sealed, private, info=DOMAIN + _bound_item(place, entry, key))
    except (InvalidTag, ValueError) as error:
        raise Damaged("What waited on the phone does not open.") from error
    size = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + size]


def receive(place: Place, sealed: bytes, now: datetime) -> bool:
    """Note that a sealed thing arrived, in the running transaction; False when it had arrived before."""
    values = [_digest(sealed), store.id_in(place.circle), store.id_in(place.person), store.instant_in(now)]
    with store.write_transaction():
        return bool(store.change(_RECEIVE, values))


def received(sealed: bytes) -> bool:
    """Tell whether this very thing has arrived before."""
    return store.row("SELECT 1 FROM vault_outboxreceipt WHERE digest = %s", [_digest(sealed)]) is not None


def _private(circle: UUID, key: UUID) -> ec.EllipticCurvePrivateKey:
    """Return a private key; raises Damaged when it is gone, or belongs to another circle."""
    found = store.row(
        "SELECT sealed FROM vault_outboxkey WHERE id = %s AND circle = %s", [store.id_in(key), store.id_in(circle)]
    )
    if found is None:
        raise Damaged("The key of what waited on the phone is gone.")
    scalar = keys.ring().sealing(keys.OUTBOX).open(keys.OUTBOX, key.hex, bytes(found[0]), _bound_key(circle, key))
    return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())


def _bound_key(circle: UUID, key: UUID) -> bytes:
    """Return what a sealed private key is bound to."""
    return bind({"circle": circle.hex.encode("ascii"), "key": key.hex.encode("ascii")})


def _bound_item(place: Place, entry: UUID, key: UUID) -> bytes:
    """Return what a sealed thing is bound to; the phone binds the same."""
    named = {
        "circle": place.circle_tag,
        "entry": entry.hex,
        "key": key.hex,
        "person": place.person_tag,
        "version": VERSION,
    }
    return bind({name: value.encode("ascii") for name, value in named.items()})


def _tag(what: bytes, of: bytes) -> str:
    """Return a name that only this house can make."""
    return mac(keys.ring().system(keys.OUTBOX), b"lamplit/outbox/tag|" + what + b"|" + of)[:TAG_BYTES].hex()


def _digest(sealed: bytes) -> bytes:
    """Return the hash by which a sealed thing is known again."""
    return sha256(sealed).digest()
