/* Locks a page of writing on this device and lets it wait. Nothing here can read it again. */
import { word } from "./words.js";
import "./outbox.js";
import { join, seal } from "./hpke.js";

const outbox = self.lamplitOutbox;
const DOMAIN = "lamplit/outbox/1";
const STEPS = [[4096, 256], [65_536, 4096]];
const LAST_STEP = 65_536;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "id", "base", "mark", "pictures"]);
const CIRCLE = /\/c\/([0-9a-f-]{36})\//;
const FULL = "QuotaExceededError";

const bytes = (text) => new TextEncoder().encode(text);
const hex = (raw) => Array.from(new Uint8Array(raw), (byte) => byte.toString(16).padStart(2, "0")).join("");
export const fresh = () => hex(crypto.getRandomValues(new Uint8Array(16)));

/** A new id for an entry, as 32 hexadecimal digits of a random UUID. */
export const newId = () => crypto.randomUUID().replaceAll("-", "");

const fromText = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

const before = (part) => join(Uint8Array.of(part.length >> 8, part.length & 0xff), part);

/** Names and values, sorted by name, each with its length before it: what a locked page is bound to. */
export const bind = (fields) => join(...Object.keys(fields).sort().flatMap((name) => [before(bytes(name)), before(bytes(fields[name]))]));

/** The length first, then zeros to a step, so that a size tells little. */
export const pad = (plain) => {
  const size = plain.length + 4;
  const step = (STEPS.find(([most]) => size <= most) ?? [0, LAST_STEP])[1];
  const padded = new Uint8Array(Math.ceil(size / step) * step);
  new DataView(padded.buffer).setUint32(0, plain.length);
  padded.set(plain, 4);
  return padded;
};

const lock = (ticket, id, page) => {
  const bound = { circle: ticket.place, entry: id, key: ticket.key, person: ticket.person, version: "1" };
  return seal(fromText(ticket.public), join(bytes(DOMAIN), bind(bound)), pad(bytes(JSON.stringify(page))));
};

/** Every answer of a form as lists of text; `submitter` is the button that was pressed. */
export const answersOf = (form, submitter) => {
  const answers = {};
  for (const [name, value] of new FormData(form, submitter?.name ? submitter : undefined)) {
    if (!LEFT_OUT.has(name)) (answers[name] ??= []).push(value);
  }
  return answers;
};

/** Whether anything was answered that a person would miss. */
export const hasWords = (form) => [...form.elements].some((box) => (
  box.matches("textarea, input[type=text]") ? box.value.trim() : box.matches("input:checked:not([name=when], [name=audience])")
));

const askToSync = async () => {
  try {
    const worker = await navigator.serviceWorker.getRegistration();
    await worker?.sync?.register("outbox");
  } catch {
    // without it, the page sends when it is next open
  }
};

/** Lock one page and let it wait; the same id again takes the place of what waited. Throws when the device is full. */
export const keep = async (ticket, id, { kind, answers, sees, to = [], base = 0, unfinished = false }) => {
  const page = { kind, answers, sees, to, base, unfinished, since: ticket.since, at: new Date().toISOString() };
  const sealed = await lock(ticket, id, page);
  await outbox.put({ id, person: ticket.person, place: ticket.place, key: ticket.key, sealed, mark: fresh() });
  document.dispatchEvent(new Event("outbox-changed"));
  if (!unfinished) askToSync();
};

/** The ticket of the circle an address is about; undefined when this device has none for it. */
export const ticketFor = async (pathname) => {
  const circle = CIRCLE.exec(pathname)?.[1];
  if (!circle || !self.indexedDB || !crypto.subtle) return undefined;
  for (const ticket of await outbox.tickets()) {
    const path = hex(await crypto.subtle.digest("SHA-256", bytes(`${ticket.person}|${circle}`)));
    if (path === ticket.path) return ticket;
  }
  return undefined;
};

const seesOf = (form) => form.querySelector("[data-who-sees] > span")?.lastChild.textContent.trim() ?? "";

/** Keep a page of ours that cannot be sent now; false when this device was never given what it needs. */
export const keepForm = async (form, { unfinished = false, submitter, page = "" } = {}) => {
  const ticket = await ticketFor(window.location.pathname);
  const writer = document.querySelector("meta[name=writer]")?.content;
  if (!ticket || ticket.person !== writer) return false;
  const value = (name) => form.querySelector(`input[name="${name}"]`)?.value ?? "";
  const answers = { ...answersOf(form, submitter), page: [page] };
  const { kind } = form.dataset;
  const to = answers.audience_set ? [] : ticket.kinds[kind]?.to ?? [];
  await keep(ticket, value("id").replaceAll("-", ""), { kind, answers, sees: seesOf(form), to, base: Number(value("base") || 0), unfinished });
  return true;
};

/** What to say when a page could not wait here. */
export const whyNot = (error) => (error?.name === FULL || error?.inner?.name === FULL
  ? word("This phone is full, so this could not be saved. Your words are still on this page. Free some space, then save again.")
  : word("This could not be saved on this phone. Your words are still on this page. Try again."));
