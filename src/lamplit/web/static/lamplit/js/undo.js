/* The line after an act: said aloud once, gone after ten seconds, but never while a hand or the keyboard is on it. */
const STAYS_MS = 10_000;

for (const toast of document.querySelectorAll("[data-toast]")) {
  let left = STAYS_MS;
  let since = 0;
  let timer = 0;

  const stop = () => {
    if (!timer) return;
    window.clearTimeout(timer);
    timer = 0;
    left -= performance.now() - since;
  };
  const start = () => {
    if (timer) return;
    since = performance.now();
    timer = window.setTimeout(() => toast.remove(), Math.max(left, 1000));
  };

  for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, stop);
  for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, start);

  // A live region speaks only of what changes, so the words are put in once more after the page stands.
  const words = toast.querySelector("p");
  const text = words?.textContent ?? "";
  window.setTimeout(() => {
    if (!words) return;
    words.textContent = "";
    window.setTimeout(() => { words.textContent = text; }, 50);
  }, 150);
  start();
}

// Once read, the line does not come back with a reload or the Back button.
const address = new URL(window.location.href);
if (address.searchParams.has("done")) {
  for (const name of ["done", "to", "entry", "part", "before"]) address.searchParams.delete(name);
  window.history.replaceState(null, "", address);
}
