/* Settings: whether writing without a connection works here, which picture stands for this page, and stopping it. */
import { word } from "./words.js";
import { ticketFor } from "./queue.js";

const outbox = self.lamplitOutbox;
const words = document.querySelector("[data-offline-here]");
const stop = document.querySelector("[data-stop-offline]");
const pictures = document.querySelector("[data-pictures]");
const writer = document.querySelector("meta[name=writer]")?.content;

const show = async () => {
  if (!window.isSecureContext) return word("Not on this address: it does not begin with https, so nothing can be kept on this device.");
  if (!self.indexedDB || !navigator.serviceWorker) return word("Not in this browser.");
  const off = await outbox.isOff();
  stop.hidden = false;
  stop.querySelector("span").textContent = off ? word("Let things wait on this device") : word("Stop this on this device");
  if (off) return word("Stopped. Nothing waits on this device.");
  const tickets = await outbox.tickets();
  const mine = await ticketFor(window.location.pathname);
  if (!tickets.length || (writer && mine?.person !== writer)) return word("Not set up yet. Open your first page once, and it is.");
  pictures.hidden = !mine || tickets.length < 2;
  for (const box of pictures.querySelectorAll("input")) {
    box.checked = box.value === mine?.picture;
    box.onchange = () => outbox.choose(mine.place, box.value);
  }
  return word("Works on this device.");
};

const begin = async () => {
  words.textContent = await show();
};

const turn = async () => {
  const off = await outbox.isOff();
  if (!off && (await outbox.items()).length) {
    words.textContent = word("Something still waits to be sent. Go online first, then stop it.");
    return;
  }
  await outbox.turn(!off);
  pictures.hidden = true;
  if (off) await outbox.ask();
  await begin();
};

stop.addEventListener("click", () => turn().catch(() => undefined));
begin().catch(() => { words.textContent = word("Not in this browser: it keeps nothing on this device."); });
