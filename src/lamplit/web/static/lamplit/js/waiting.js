/* "1 waiting": counts what waits on this device for whoever is signed in, and sends it when the line is there. */
import { word } from "./words.js";
import { keepForm, ticketFor, whyNot } from "./queue.js";

const outbox = self.lamplitOutbox;
const FRESH_FOR_MS = 6 * 60 * 60 * 1000;
const NAMES = { leaf: word("Leaf"), sailboat: word("Boat"), star: word("Star"), umbrella: word("Umbrella"), shell: word("Shell"), feather: word("Feather") };
const writer = document.querySelector("meta[name=writer]")?.content;
const badge = document.querySelector("[data-waiting]");

const showCount = async () => {
  const waiting = writer ? await outbox.count(writer) : 0;
  if (!badge) return waiting;
  badge.hidden = waiting === 0;
  badge.querySelector("[data-waiting-count]").textContent = word("{count} waiting", { count: waiting });
  return waiting;
};

const tell = (text, look) => {
  const toast = document.createElement("div");
  toast.className = "toast";
  const words = toast.appendChild(document.createElement("p"));
  words.textContent = text;
  if (look) {
    const way = toast.appendChild(document.createElement("a"));
    way.className = "btn small";
    way.href = look;
    way.textContent = word("Look at it");
  }
  document.querySelector(".toasts")?.append(toast);
};

const report = ({ kept, draft, look }) => {
  if (kept && !draft) tell(word("What you wrote without a connection is here now."));
  if (draft) tell(draft === 1 ? word("Something you wrote without a connection needs a look.") : word("{count} things you wrote without a connection needs a look.", { count: draft }), look);
};

const send = async () => {
  if (!(await showCount()) || !navigator.onLine) return;
  try {
    report(await outbox.send());
  } catch {
    // no line after all; it waits
  }
  await showCount();
};

const renewTicket = async () => {
  const mine = await outbox.tickets();
  const current = mine.length && mine.every((one) => one.person === writer && Date.now() - one.got < FRESH_FOR_MS && Date.now() >= one.got);
  if (!current && navigator.onLine && !(await outbox.isOff())) await outbox.ask();
};

// What can be practised without a connection is kept by the worker, for the ages this device plays at.
const keepPractices = async () => {
  const ready = await navigator.serviceWorker?.ready;
  if (navigator.onLine) ready?.active?.postMessage("practices");
};

// With pages about two children, the picture that stands for each one without a connection stands beside the name.
const showPicture = async () => {
  const place = document.querySelector(".top .place:not(.private)");
  if (!place || (await outbox.tickets()).length < 2) return;
  const ticket = await ticketFor(window.location.pathname);
  if (ticket) place.insertBefore(document.createTextNode(` · ${NAMES[ticket.picture]} `), place.querySelector("svg + svg, svg ~ svg"));
};

const oneTap = (form) => form.addEventListener("submit", async (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  try {
    if (await keepForm(form, { submitter: event.submitter })) window.location.assign(`${outbox.root}/add?kept=1`);
    else tell(word("You are offline, and this phone cannot keep it for later yet."));
  } catch (error) {
    tell(whyNot(error));
  }
});

const begin = async () => {
  for (const form of document.querySelectorAll("form[data-one-tap]")) oneTap(form);
  await send();
  await renewTicket();
  keepPractices().catch(() => undefined);
  await showPicture();
};

if (writer && window.isSecureContext && self.indexedDB) {
  begin().catch(() => undefined); // storage may be off; nothing waits then
  window.addEventListener("online", () => send().catch(() => undefined));
  new BroadcastChannel(`${outbox.root}outbox`).onmessage = () => showCount().catch(() => undefined);
  document.addEventListener("outbox-changed", () => showCount().catch(() => undefined));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send().catch(() => undefined);
  });
}
