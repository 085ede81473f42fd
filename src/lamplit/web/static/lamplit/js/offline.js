/* Keeps the help pages on this device where the browser allows it, and says honestly when it does not. */
const state = document.querySelector("[data-offline-state]");

const say = (text) => {
  if (state) state.textContent = text;
};

const begin = async () => {
  if (!window.isSecureContext) {
    say("Needs a connection: this address is not secure, so nothing can be kept for offline.");
    return;
  }
  if (!("serviceWorker" in navigator)) {
    say("Needs a connection in this browser.");
    return;
  }
  try {
    await navigator.serviceWorker.register("/sw.js", { scope: "/" });
    await navigator.serviceWorker.ready;
    say("Works offline");
  } catch {
    say(navigator.serviceWorker.controller ? "Works offline" : "Needs a connection");
  }
};

begin();
