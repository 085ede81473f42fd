/* Writing without a connection, or without a sign-in: asks the same few questions, locks the answers, lets them wait. */
import { word } from "./words.js";
import { prepare } from "./locking.js";
import { newId, ticketFor } from "./queue.js";

const outbox = self.lamplitOutbox;
const NEW_PAGE = /\/new\/([a-z_]+)$/;
const query = new URLSearchParams(window.location.search);
const main = document.getElementById("main");
const part = (name) => main.querySelector(`[data-add="${name}"]`);
const template = (name) => document.querySelector(`template[data-page="${name}"]`)?.content.cloneNode(true);

let state = "offline";

const showOnly = (name) => {
  for (const section of main.querySelectorAll("[data-add]")) section.hidden = section.dataset.add !== name;
};

const say = (text) => {
  const line = document.querySelector("[data-line]");
  line.textContent = text;
};

const afterwards = () => (state === "signed out" ? word("Saved on this phone. It will go when you sign in here.") : word("Saved on this phone. It will go when you’re back online."));

const trySending = async () => {
  if (!navigator.onLine) return { now: "offline" };
  try {
    const report = await outbox.send();
    return { ...report, now: report.signedOut ? "signed out" : "online" };
  } catch {
    return { now: "offline" };
  }
};

const lookAround = async () => {
  const { now, kept, draft, look } = await trySending();
  state = now;
  document.dispatchEvent(new Event("outbox-changed"));
  const signIn = document.querySelector("[data-sign-in]");
  signIn.hidden = state !== "signed out";
  if (window.location.pathname.startsWith(`${outbox.root}/c/`)) signIn.href = `${outbox.root}/sign-in?next=${encodeURIComponent(window.location.pathname)}`;
  const ownPage = document.querySelector("[data-own-page]");
  ownPage.hidden = state !== "online";
  if (look) ownPage.href = look;
  if (state === "signed out") say(word("You are signed out. Write first, and sign in when you like."));
  else if (draft) say(word("Something you wrote needs a look."));
  else if (state === "online") say(kept ? word("You’re online. What waited here is kept now.") : word("You’re online."));
  else say(word("You’re offline. You can still write. It goes later."));
};

const around = { part, showOnly, lookAround, afterwards };

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0")).join("-");
};

const openForm = async (name, ticket) => {
  const filled = template(name);
  if (!filled) return false;
  part("form").replaceChildren(filled);
  const form = part("form").querySelector("form");
  for (const day of form.querySelectorAll("input[type=date]")) day.value = day.max = today();
  prepare(form, ticket, newId(), around);
  if (name.startsWith("moment")) await import("./chips.js");
  showOnly("form");
  form.querySelector("[autofocus]")?.focus();
  return true;
};

const showHome = (tickets) => {
  for (const ticket of tickets) {
    const piece = template(ticket.young ? "home-young" : "home-carer");
    const name = piece.querySelector("[data-picture]");
    if (tickets.length > 1) name.append(template(`picture-${ticket.picture}`));
    else name.remove();
    for (const way of piece.querySelectorAll("[data-kind]")) {
      way.hidden = !ticket.kinds[way.dataset.kind];
      if (way.href) way.href += `&on=${ticket.picture}`;
    }
    part("home").append(piece);
    const taps = part("home").lastElementChild.querySelector("form");
    if (taps && ticket.kinds.check_in) prepare(taps, ticket, newId(), around);
  }
  showOnly("home");
};

const showStaying = async () => {
  const staying = (await outbox.items()).filter((item) => item.say);
  for (const item of staying) {
    const row = template("staying");
    row.querySelector("[data-say]").textContent = item.say;
    row.querySelector("[data-drop]").onclick = async (event) => {
      await outbox.drop(item.id);
      event.target.closest("li").remove();
      document.dispatchEvent(new Event("outbox-changed"));
    };
    document.querySelector("[data-staying]").append(row);
  }
  document.querySelector("[data-staying-part]").hidden = staying.length === 0;
};

const wanted = () => {
  const kind = NEW_PAGE.exec(window.location.pathname)?.[1] ?? query.get("kind");
  return kind === "moment" ? `moment-${query.get("tone") ?? "ordinary"}` : kind;
};

const begin = async () => {
  const tickets = self.indexedDB && window.isSecureContext ? await outbox.tickets() : [];
  if (!tickets.length) return showOnly(window.isSecureContext ? "not-ready" : "not-secure");
  const writer = document.head.appendChild(document.createElement("meta"));
  writer.name = "writer";
  writer.content = tickets[0].person;
  const ticket = (await ticketFor(window.location.pathname)) ?? tickets.find((one) => one.picture === query.get("on")) ?? (tickets.length === 1 ? tickets[0] : undefined);
  const kind = wanted();
  const mayOpen = kind && ticket?.kinds[kind.split("-")[0]] && (await openForm(kind, ticket));
  if (!mayOpen) showHome(tickets);
  if (query.has("kept")) say(afterwards());
  await import("./waiting.js");
  await lookAround();
  for (const change of ["online", "offline"]) window.addEventListener(change, () => lookAround().catch(() => undefined));
  await showStaying();
};

begin().catch(() => showOnly("not-ready"));
