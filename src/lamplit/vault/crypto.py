"""Seals and opens bytes: AES-256-GCM, one derived key a thing, associated data, padding; leaves keys to `keys`.

Layout: header `b"HV"`, format 1, algorithm 1 (AES-256-GCM), key version (4 bytes), nonce (12), ciphertext, tag (16).
The key of each thing is HKDF-SHA256 (RFC 5869, no salt) of the data key with info `lamplit/v1|<purpose>|<id in hex>`.
Associated data: `lamplit/aad/1`, the header, then every field sorted by name, each name and value preceded by its
length in two bytes. Golden vectors (tests/vault/vectors.json) hold this layout still for ever.
"""

import hmac
import secrets
import struct
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256

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
MOST_CIPHERS = 1000  # of one key, kept ready: the pages people look at most are the latest ones, again and again
_NO_SALT = bytes(KEY_BYTES)
_INNER = bytes(value ^ 0x36 for value in range(256))
_OUTER = bytes(value ^ 0x5C for value in range(256))


Opener = Callable[[bytes, bytes, bytes], bytes]


def fresh_key() -> bytes:
    """Return 32 bytes from the operating system's generator."""
    return secrets.token_bytes(KEY_BYTES)


def mac(key: bytes, message: bytes) -> bytes:
    """Return HMAC-SHA256 of `message`, 32 bytes."""
    return hmac.digest(key, message, "sha256")


def same_mac(one: bytes, other: bytes) -> bool:
    """Compare two MACs in constant time."""
    return hmac.compare_digest(one, other)


def derived(secret: bytes, info: str) -> bytes:
    """Return 32 bytes of HKDF-SHA256 (RFC 5869, no salt): another key, from which the first cannot be found."""
    extracted = hmac.digest(_NO_SALT, secret, "sha256")
    return hmac.digest(extracted, info.encode("ascii") + b"\x01", "sha256")


class SealingKey:
    """A data key made ready for use: it derives one AES key for each thing and never shows its own bytes."""

    __slots__ = ("_ciphers", "_inner", "_outer", "header", "version")

    def __init__(self, secret: bytes, version: int) -> None:
        """Take the 32 secret bytes; `version` (1 to 2^32-1) goes into every header."""
        if len(secret) != KEY_BYTES:
            raise Damaged("A key has the wrong length.")
        extracted = hmac.digest(_NO_SALT, secret, "sha256")  # HKDF-Extract, once a key
        block = extracted.ljust(64, b"\0")
        self._inner = sha256(block.translate(_INNER))  # HMAC's two states, kept: a page derives fifty keys
        self._outer = sha256(block.translate(_OUTER))
        self._ciphers: dict[bytes, AESGCM] = {}
        self.version = version
        self.header = MAGIC + _LENGTH.pack(version)

    def __repr__(self) -> str:
        """Show the version only."""
        return f"SealingKey(version={self.version})"

    def cipher(self, purpose: str, thing: str) -> AESGCM:
        """Return the cipher of one thing (HKDF-Expand; one block is all a 32-byte key needs)."""
        return self._derive(f"lamplit/v1|{purpose}|{thing}\x01".encode())

    def _derive(self, expansion: bytes) -> AESGCM:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(expansion)
        outer.update(inner.digest())
        return AESGCM(outer.digest())

    def seal(self, purpose: str, thing: str, plain: bytes, bound: bytes) -> bytes:
        """Return sealed bytes of `plain`, padded; `bound` are the packed fields it may be opened with and no others."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self.cipher(purpose, thing).encrypt(nonce, pad(plain), DOMAIN + self.header + bound)
        return self.header + nonce + sealed

    def open(self, purpose: str, thing: str, sealed: bytes, bound: bytes) -> bytes:
        """Return the plain bytes, or raise Damaged when one bit of seal, place or field differs."""
        if sealed[:HEADER_BYTES] != self.header:
            raise Damaged
        padded = self.opener(purpose, bound, b"")(thing.encode(), sealed, b"")
        return padded[4 : 4 + _LENGTH.unpack_from(padded)[0]]

    def opener(self, purpose: str, before: bytes, after: bytes) -> Opener:
        """Return what opens many things sealed alike under this key, all of them with this key's header.

        It takes a thing's id, its sealed bytes and the id as it is bound, which stands between `before` and `after`; it
        returns the plain bytes with their length before and zeros after, or raises Damaged.
        """
        ciphers, derive = self._ciphers, self._derive
        named, before = f"lamplit/v1|{purpose}|".encode(), DOMAIN + self.header + before

        def open_one(thing: bytes, sealed: bytes, bound: bytes) -> bytes:
            expansion = named + thing + b"\x01"
            cipher = ciphers.get(expansion)
            if cipher is None:
                if len(ciphers) >= MOST_CIPHERS:
                    ciphers.clear()
                cipher = ciphers[expansion] = derive(expansion)
            try:
                return cipher.decrypt(sealed[8:20], sealed[20:], before + bound + after)
            except (InvalidTag, ValueError) as error:
                raise Damaged from error

        return open_one


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
    return b"".join([_before_value(name, len(fields[name])) + fields[name] for name in sorted(fields)])


@lru_cache(maxsize=4096)
def _before_value(name: str, size: int) -> bytes:
    """Return what stands before a field's value: its name with the name's length, and the value's length."""
    return len(name).to_bytes(2, "big") + name.encode("ascii") + size.to_bytes(2, "big")


@lru_cache(maxsize=4096)
def bound_around(
    audience: bytes, author: str, circle: str, compartment: str, kind_and_revision: tuple[str, int]
) -> tuple[bytes, bytes]:
    """Return what `bind` returns for an entry's seven fields, in two parts: before and after the entry's own id."""
    kind, revision = kind_and_revision
    named: dict[str, str | bytes] = {
        "audience": audience,
        "author": author,
        "circle": circle,
        "compartment": compartment,
    }
    after = {"kind": kind, "revision": str(revision)}
    return bind(_ascii(named)) + b"\x00\x05entry\x00\x20", bind(_ascii(after))


def _ascii(fields: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Return fields as bytes."""
    return {name: value.encode("ascii") if isinstance(value, str) else value for name, value in fields.items()}


def bind_entry(around: tuple[bytes, bytes], entry: str) -> bytes:
    """Return the associated data of one entry; `entry` is 32 hexadecimal digits."""
    return around[0] + entry.encode("ascii") + around[1]
