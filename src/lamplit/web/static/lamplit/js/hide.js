/* Hide: end the session, drop the caches, put a plain page in place of this one. Also Shift pressed three times. */
const { root } = document.documentElement.dataset;
const PRESSES = 3;
const WITHIN_MS = 1500;

let leaving = false;

const leave = () => {
  if (leaving) return;
  leaving = true;
  document.documentElement.classList.add("hidden");
  fetch(`${root}/hide`, { method: "POST", keepalive: true, redirect: "manual", credentials: "same-origin" }).catch(() => undefined);
  window.location.replace(`${root}/away`);
};

for (const form of document.querySelectorAll("form[data-hide]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
}

let presses = [];
window.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    presses = [];
    return;
  }
  if (event.repeat) return;
  const now = event.timeStamp;
  presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
  if (presses.length >= PRESSES) leave();
});

// A page brought back from memory by the Back button is asked for again, so an ended session shows nothing.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
