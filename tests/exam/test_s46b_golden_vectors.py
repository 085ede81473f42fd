"""S46b: what any release sealed, this one opens; and the layout is the one the standard and the docs describe."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lamplit.vault.crypto import SealingKey, bind, bind_entry, bound_around

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "vault" / "vectors.json").read_text())
pytestmark = pytest.mark.exam("S46b")


def plain_of(vector: dict[str, Any]) -> bytes:
    held = vector["plain"]
    return bytes.fromhex(held) if isinstance(held, str) else bytes.fromhex(held["byte"]) * held["times"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['release']}-v{vector['version']}")
def test_every_releases_seals_open(vector: dict[str, Any]) -> None:
    key = SealingKey(bytes.fromhex(vector["key"]), vector["version"])
    bound = bind({name: bytes.fromhex(value) for name, value in vector["fields"].items()})
    assert key.open(vector["purpose"], vector["thing"], bytes.fromhex(vector["sealed"]), bound) == plain_of(vector)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['release']}-v{vector['version']}")
def test_a_seal_is_plain_aes_gcm_under_a_plain_hkdf_key(vector: dict[str, Any]) -> None:
    info = f"lamplit/v1|{vector['purpose']}|{vector['thing']}".encode()
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(bytes.fromhex(vector["key"]))
    sealed = bytes.fromhex(vector["sealed"])
    header = b"HV\x01\x01" + vector["version"].to_bytes(4, "big")
    parts = []
    for name in sorted(vector["fields"]):
        both = (name.encode(), bytes.fromhex(vector["fields"][name]))
        parts += [len(part).to_bytes(2, "big") + part for part in both]
    padded = AESGCM(derived).decrypt(sealed[8:20], sealed[20:], b"lamplit/aad/1" + header + b"".join(parts))
    plain = plain_of(vector)
    step = 256 if len(plain) + 4 <= 4096 else 4096 if len(plain) + 4 <= 65536 else 65536
    assert sealed[:8] == header
    assert padded[4 : 4 + len(plain)] == plain
    assert len(padded) % step == 0 and len(padded) - len(plain) - 4 < step and not any(padded[4 + len(plain) :])


def test_the_quick_way_to_bind_an_entry_is_the_plain_way() -> None:
    quick = bind_entry(bound_around(b"\x01\x02", "a" * 32, "c" * 32, "own:" + "a" * 32, ("plan", 12)), "e" * 32)
    fields = {"audience": b"\x01\x02", "author": b"a" * 32, "circle": b"c" * 32, "compartment": b"own:" + b"a" * 32}
    assert quick == bind(fields | {"entry": b"e" * 32, "kind": b"plan", "revision": b"12"})
