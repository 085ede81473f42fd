// Forgets a shared screen after two minutes: the next person finds a fresh one, and Back finds nothing of before.
const FORGET_AFTER_MS = 120_000;

const fresh = document.documentElement.dataset.together;
let timer = 0;
let touched = Date.now();

function forget() {
  location.replace(fresh);
}

function again() {
  touched = Date.now();
  clearTimeout(timer);
  timer = setTimeout(forget, FORGET_AFTER_MS);
}

// A sleeping phone runs no timers: what matters is how long it was, whenever somebody looks again.
function looked(event) {
  if (event.persisted || Date.now() - touched >= FORGET_AFTER_MS) forget();
}

for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, again, { passive: true });
}
document.addEventListener("visibilitychange", looked);
window.addEventListener("pageshow", looked);
history.replaceState(null, "", fresh);
again();
