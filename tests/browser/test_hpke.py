"""The module that locks pages on phones, in a real browser, against RFC 9180's own vectors and the server's library."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Page

from lamplit.vault.crypto import bind, pad
from lamplit.vault.outbox import SUITE
from tests.house import House

# RFC 9180, appendix A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode. Appendix A has no vector for
# AES-256-GCM with this KEM (A.6 has it with P-521 and SHA-512). The two differ only in the id and the length of the
# key, so the KEM and the schedule are checked here to the byte, and AES-256-GCM against the server's library.
INFO = "4f6465206f6e2061204772656369616e2055726e"
EPHEMERAL = "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb"
EPHEMERAL_PUBLIC = (
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9b"
    "fcb9382657222d18c4"
)
RECEIVER = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"
RECEIVER_PUBLIC = (
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d"
    "128aafd68a2ce72ea0"
)
SHARED = "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8"
KEY, NONCE = "868c066ef58aae6dc589b6cfdd18f97e", "4e0bc5018beba4bf004cca59"
AAD, PLAIN = "436f756e742d30", "4265617574792069732074727574682c20747275746820626561757479"
CIPHERTEXT = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"

BYTES = """
const of = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
"""
VECTOR = (
    "async ([v]) => {"
    + BYTES
    + """
  const hpke = await import("/static/lamplit/js/hpke.js");
  const jwk = { kty: "EC", crv: "P-256", ...v.jwk };
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const pair = {
    publicKey: await crypto.subtle.importKey("raw", of(v.ephemeralPublic), curve, true, []),
    privateKey: await crypto.subtle.importKey("jwk", jwk, curve, true, ["deriveBits"]),
  };
  const { shared, enc } = await hpke.encapsulate(of(v.receiver), pair);
  const { key, nonce } = await hpke.keySchedule(shared, of(v.info), hpke.AES_128_GCM);
  const more = { aad: of(v.aad), aead: hpke.AES_128_GCM, pair };
  const sealed = await hpke.seal(of(v.receiver), of(v.info), of(v.plain), more);
  return { shared: hex(shared), enc: hex(enc), key: hex(key), nonce: hex(nonce), sealed: hex(sealed) };
}"""
)
LOCK = (
    "async ([public_, info, plain]) => {"
    + BYTES
    + """
  const { seal } = await import("/static/lamplit/js/hpke.js");
  return hex(await seal(of(public_), of(info), of(plain)));
}"""
)
BIND_AND_PAD = (
    "async ([fields, sizes]) => {"
    + BYTES
    + """
  const { bind, pad } = await import("/static/lamplit/js/queue.js");
  return { bound: hex(bind(fields)), padded: sizes.map((size) => hex(pad(new Uint8Array(size).fill(7)))) };
}"""
)


def _jwk(scalar: str, public: str) -> dict[str, str]:
    raw = bytes.fromhex(public)
    parts = {"d": bytes.fromhex(scalar), "x": raw[1:33], "y": raw[33:]}
    return {name: _url(value) for name, value in parts.items()}


def _url(raw: bytes) -> str:
    return b64encode(raw).decode().replace("+", "-").replace("/", "_").rstrip("=")


@pytest.fixture
def here(open_page: Callable[..., Page], house: House) -> Page:
    page = open_page(base_url=house.url)
    page.goto("/worried")
    return page


def test_the_rfcs_own_vector_comes_out_to_the_byte(here: Page) -> None:
    vector = {
        "jwk": _jwk(EPHEMERAL, EPHEMERAL_PUBLIC),
        "ephemeralPublic": EPHEMERAL_PUBLIC,
        "receiver": RECEIVER_PUBLIC,
        "info": INFO,
        "aad": AAD,
        "plain": PLAIN,
    }

    assert here.evaluate(VECTOR, [vector]) == {
        "shared": SHARED,
        "enc": EPHEMERAL_PUBLIC,
        "key": KEY,
        "nonce": NONCE,
        "sealed": EPHEMERAL_PUBLIC + CIPHERTEXT,
    }


def test_what_the_browser_locks_the_servers_library_opens(here: Page) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    for size in (0, 1, 255, 256, 70_000):
        plain, info = bytes(range(256)) * (size // 256) + b"x" * (size % 256), b"lamplit/outbox/1" + bytes([size % 251])
        sealed = bytes.fromhex(here.evaluate(LOCK, [public.hex(), info.hex(), plain.hex()]))

        assert SUITE.decrypt(sealed, private, info=info) == plain
        with pytest.raises(InvalidTag):
            SUITE.decrypt(sealed, private, info=info + b"!")
        with pytest.raises(InvalidTag):
            SUITE.decrypt(sealed[:-1] + bytes([sealed[-1] ^ 1]), private, info=info)


def test_the_rfcs_receiver_opens_what_the_browser_locked_for_it(here: Page) -> None:
    private = ec.derive_private_key(int(RECEIVER, 16), ec.SECP256R1())
    sealed = bytes.fromhex(here.evaluate(LOCK, [RECEIVER_PUBLIC, INFO, PLAIN]))

    assert SUITE.decrypt(sealed, private, info=bytes.fromhex(INFO)).hex() == PLAIN


def test_two_locks_of_the_same_words_have_nothing_in_common(here: Page) -> None:
    one, two = (here.evaluate(LOCK, [RECEIVER_PUBLIC, INFO, PLAIN]) for _ in range(2))
    alike = sum(a == b for a, b in zip(b64decode(b64encode(bytes.fromhex(one))), bytes.fromhex(two), strict=True))

    assert one[:130] != two[:130]
    assert alike < 20


def test_browser_and_server_bind_and_pad_alike(here: Page) -> None:
    fields = {"version": "1", "circle": "ab" * 16, "entry": "cd" * 16, "person": "01" * 16, "key": "23" * 16}
    sizes = [0, 251, 252, 253, 4091, 4092, 4093, 65_531, 65_532, 65_533]
    found = here.evaluate(BIND_AND_PAD, [fields, sizes])

    assert found["bound"] == bind({name: value.encode() for name, value in fields.items()}).hex()
    assert json.dumps(found["padded"]) == json.dumps([pad(b"\x07" * size).hex() for size in sizes])
