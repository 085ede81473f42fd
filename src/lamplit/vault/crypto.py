"""Seals and opens bytes: AES-256-GCM, one derived key a thing, associated data, padding; leaves keys to `keys`.

Layout: header `b"HV"`, format 1, algorithm 1 (AES-256-GCM), key version (4 bytes), nonce (12), ciphertext, tag (16).
The key of each thing is HKDF-SHA256 (RFC 5869, no salt) of the data key with info `lamplit/v1|<purpose>|<id in hex>`.
Associated data: `lamplit/aad/1`, the header, then every field sorted by name, each name and value preceded by its length
in two bytes. Golden vectors (tests/vault/vectors.json) hold this layout still for ever.
"""

import hmac
import secrets
import struct
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lamplit.vault.failures import Damaged

KEY_BYTES = 32
HEADER_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD = HEADER_BYTES + NONCE_BYTES + TAG_BYTES
DOMAIN = b"lamplit/aad/1"
MAGIC = b"HV\x01\x01"
_STEPS = ((4096, 256), (65536, 4096))
_LAST_STEP = 65536
_LENGTH = struct.Struct(">I")
_NO_SALT = bytes(KEY_BYTES)


def fresh_key() -> bytes:
    """Return 32 bytes from the operating system's generator."""
    return secrets.token_bytes(KEY_BYTES)


def mac(key: bytes, message: bytes) -> bytes:
    """Return HMAC-SHA256 of `message`, 32 bytes."""
    return hmac.digest(key, message, "sha256")


def same_mac(one: bytes, other: bytes) -> bool:
    """Compare two MACs in constant time."""
    return hmac.compare_digest(one, other)


class SealingKey:
    """A data key made ready for use: it derives one AES key for each thing and never shows its own bytes."""

    __slots__ = ("_prk", "header", "version")

    def __init__(self, secret: bytes, version: int) -> None:
        """Take the 32 secret bytes; `version` (1 to 2^32-1) goes into every header."""
        if len(secret) != KEY_BYTES:
            raise Damaged("A key has the wrong length.")
        self._prk = hmac.digest(_NO_SALT, secret, "sha256")  # HKDF-Extract, once a key
        self.version = version
        self.header = MAGIC + _LENGTH.pack(version)

    def __repr__(self) -> str:
        """Show the version only."""
        return f"SealingKey(version={self.version})"

    def cipher(self, purpose: str, thing: str) -> AESGCM:
        """Return the cipher of one thing (HKDF-Expand; one block is all a 32-byte key needs)."""
        return AESGCM(hmac.digest(self._prk, f"lamplit/v1|{purpose}|{thing}\x01".encode(), "sha256"))

    def seal(self, purpose: str, thing: str, plain: bytes, bound: bytes) -> bytes:
        """Return sealed bytes of `plain`, padded; `bound` are the packed fields it may be opened with and no others."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self.cipher(purpose, thing).encrypt(nonce, pad(plain), DOMAIN + self.header + bound)
        return self.header + nonce + sealed

    def open(self, purpose: str, thing: str, sealed: bytes, bound: bytes) -> bytes:
        """Return the plain bytes, or raise Damaged when one bit of seal, place or field differs."""
        if sealed[:HEADER_BYTES] != self.header:
            raise Damaged
        try:
            cipher = AESGCM(hmac.digest(self._prk, f"lamplit/v1|{purpose}|{thing}\x01".encode(), "sha256"))
            padded = cipher.decrypt(sealed[8:20], sealed[20:], DOMAIN + sealed[:8] + bound)
        except (InvalidTag, ValueError) as error:
            raise Damaged from error
        return padded[4 : 4 + _LENGTH.unpack_from(padded)[0]]


def version_of(sealed: bytes) -> int:
    """Return the key version a sealed thing names; raises Damaged when it has no header of ours."""
    if len(sealed) < OVERHEAD or sealed[:4] != MAGIC:
        raise Damaged
    version: int = _LENGTH.unpack_from(sealed, 4)[0]
    return version


def pad(plain: bytes) -> bytes:
    """Return `plain` with its length before it and zeros after it, to a step of 256 B, 4 KiB or 64 KiB.

    Steps of 256 B up to 4 KiB, of 4 KiB up to 64 KiB, of 64 KiB beyond, so that sizes tell little.
    """
    size = len(plain) + _LENGTH.size
    step = next((step for most, step in _STEPS if size <= most), _LAST_STEP)
    return _LENGTH.pack(len(plain)) + plain + bytes(-size % step)


def bind(fields: Mapping[str, bytes]) -> bytes:
    """Return fields as associated data: sorted by name, each part preceded by its length in two bytes."""
    parts = []
    for name in sorted(fields):
        for part in (name.encode("ascii"), fields[name]):
            parts.append(len(part).to_bytes(2, "big") + part)
    return b"".join(parts)


@lru_cache(maxsize=4096)
def _bound_before_entry(audience: bytes, author: str, circle: str, compartment: str) -> bytes:
    """Return the sorted fields that come before `entry`; the same for most rows of a page."""
    return bind(
        {
            "audience": audience,
            "author": author.encode("ascii"),
            "circle": circle.encode("ascii"),
            "compartment": compartment.encode("ascii"),
        }
    )


@lru_cache(maxsize=1024)
def _bound_after_entry(kind: str, revision: int) -> bytes:
    """Return the sorted fields that come after `entry`."""
    return bind({"kind": kind.encode("ascii"), "revision": str(revision).encode("ascii")})


def bind_entry(
    audience: bytes, author: str, circle: str, compartment: str, entry: str, kind: str, revision: int
) -> bytes:
    """Return what `bind` returns for an entry's seven fields, quickly; ids are 32 hexadecimal digits."""
    before = _bound_before_entry(audience, author, circle, compartment)
    return b"%s\x00\x05entry\x00\x20%s%s" % (before, entry.encode("ascii"), _bound_after_entry(kind, revision))
