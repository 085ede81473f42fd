/* Keeps help and the empty page for writing on this device where the browser allows it, and says honestly when not. */
import { word } from "./words.js";
const state = document.querySelector("[data-offline-state]");
const whyNot = document.querySelector("[data-why-not-offline]");

const say = (text) => {
  if (state) state.textContent = text;
};

const explain = (text) => {
  if (!whyNot) return;
  whyNot.textContent = text;
  whyNot.hidden = false;
};

const begin = async () => {
  if (!window.isSecureContext) {
    say(word("Needs a connection: this address is not secure, so nothing can be kept for offline."));
    explain(word("This page needs a connection. Its address does not begin with https, so nothing can wait on this phone."));
    return;
  }
  if (!("serviceWorker" in navigator)) {
    say(word("Needs a connection in this browser."));
    explain(word("This page needs a connection. This browser lets nothing wait on the phone."));
    return;
  }
  try {
    const { root } = document.documentElement.dataset;
    await navigator.serviceWorker.register(`${root}/sw.js`, { scope: `${root}/` });
    await navigator.serviceWorker.ready;
    say(word("Works offline"));
  } catch {
    say(navigator.serviceWorker.controller ? word("Works offline") : word("Needs a connection"));
  }
};

// Where somebody is not signed in, or nothing else comes: the way to the page that needs neither.
const offerWriting = async () => {
  const ways = document.querySelectorAll("[data-write-first]");
  if (!ways.length || !window.isSecureContext) return;
  await import("./outbox.js");
  if ((await self.lamplitOutbox.tickets()).length) for (const way of ways) way.hidden = false;
};

begin();
offerWriting().catch(() => undefined);
