/* RFC 9180 in base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-GCM. It can only lock, never open. */
const { subtle } = globalThis.crypto;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const HASH_BYTES = 32;
const KEM_ID = 0x0010;
const KDF_ID = 0x0001;
export const AES_128_GCM = { id: 0x0001, keyBytes: 16 };
export const AES_256_GCM = { id: 0x0002, keyBytes: 32 };
const NONCE_BYTES = 12;
const BASE_MODE = 0;
const NOTHING = new Uint8Array();

const bytes = (text) => new TextEncoder().encode(text);
const twoBytes = (number) => Uint8Array.of(number >> 8, number & 0xff);
const VERSION = bytes("HPKE-v1");
const KEM_SUITE = join(bytes("KEM"), twoBytes(KEM_ID));

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const hmac = async (secret, message) => {
  // WebCrypto takes no empty key; HMAC fills a short key with zeros, so an empty one is 32 of them.
  const raw = secret.length ? secret : new Uint8Array(HASH_BYTES);
  const key = await subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", key, message));
};

const labeledExtract = (suite, salt, label, keying) => hmac(salt, join(VERSION, suite, bytes(label), keying));

// One block of HKDF-Expand is enough: nothing asked for is longer than a hash.
const labeledExpand = async (suite, secret, label, info, length) => {
  const labeled = join(twoBytes(length), VERSION, suite, bytes(label), info);
  return (await hmac(secret, join(labeled, Uint8Array.of(1)))).slice(0, length);
};

/** DHKEM's Encap: the shared secret (32 bytes) and its encapsulated form (65); `pair` is for the RFC's own vectors. */
export const encapsulate = async (receiver, pair) => {
  const own = pair ?? (await subtle.generateKey(CURVE, false, ["deriveBits"]));
  const enc = new Uint8Array(await subtle.exportKey("raw", own.publicKey));
  const theirs = await subtle.importKey("raw", receiver, CURVE, false, []);
  const agreed = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 8 * HASH_BYTES));
  const extracted = await labeledExtract(KEM_SUITE, NOTHING, "eae_prk", agreed);
  const shared = await labeledExpand(KEM_SUITE, extracted, "shared_secret", join(enc, receiver), HASH_BYTES);
  return { shared, enc };
};

/** KeySchedule in base mode: the key and the nonce of the first message. */
export const keySchedule = async (shared, info, aead) => {
  const suite = join(bytes("HPKE"), twoBytes(KEM_ID), twoBytes(KDF_ID), twoBytes(aead.id));
  const noName = await labeledExtract(suite, NOTHING, "psk_id_hash", NOTHING);
  const context = join(Uint8Array.of(BASE_MODE), noName, await labeledExtract(suite, NOTHING, "info_hash", info));
  const secret = await labeledExtract(suite, shared, "secret", NOTHING);
  const key = await labeledExpand(suite, secret, "key", context, aead.keyBytes);
  const nonce = await labeledExpand(suite, secret, "base_nonce", context, NONCE_BYTES);
  return { key, nonce };
};

/** Lock `plain` for the holder of `receiver` (65 bytes, an uncompressed point): the encapsulated key, then ciphertext. */
export const seal = async (receiver, info, plain, { aad = NOTHING, aead = AES_256_GCM, pair } = {}) => {
  const { shared, enc } = await encapsulate(receiver, pair);
  const { key, nonce } = await keySchedule(shared, info, aead);
  const cipher = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: aad }, cipher, plain);
  return join(enc, new Uint8Array(sealed));
};
