/* Ride it out: five minutes or fifteen, a word a minute, one question a minute. It keeps nothing and sends nothing. */
import { word } from "./words.js";
const SHORT_S = 300;
const LONG_S = 900;
const MINUTE_S = 60;

const section = document.querySelector("[data-ride]");
const part = (name) => section.querySelector(`[data-ride-${name}]`);
const minutes = [...part("minutes").children].map((item) => item.textContent.trim());
const ring = part("ring");
let began = 0;
let shownMinute = -1;
let ticking = 0;
let total = SHORT_S;

const leftInWords = (seconds) => {
  const whole = Math.ceil(seconds / MINUTE_S);
  return whole > 1 ? word("About {count} minutes left", { count: whole }) : word("Less than a minute left");
};

const showMinute = (minute) => {
  shownMinute = minute;
  part("say").textContent = minutes[minute % minutes.length];
  part("ask").hidden = minute === 0;
};

const stop = () => {
  window.clearInterval(ticking);
  ticking = 0;
};

const end = () => {
  stop();
  for (const name of ["clock", "say", "ask", "out", "intro", "longer"]) part(name).hidden = true;
  part("end-title").textContent = total === LONG_S ? part("end-title").dataset.long : part("end-title").dataset.short;
  part("ended").hidden = false;
  part("end-title").focus();
};

const tick = () => {
  const gone = (Date.now() - began) / 1000;
  if (gone >= total) {
    end();
    return;
  }
  ring.setAttribute("stroke-dashoffset", String((gone / total) * 100));
  part("left").textContent = leftInWords(total - gone);
  const minute = Math.floor(gone / MINUTE_S);
  if (minute !== shownMinute) showMinute(minute);
};

const start = () => {
  stop();
  began = Date.now();
  shownMinute = -1;
  total = SHORT_S;
  for (const name of ["clock", "say", "out", "intro", "longer"]) part(name).hidden = false;
  for (const name of ["minutes", "ended", "ask"]) part(name).hidden = true;
  tick();
  ticking = window.setInterval(tick, 500);
};

for (const button of section.querySelectorAll("[data-ride-answer]")) {
  button.addEventListener("click", () => {
    part("say").textContent = button.dataset.rideAnswer;
    part("ask").hidden = true;
    part("say").setAttribute("tabindex", "-1");
    part("say").focus();
  });
}
part("more").addEventListener("click", () => {
  start();
  document.getElementById("ride-title").focus();
});

// It goes on from where it is: the minutes that are gone count.
part("longer").addEventListener("click", () => {
  total = LONG_S;
  part("longer").hidden = true;
  document.getElementById("ride-title").focus();
  tick();
});

const showStep = () => {
  const step = document.getElementById(window.location.hash.slice(1) || "menu");
  if (window.location.hash === "#ride") start();
  else stop();
  const heading = step?.querySelector("[tabindex='-1']");
  if (!heading) return;
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
};

window.addEventListener("hashchange", showStep);
if (window.location.hash) showStep();
document.addEventListener("visibilitychange", () => {
  if (ticking) tick();
});
