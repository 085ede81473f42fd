/* The breathing circle: four seconds in, six seconds out, until somebody stops it; words alone when motion is reduced. */
const IN_MS = 4000;
const OUT_MS = 6000;

const section = document.querySelector("[data-breathe]");
const box = section.querySelector("[data-breathe-circle]");
const word = section.querySelector("[data-breathe-word]");
const startButton = section.querySelector("[data-breathe-start]");
const stopButton = section.querySelector("[data-breathe-stop]");
let timer = 0;

const breathe = (inward) => {
  word.textContent = inward ? section.dataset.in : section.dataset.out;
  timer = window.setTimeout(breathe, inward ? IN_MS : OUT_MS, !inward);
};

const stop = () => {
  window.clearTimeout(timer);
  timer = 0;
  box.classList.remove("breathing");
  word.textContent = "";
  startButton.hidden = false;
  stopButton.hidden = true;
};

startButton.addEventListener("click", () => {
  box.classList.add("breathing");
  startButton.hidden = true;
  stopButton.hidden = false;
  stopButton.focus();
  breathe(true);
});
stopButton.addEventListener("click", () => {
  stop();
  startButton.focus();
});
window.addEventListener("hashchange", stop);
box.hidden = false;
