/* The family's support line on /now, one tap away, where somebody put it on this device. It sends nothing. */
import { things } from "./kit_store.js";

const place = document.querySelector("[data-kit-line]");

const show = async () => {
  const line = (await things()).find((each) => each.id === "family-line");
  const dial = line?.dial || line?.number?.replace(/[^\d+]/g, "");
  place.hidden = !dial;
  if (!dial) return;
  const link = place.querySelector("a");
  link.href = `tel:${dial}`;
  link.querySelector("span").textContent = link.dataset.call.replace("{name}", line.name);
};

document.addEventListener("kit-shown", () => show().catch(() => undefined)); // not before a curtain is drawn back
