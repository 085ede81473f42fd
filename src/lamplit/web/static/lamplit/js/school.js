/* The school page: print with one tap, count letters as they are typed, and drop picks that belong to the other answer. */
import { word } from "./words.js";
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
  if (used > most) count.textContent = word("{over} too many. There is room for {most}.", { over: used - most, most });
  else count.textContent = word("{used} of {most}", { used, most });
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
