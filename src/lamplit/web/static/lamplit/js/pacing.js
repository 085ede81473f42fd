// Shows how a breath or a timer goes along; the page says all of it in words too, so nothing depends on this.
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function breathe(pacer) {
  const counts = pacer.dataset.counts.split(" ").map(Number);
  const words = pacer.dataset.words.split("|");
  const circle = pacer.querySelector(".pacer-circle");
  const word = pacer.querySelector(".pacer-word");
  const sizes = [1, 1, 0.5, 0.5];
  let left = Number(pacer.dataset.rounds);
  let phase = 0;
  let from = 0.5;
  pacer.hidden = false;

  function next() {
    while (counts[phase] === 0) phase = (phase + 1) % counts.length;
    if (!pacer.isConnected) return;
    word.textContent = words[phase];
    const seconds = counts[phase];
    if (!still) {
      circle.animate([{ scale: from }, { scale: sizes[phase] }], { duration: seconds * 1000, fill: "forwards", easing: "ease-in-out" });
    }
    from = sizes[phase];
    setTimeout(() => {
      phase = (phase + 1) % counts.length;
      if (phase === 0) left -= 1;
      if (left > 0) next();
      else word.textContent = "";
    }, seconds * 1000);
  }
  next();
}

function count(line) {
  const shown = line.querySelector("strong");
  const button = document.createElement("button");
  let left = Number(line.dataset.seconds);
  let running = true;
  button.type = "button";
  button.className = "btn second small";
  button.textContent = line.dataset.pause;
  button.addEventListener("click", () => {
    running = !running;
    button.textContent = running ? line.dataset.pause : line.dataset.go;
  });
  line.after(button);
  const ticking = setInterval(() => {
    if (!line.isConnected) clearInterval(ticking);
    if (!running || !line.isConnected) return;
    left -= 1;
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} ${line.dataset.left}`;
    if (left > 0) return;
    clearInterval(ticking);
    button.remove();
  }, 1000);
}

/** Let every breath and timer in a place go along. */
export function pace(place) {
  place.querySelectorAll("[data-counts]").forEach(breathe);
  place.querySelectorAll("[data-seconds]").forEach(count);
}

pace(document);
