// Forgets a shared screen after two minutes: the next person finds a fresh one.
const FORGET_AFTER_MS = 120_000;

const fresh = document.documentElement.dataset.together;
let timer = 0;

function again() {
  clearTimeout(timer);
  timer = setTimeout(() => location.replace(fresh), FORGET_AFTER_MS);
}

for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, again, { passive: true });
}
again();
