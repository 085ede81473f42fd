/* The kept page of practices: a shelf, one practice before it begins, the run, its end. Everything said is locked at once. */
import { word } from "./words.js";
import { fresh, keep, newId, ticketFor, whyNot } from "./queue.js";
import { Run, draw, put, tell } from "./practice_player.js";

const outbox = self.lamplitOutbox;
const KIND = "practice_run";
const LOCK_AFTER_MS = 1_200;
const ASKED_FOR = /\/practise\/([\w-]+)$/;
const WORDS = new Set(["text", "turn", "list_builder", "many_choice", "body_map"]);
const query = new URLSearchParams(window.location.search);
const main = document.getElementById("main");
const part = (name) => main.querySelector(`[data-part="${name}"]`);
const slot = (name) => main.querySelector(`[data-${name}]`);
const page = fresh();

let ticket;
let shelf;
let run;
let id;
let timer = 0;
let last = Promise.resolve(); // one after the other, so that half a run never takes the place of the whole

const showOnly = (name) => {
  const first = ![...main.querySelectorAll("[data-part]")].some((section) => !section.hidden);
  for (const section of main.querySelectorAll("[data-part]")) section.hidden = section.dataset.part !== name;
  document.body.classList.toggle("playing", name === "run");
  if (name !== "run" && !first) part(name).querySelector("h1")?.focus();
  window.scrollTo(0, 0);
};

const showWho = (root) => {
  const { sees } = ticket.kinds[KIND];
  for (const line of root.querySelectorAll("[data-who-sees]")) {
    line.querySelector(":scope > span").lastChild.textContent = sees;
    if (sees === word("Only you.")) line.querySelector("svg").replaceWith(document.querySelector("template[data-page=lock]").content.cloneNode(true));
  }
};

const lock = (unfinished, given = run.answers) => {
  const answers = { practice: [run.slug], given: [JSON.stringify(given)], aside: [JSON.stringify(run.aside)], page: [page] };
  const { sees, to } = ticket.kinds[KIND];
  const mine = id;
  last = last.catch(() => undefined).then(() => keep(ticket, mine, { kind: KIND, sees, to, unfinished, answers }));
  return last;
};

const lockSoon = (now = false) => {
  window.clearTimeout(timer);
  timer = window.setTimeout(async () => {
    try {
      await lock(true);
      slot("kept").textContent = word("Kept on this phone, locked.");
    } catch (error) {
      tell(part("run").querySelector("form.step"), whyNot(error));
    }
  }, now ? 0 : LOCK_AFTER_MS);
};

const WENT = { kept: word("It is kept now."), draft: word("Something you wrote needs a look."), nothing: word("Nothing you said was kept.") };
const LATER = word("Saved on this phone. It will go when you’re back online.");
const SIGN_IN = word("Saved on this phone. It will go when you sign in here.");

const send = async () => {
  try {
    const report = navigator.onLine ? await outbox.send() : undefined;
    if (!report) return LATER;
    return report.signedOut ? SIGN_IN : WENT[["draft", "kept", "nothing"].find((name) => report[name])] ?? LATER;
  } catch {
    return LATER;
  }
};

// What is thrown away is not sent either: only which steps were passed, so that "done" can be told.
const withoutWords = () => ({ ...run.answers, ...Object.fromEntries(run.passed.filter(({ type }) => WORDS.has(type)).map(({ step }) => [step, null])) });

const ended = async () => {
  window.clearTimeout(timer);
  const choice = run.answers._keep;
  try {
    if (choice === "delete") run.aside = {};
    await lock(false, choice === "delete" ? withoutWords() : run.answers);
  } catch (error) {
    run.back();
    play();
    return tell(part("run").querySelector("form.step"), whyNot(error));
  }
  outbox.held.delete(id);
  run = undefined;
  slot("ended-title").textContent = choice === "delete" ? word("Thrown away") : word("Done");
  slot("ended-words").textContent = choice === "delete" ? word("What you said is gone.") : LATER;
  slot("to-show").hidden = choice !== "show";
  showOnly("ended");
  const said = await send();
  if (choice !== "delete") slot("ended-words").textContent = said;
  document.dispatchEvent(new Event("outbox-changed"));
};

const play = () => {
  showOnly("run");
  const after = run.place.going !== "whole";
  slot("stop").textContent = after ? slot("stop").dataset.after : slot("stop").dataset.whole;
  draw(slot("step"), run, { changed: (now) => { lockSoon(now); if (now) showStop(); }, ended, prepare: showWho });
};

const showStop = () => {
  if (run.place.step) slot("stop").textContent = run.place.going === "whole" ? slot("stop").dataset.whole : slot("stop").dataset.after;
};

const begin = (slug) => {
  if (run?.slug === slug) return play(); // gone back from on this page: it goes on where it was
  if (id) outbox.held.delete(id);
  run = new Run(shelf.practices[slug], shelf.on, JSON.parse(part("run").dataset.limits));
  run.slug = slug;
  id = newId();
  outbox.held.add(id);
  slot("title").textContent = run.practice.title;
  slot("kept").textContent = "";
  lockSoon(true);
  play();
};

const look = (slug) => {
  put(slot("look"), shelf.practices[slug].look);
  showWho(slot("look"));
  slot("look").querySelector("[data-begin]").addEventListener("submit", (event) => {
    event.preventDefault();
    begin(slug);
  });
  showOnly("look");
};

const showHere = () => {
  const slug = window.location.hash.slice(1);
  if (shelf.practices[slug]) look(slug);
  else showOnly("shelf");
};

slot("ways-out").addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "stop") run.stop();
  else if (!run.back()) return showHere();
  lockSoon(true);
  play();
});

const askWhich = (tickets) => {
  for (const each of tickets) {
    const way = document.createElement("a");
    way.className = "btn second";
    way.href = `${outbox.root}/practise?on=${each.picture}${window.location.hash}`;
    way.append(document.querySelector(`template[data-page="picture-${each.picture}"]`).content.cloneNode(true));
    slot("tiles").append(way);
  }
  showOnly("pictures");
};

const open = async () => {
  const tickets = self.indexedDB && window.isSecureContext ? (await outbox.tickets()).filter((each) => each.shelf && each.kinds[KIND]) : [];
  if (!tickets.length) return showOnly("not-ready");
  const writer = document.head.appendChild(document.createElement("meta"));
  writer.name = "writer";
  writer.content = tickets[0].person;
  const here = await ticketFor(window.location.pathname);
  ticket = tickets.find((each) => each.place === here?.place || each.picture === query.get("on")) ?? (tickets.length === 1 ? tickets[0] : undefined);
  if (!ticket) return askWhich(tickets);
  const answer = await fetch(`${outbox.root}/practise/${ticket.shelf}`);
  if (!answer.ok) return showOnly("not-ready");
  shelf = await answer.json();
  put(slot("cards"), shelf.shelf);
  const wanted = window.location.hash.slice(1) || ASKED_FOR.exec(window.location.pathname)?.[1];
  slot("half-way").classList.toggle("hidden", !/\/run\//.test(window.location.pathname));
  slot("not-here").classList.toggle("hidden", !wanted || wanted in shelf.practices);
  window.addEventListener("hashchange", showHere);
  if (wanted && shelf.practices[wanted]) look(wanted);
  else showOnly("shelf");
  await import("./waiting.js");
};

open().catch(() => showOnly("not-ready"));
