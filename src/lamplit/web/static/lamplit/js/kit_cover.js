/* The curtain in front of one's own things: a PIN that hides them. It locks nothing away, and it never covers help. */
import { set, setting } from "./kit_store.js";

const ROUNDS = 200_000;
const A_DAY_MS = 24 * 60 * 60 * 1000;
const PIN = /^\d{4,12}$/;

const hashed = async (pin, salt) => {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, key, 256);
  return new Uint8Array(bits).join();
};

const trouble = (form, text) => {
  const line = form.querySelector("[data-kit-problem]");
  line.textContent = text;
  line.hidden = !text;
};

/** Whether this browser can draw one; on an address that is neither https nor localhost it cannot. */
export const possible = () => Boolean(globalThis.crypto?.subtle);

export const drawn = async () => Boolean(await setting("cover"));

const draw = async (pin) => {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  await set("cover", { salt, hash: await hashed(pin, salt) });
  await set("asked", undefined);
};

const fits = async (pin) => {
  const cover = await setting("cover");
  return Boolean(cover) && (await hashed(pin, cover.salt)) === cover.hash;
};

const away = async () => {
  await set("cover", undefined);
  await set("asked", undefined);
};

/** Let somebody draw the curtain, or take it away again once they are behind it. */
export const offer = async (box, afterwards) => {
  if (!possible()) return;
  box.hidden = false;
  const form = box.querySelector("[data-kit-set]");
  const off = box.querySelector("[data-kit-uncover]");
  const show = async () => {
    off.hidden = !(await drawn());
    form.hidden = !off.hidden;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pin = form.elements.pin.value.trim();
    trouble(form, PIN.test(pin) ? "" : form.dataset.short);
    if (!PIN.test(pin)) return;
    await draw(pin);
    form.reset();
    await show();
    afterwards();
  });
  off.addEventListener("click", async () => {
    await away();
    await show();
  });
  await show();
};

/** Put a curtain in place of each of these parts until the PIN comes, or a day has passed since it was asked away. */
export const hang = async (parts, opened) => {
  const since = await setting("asked");
  if (since && Date.now() - since >= A_DAY_MS) {
    await away();
    return opened();
  }
  const curtain = document.querySelector("template[data-kit=curtain]").content;
  const hung = parts.map((part) => {
    part.hidden = true;
    const card = curtain.cloneNode(true).firstElementChild;
    part.before(card);
    return card;
  });
  const showWaiting = (at) => {
    for (const card of hung) {
      card.querySelector("[data-kit-waits]").hidden = !at;
      card.querySelector("[data-kit-forgot]").hidden = Boolean(at);
      card.querySelector("[data-kit-asked]").textContent = at ? new Date(at).toLocaleString() : "";
    }
  };
  for (const card of hung) {
    const form = card.querySelector("[data-kit-open]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const right = await fits(form.elements.pin.value.trim());
      trouble(form, right ? "" : form.dataset.wrong);
      if (!right) return;
      await set("asked", undefined);
      const section = card.closest(".step");
      for (const each of hung) each.remove();
      for (const part of parts) part.hidden = false;
      opened();
      section?.querySelector("[tabindex='-1']")?.focus();
    });
    card.querySelector("[data-kit-forgot]").addEventListener("click", async () => {
      const now = Date.now();
      await set("asked", now);
      showWaiting(now);
    });
    card.querySelector("[data-kit-know]").addEventListener("click", async () => {
      await set("asked", undefined);
      showWaiting(0);
    });
  }
  showWaiting(since);
  return undefined;
};
