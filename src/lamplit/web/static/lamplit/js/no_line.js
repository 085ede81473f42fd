/* A step of a practice when the line is gone: nothing is sent into nowhere, and what is on the page stays. */
const note = document.querySelector("[data-no-line]");

for (const form of document.querySelectorAll("form.step, form.ways-out")) {
  form.addEventListener("submit", (event) => {
    note.hidden = navigator.onLine;
    if (navigator.onLine) return;
    event.preventDefault();
    note.scrollIntoView({ block: "center" });
  });
}
window.addEventListener("online", () => { note.hidden = true; });
