"""Writes golden vectors once for a release; a later release adds its own and never changes these."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from lamplit.vault import attachments
from lamplit.vault.crypto import SealingKey, bind, bind_entry, bound_around

VECTORS = Path(__file__).with_name("vectors.json")
AUDIENCE, AUTHOR, CIRCLE, ENTRY = bytes(range(7)), "a1" * 16, "c2" * 16, "e3" * 16


def made() -> list[dict[str, Any]]:
    """Seal a few plain texts of two padding steps under fixed keys."""
    vectors = []
    for version, plain in ((1, b""), (1, b"hello"), (2, "é ünï ☂".encode()), (7, b"x" * 5000)):
        secret = bytes((number * 7 + version) % 256 for number in range(32))
        key = SealingKey(secret, version)
        bound = bind_entry(bound_around(AUDIENCE, AUTHOR, CIRCLE, "shared", ("note", 3)), ENTRY)
        sealed = key.seal("entry", ENTRY, plain, bound)
        fields = {
            "audience": AUDIENCE.hex(), "author": AUTHOR.encode().hex(), "circle": CIRCLE.encode().hex(),
            "compartment": b"shared".hex(), "entry": ENTRY.encode().hex(), "kind": b"note".hex(),
            "revision": b"3".hex(),
        }  # fmt: skip
        vectors.append(
            {"release": "0.1.0", "key": secret.hex(), "version": version, "purpose": "entry", "thing": ENTRY,
             "plain": plain.hex() if len(plain) < 100 else {"byte": plain[:1].hex(), "times": len(plain)},
             "fields": fields, "sealed": sealed.hex()}
        )  # fmt: skip
        assert bind({name: bytes.fromhex(value) for name, value in fields.items()}) == bound
    return [*vectors, _chunk(1, b"\xff\xd8end")]


def _chunk(number: int, plain: bytes) -> dict[str, Any]:
    """Seal one of the two chunks of a picture."""
    secret = bytes((number * 11 + 5) % 256 for number in range(32))
    attachment = UUID("f4" * 16)
    bound = attachments.bound(attachments.Place(CIRCLE, AUTHOR, ENTRY), attachment, (number, 2))
    fields = {
        "attachment": attachment.hex, "author": AUTHOR, "chunk": str(number), "chunks": "2", "circle": CIRCLE,
        "entry": ENTRY, "layout": "1",
    }  # fmt: skip
    thing = f"{attachment.hex}.{number}"
    sealed = SealingKey(secret, 1).seal("chunk", thing, plain, bound)
    assert bind({name: value.encode() for name, value in fields.items()}) == bound
    return {
        "release": "0.1.0", "key": secret.hex(), "version": 1, "purpose": "chunk", "thing": thing,
        "plain": plain.hex() if len(plain) < 100 else {"byte": plain[:1].hex(), "times": len(plain)},
        "fields": {name: value.encode().hex() for name, value in fields.items()}, "sealed": sealed.hex(),
    }  # fmt: skip


if __name__ == "__main__" and not VECTORS.exists():
    VECTORS.write_text(json.dumps(made(), indent=1) + "\n", encoding="ascii")
