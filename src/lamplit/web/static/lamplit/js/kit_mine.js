/* One's own things on /now: shows what is kept on this device and keeps what is put there. It sends nothing. */
import { drawn, hang, offer } from "./kit_cover.js";
import { drop, empty, put, things } from "./kit_store.js";

const MOST_PX = 1280;
const QUALITY = 0.8;
const UNDO_MS = 10_000;
const NUMBER = /^\+?[\d\s().-]{3,}$/;
const words = document.querySelector("[data-kit-words]").dataset;
const lists = Object.fromEntries([...document.querySelectorAll("[data-kit-list]")].map((list) => [list.dataset.kitList, list]));
const forms = [...document.querySelectorAll("[data-kit-form]")];
const toast = document.querySelector("[data-kit-toast]");
const undo = toast.querySelector("[data-kit-undo]");
let closing = 0;

const say = (text, back) => {
  window.clearTimeout(closing);
  toast.hidden = false;
  toast.querySelector("[data-kit-said]").textContent = text;
  undo.hidden = !back;
  undo.onclick = async () => {
    toast.hidden = true;
    await back();
  };
  closing = window.setTimeout(() => { toast.hidden = true; }, UNDO_MS);
};

const trouble = (form, text) => {
  const line = form.querySelector("[data-kit-problem]");
  line.textContent = text;
  line.hidden = !text;
  if (text) line.scrollIntoView({ block: "center" });
};

const taken = async (thing) => {
  await drop(thing.id);
  await show();
  say(words.gone, async () => {
    await put(thing);
    await show();
  });
};

const card = (thing) => {
  const item = document.querySelector(`template[data-kit=${thing.type}]`).content.cloneNode(true).firstElementChild;
  item.querySelector("[data-out]").addEventListener("click", () => taken(thing));
  return item;
};

const person = (thing) => {
  const item = card(thing);
  const dial = thing.dial ?? thing.number.replace(/[^\d+]/g, ""); // a comma in it waits, then the extension follows
  const fill = (link, label, address) => {
    link.hidden = !address;
    link.href = address;
    link.querySelector("span").textContent = label.replace("{name}", thing.name);
  };
  item.querySelector("[data-name]").textContent = thing.name;
  item.querySelector("[data-when]").textContent = [thing.number, thing.email, thing.when].filter(Boolean).join(". ");
  const [call, message] = [item.querySelector("[data-call]"), item.querySelector("[data-message]")];
  const [texts, mail] = [dial && !dial.includes(","), item.querySelector("[data-mail]")];
  fill(call, call.dataset.call, dial && `tel:${dial}`);
  fill(message, message.dataset.message, texts && `sms:${dial}?&body=${encodeURIComponent(message.dataset.say)}`);
  fill(mail, mail.dataset.mail, thing.email && `mailto:${thing.email}`);
  return item;
};

const boxed = (thing) => {
  const item = card(thing);
  const picture = item.querySelector("[data-picture]");
  picture.hidden = !thing.picture;
  if (thing.picture) picture.src = thing.picture;
  item.querySelector("[data-text]").textContent = thing.text;
  return item;
};

const showPlan = (parts) => {
  for (const section of lists.plan.querySelectorAll("[data-part]")) {
    const part = parts.find((each) => each.id === `plan-${section.dataset.part}`);
    section.hidden = !part;
    section.querySelector("[data-text]").textContent = part?.text ?? "";
    const form = document.querySelector(`[data-kit-plan="${section.dataset.part}"]`);
    if (!form.dataset.touched) form.elements.text.value = part?.text ?? "";
  }
};

const show = async () => {
  const kept = await things();
  const of = (type) => kept.filter((each) => each.type === type);
  showPlan(of("plan"));
  lists.person.replaceChildren(...of("person").map(person));
  lists.thing.replaceChildren(...of("thing").map(boxed));
  for (const [type, list] of Object.entries(lists)) {
    list.hidden = of(type).length === 0;
    document.querySelector(`[data-kit-none=${type}]`).hidden = !list.hidden;
  }
  document.querySelector("[data-kit-empty]").hidden = kept.length === 0;
  document.dispatchEvent(new Event("kit-shown"));
};

const keep = async (form, thing) => {
  try {
    await put({ id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, at: Date.now(), ...thing });
  } catch {
    trouble(form, words.full);
    return;
  }
  trouble(form, "");
  delete form.dataset.touched;
  if (thing.type !== "plan") {
    form.reset();
    form.closest("details").open = false;
  }
  await show();
  say(words.kept);
};

const small = async (file) => {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL("image/jpeg", QUALITY);
};

const keepPlan = async (form) => {
  const part = form.dataset.kitPlan;
  const text = form.elements.text.value.trim();
  if (text) return keep(form, { id: `plan-${part}`, type: "plan", text, at: Number(part) });
  const before = (await things()).find((each) => each.id === `plan-${part}`);
  delete form.dataset.touched;
  return before ? taken(before) : trouble(form, words.missingWords);
};

const keepPerson = (form) => {
  const [name, number, when] = ["name", "number", "when"].map((field) => form.elements[field].value.trim());
  if (!name) return trouble(form, words.missingName);
  if (number && !NUMBER.test(number)) return trouble(form, words.oddNumber);
  return keep(form, { type: "person", name, number, when });
};

const keepThing = async (form) => {
  const text = form.elements.text.value.trim();
  const [file] = form.elements.picture.files;
  if (!text && !file) return trouble(form, words.missingWords);
  let picture = "";
  try {
    if (file) picture = await small(file);
  } catch {
    return trouble(form, form.dataset.unknown);
  }
  return keep(form, { type: "thing", text, picture });
};

const listen = (selector, act) => {
  for (const form of document.querySelectorAll(selector)) {
    form.addEventListener("input", () => { form.dataset.touched = "yes"; });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(form);
    });
  }
};

const begin = async () => {
  listen("[data-kit-plan]", keepPlan);
  listen("[data-kit-person]", keepPerson);
  listen("[data-kit-thing]", keepThing);
  const ready = async () => {
    for (const form of forms) form.hidden = false;
    await offer(document.querySelector("[data-kit-cover]"), () => say(words.drawn));
    document.querySelector("[data-kit-empty]").addEventListener("click", async () => {
      const before = await things();
      await empty();
      await show();
      say(words.emptied, async () => {
        await Promise.all(before.map(put));
        await show();
      });
    });
    document.querySelector("[data-kit-card]").addEventListener("click", () => {
      document.documentElement.classList.add("card-only");
      window.addEventListener("afterprint", () => document.documentElement.classList.remove("card-only"), { once: true });
      window.print();
    });
    await show();
  };
  document.querySelector("[data-kit-here]").hidden = false;
  if (await drawn()) await hang([...document.querySelectorAll("[data-kit-mine]")], ready);
  else await ready();
};

begin().catch(() => { document.querySelector("[data-kit-cannot]").hidden = false; });
