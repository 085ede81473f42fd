/* Prints the plan, and copies it into this device's own store for /now when somebody asks; it sends nothing. */
import { put, things } from "./kit_store.js";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const box = document.querySelector("[data-plan-keep]");

// What was written on this device alone is never lost: it stays below what is copied.
const both = (text, before) => {
  if (!before || before.copied === before.text || text.includes(before.text)) return text;
  return before.text.includes(text) ? before.text : `${text}\n\n${box.dataset.before}\n${before.text}`;
};

const copy = async () => {
  const here = await things();
  const parts = [...document.querySelectorAll("[data-plan-part]")].filter((part) => part.querySelector("[data-plan-text]"));
  for (const part of parts) {
    const number = part.dataset.planPart;
    const text = part.querySelector("[data-plan-text]").textContent;
    const before = here.find((each) => each.id === `plan-${number}`);
    const kept = both(text, before);
    await put({ id: `plan-${number}`, type: "plan", text: kept, at: Number(number), ...(kept === text ? { copied: text } : {}) });
  }
};

const copyPeople = async () => {
  for (const card of document.querySelectorAll("[data-contact]")) {
    const { contact, contactId = "therapist", number = "", extension = "", dial = "", email, when = "" } = card.dataset;
    const shown = extension ? `${number} (${extension})` : number;
    await put({ id: contactId, type: "person", name: contact, number: shown, dial: dial.replace("tel:", ""), email, when, at: 0 });
  }
};

if (box && globalThis.indexedDB) {
  box.hidden = false;
  box.querySelector("[data-plan-copy]").addEventListener("click", async () => {
    const said = box.querySelector("[data-plan-said]");
    try {
      await copy();
      await copyPeople();
      said.textContent = box.dataset.kept;
    } catch {
      said.textContent = box.dataset.full;
    }
  });
}
