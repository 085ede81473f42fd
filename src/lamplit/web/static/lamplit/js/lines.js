/* One more line whenever one more is needed; without this, each Save brings an empty one. */
for (const group of document.querySelectorAll("[data-lines]")) {
  const more = group.querySelector("[data-more-lines]");
  more.classList.remove("hidden");
  more.addEventListener("click", () => {
    const lines = group.querySelectorAll('input[type="text"]');
    const last = lines[lines.length - 1];
    const next = last.cloneNode();
    next.value = "";
    next.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+$/, String(lines.length + 1)));
    last.after(next);
    next.focus();
  });
}
