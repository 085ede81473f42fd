/* One form on the page for writing without a connection: what is typed is locked at once, Save can be undone. */
import { word } from "./words.js";
import { answersOf, fresh, hasWords, keep, whyNot } from "./queue.js";

const outbox = self.lamplitOutbox;
const LOCK_AFTER_MS = 1_200;
const UNDO_MS = 10_000;
const ARRIVED = word("It is kept now.");
const page = fresh();

const showKept = (form, id, { part, showOnly, lookAround, afterwards }) => {
  const from = form.closest("[data-add]").dataset.add;
  showOnly("kept");
  part("kept").querySelector("[data-kept-words]").textContent = afterwards();
  part("kept").querySelector("h1").focus();
  const undo = part("kept").querySelector("[data-undo]");
  undo.hidden = false;
  // It is sent once Undo is over, or when this page is left: until then it can be taken back.
  const finish = async () => {
    undo.hidden = true;
    outbox.held.delete(id);
    await lookAround();
    const waits = (await outbox.items()).some((item) => item.id === id);
    part("kept").querySelector("[data-kept-words]").textContent = waits ? afterwards() : ARRIVED;
  };
  const close = window.setTimeout(finish, UNDO_MS);
  undo.onclick = async () => {
    window.clearTimeout(close);
    await outbox.drop(id);
    document.dispatchEvent(new Event("outbox-changed"));
    showOnly(from);
    form.querySelector("textarea, input, button")?.focus();
  };
};

const trouble = (form, text) => {
  const line = form.querySelector("[data-trouble]");
  line.textContent = text;
  line.classList.toggle("hidden", !text);
  if (text) line.scrollIntoView({ block: "center" });
};

const showWho = (form, sees) => {
  for (const line of form.querySelectorAll("[data-who-sees]")) {
    line.querySelector(":scope > span").lastChild.textContent = sees;
    if (sees === word("Only you.")) line.querySelector("svg").replaceWith(document.querySelector("template[data-page=lock]").content.cloneNode(true));
  }
};

/** Make one form of the kept page work: lock what is typed every moment or two, and the whole at Save. */
export const prepare = (form, ticket, id, around) => {
  const { kind } = form.dataset;
  const offer = ticket.kinds[kind];
  let timer = 0;
  let saving = false;
  outbox.held.add(id);
  showWho(form, offer.sees);
  let last = Promise.resolve(); // one after the other, so that half a page never takes the place of the whole
  const lockIt = (unfinished, submitter) => {
    const answers = { ...answersOf(form, submitter), page: [page] };
    last = last.catch(() => undefined).then(() => keep(ticket, id, { kind, sees: offer.sees, to: offer.to, unfinished, answers }));
    return last;
  };

  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(async () => {
      if (saving || !hasWords(form)) return;
      try {
        await lockIt(true);
        form.querySelector("[data-kept]").textContent = word("Kept on this phone, locked.");
      } catch (error) {
        trouble(form, whyNot(error));
      }
    }, LOCK_AFTER_MS);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (saving) return;
    const { submitter } = event;
    if (!hasWords(form) && !submitter?.name) return trouble(form, word("There is nothing here yet. Tap or write something first."));
    saving = true;
    window.clearTimeout(timer);
    try {
      await lockIt(false, submitter);
      trouble(form, "");
      showKept(form, id, around);
    } catch (error) {
      trouble(form, whyNot(error));
    }
    saving = false;
  });
};
