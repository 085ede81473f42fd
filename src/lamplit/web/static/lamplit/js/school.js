/* The school page: print with one tap, count letters as they are typed, and drop picks that belong to the other answer. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const words = document.querySelector("[data-most]");
const count = document.querySelector("[data-count]");

const say = () => {
  const most = Number(words.dataset.most);
  const used = [...words.value.replaceAll("\r\n", "\n")].length;
  count.classList.toggle("over", used > most);
  if (used > most) count.textContent = `${used - most} too many. There is room for ${most}.`;
  else count.textContent = `${used} of ${most}`;
};

if (words && count) {
  words.addEventListener("input", say);
  if (words.value) say();
}

const picks = [...document.querySelectorAll("[data-picks] input")];
for (const tone of document.querySelectorAll("input.tone")) {
  tone.addEventListener("change", () => {
    for (const pick of picks) pick.checked &&= pick.closest("[data-picks]").classList.contains(`for-${tone.value}`);
  });
}
