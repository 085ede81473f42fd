/* Keeps what is typed within two seconds, sealed on the server or locked on this phone. Save works without it. */
import { word } from "./words.js";
import { holdWhile } from "./leave.js";
import { keepForm, whyNot } from "./queue.js";

const AFTER_MS = 1_200;
const AGAIN_MS = 5_000;
const BEACON_LIMIT = 60_000;
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "id", "base", "mark", "page", "kind"]);

const form = document.querySelector("form[data-draft]");
const line = document.querySelector("[data-kept]");
const trouble = document.querySelector("[data-trouble]");
const pageId = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

let address = form?.dataset.draft;
let timer = 0;
let sending = false;
let changed = false;
let troubled = false;
let saving = false;

const outbox = self.lamplitOutbox;
let lastPut = Promise.resolve(false); // one after the other, so that half a page never takes the place of the whole
let onPhone = ""; // the id under which this page waits, locked, on the phone
const field = (name) => form.querySelector(`input[name="${name}"]`);

const body = () => {
  const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  data.set("kind", form.dataset.kind);
  data.set("page", pageId);
  return data;
};

const say = (text) => {
  if (line && line.textContent !== text) line.textContent = text;
};

const warn = (text, link) => {
  if (!trouble) return;
  trouble.textContent = text;
  if (link) {
    const way = document.createElement("a");
    way.href = link.href;
    way.textContent = link.text;
    way.target = "_blank";
    way.rel = "noopener";
    trouble.append(" ", way);
  }
  trouble.classList.toggle("hidden", !text);
};

const later = (wait = AFTER_MS) => {
  if (!timer && !saving) timer = window.setTimeout(keep, wait);
};

// Signing in again in another tab changes the form's token; a fresh copy of this page brings the new one.
const renewToken = async () => {
  const answer = await fetch(window.location.href, { redirect: "manual" });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = fresh.querySelector('form[data-draft] input[name="csrfmiddlewaretoken"]')?.value;
  if (!token || token === field("csrfmiddlewaretoken").value) return false;
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = token;
  return true;
};

// Without the server, what is typed is locked and waits on this phone; false when the phone cannot.
const putOnPhone = (more = {}) => {
  const id = field("id").value.replaceAll("-", "");
  outbox.held.add(id);
  lastPut = lastPut.then(() => keepForm(form, { page: pageId, unfinished: true, ...more })).catch((error) => {
    warn(whyNot(error));
    return false;
  });
  return lastPut.then((kept) => {
    if (kept) onPhone = id;
    return kept;
  });
};

const takeOffPhone = () => {
  if (!onPhone) return;
  outbox.drop(onPhone).then(() => document.dispatchEvent(new Event("outbox-changed")), () => undefined);
  onPhone = "";
};

const signedOut = async () => {
  troubled = true;
  if (await renewToken()) return later(0);
  say((await putOnPhone()) ? word("Kept on this phone, locked.") : "");
  warn(word("You were signed out. Your words are still on this page."), { href: `${document.documentElement.dataset.root}/sign-in`, text: word("Sign in again in a new tab") });
  return later(AGAIN_MS);
};

const kept = (answer) => {
  troubled = false;
  takeOffPhone();
  field("mark").value = answer.mark;
  const now = new Date();
  say(word("Kept {time}", { time: `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}` }));
  if (!answer.twice) return warn("");
  field("id").value = answer.id;
  address = answer.address;
  return warn(word("This page is open somewhere else too. Both are kept, side by side."), { href: answer.twice, text: word("Look at both") });
};

const understand = async (response) => {
  if (response.ok) return kept(await response.json());
  if (response.status === 401 || response.status === 403 || response.type === "opaqueredirect") return signedOut();
  troubled = true;
  if (response.status === 422 || response.status === 413) return say(word("Too long to keep while you type. Save will tell you more."));
  say(word("Not kept just now. Your words are still on this page."));
  return later(AGAIN_MS);
};

const keep = async () => {
  timer = 0;
  if (sending || saving) return;
  sending = true;
  changed = false;
  try {
    await understand(await fetch(address, { method: "POST", body: body(), redirect: "manual" }));
  } catch {
    changed = true;
    troubled = true;
    const waits = await putOnPhone();
    say(waits ? word("No connection just now. Kept on this phone, locked.") : word("No connection just now. Your words are still on this page."));
    later(AGAIN_MS);
  } finally {
    sending = false;
    if (changed) later();
  }
};

const onType = (event) => {
  if (NOT_TYPED.has(event.target.name)) return;
  changed = true;
  later();
};

const saveOnPhone = async (submitter) => {
  window.clearTimeout(timer);
  timer = 0;
  saving = true;
  if (await putOnPhone({ unfinished: false, submitter })) {
    troubled = false;
    onPhone = ""; // it is to be sent now, so nothing takes it away any more
    window.location.assign(`${document.documentElement.dataset.root}/add?kept=1`);
    return;
  }
  saving = false;
  if (!navigator.onLine) return warn(word("You are offline. Your words are still on this page. Save again when you are back online."));
  troubled = false;
  form.requestSubmit(submitter); // the server says what is wrong, and gives the words back
};

const onSubmit = (event) => {
  if (saving) {
    event.preventDefault(); // the second half of a double tap
    return;
  }
  if (!navigator.onLine || troubled) {
    event.preventDefault();
    saveOnPhone(event.submitter);
    return;
  }
  saving = true;
  window.clearTimeout(timer);
  window.setTimeout(() => { saving = false; }, AGAIN_MS);
};

const onLeave = () => {
  if (saving || !(changed || timer)) return;
  const last = body();
  if (last.toString().length < BEACON_LIMIT) fetch(address, { method: "POST", body: last, keepalive: true });
};

if (form) {
  form.addEventListener("input", onType);
  form.addEventListener("submit", onSubmit);
  window.addEventListener("pagehide", onLeave);
  holdWhile(() => !saving && troubled && (changed || Boolean(timer)));
}
