/* Plays a kept practice from the table the house made with its own player: looks up what comes next, and keeps the way. */
import { word } from "./words.js";
import { answerOf, inWords, putBack, wayOf } from "./practice_answers.js";
import { prepareBody } from "./body.js";
import { pace } from "./pacing.js";

const STOP = "_stop";
const OWN_WORDS = /\$\{([\w.]+)\}/g;
const NOT_ALONE = word("This one needs an answer before we go on. You can also stop.");

/** A run of one practice: where it stands, what was passed, and what was said at steps gone back from. */
export class Run {
  constructor(practice, below, limits) {
    Object.assign(this, { practice, below, limits, at: 0, passed: [], aside: {} });
  }

  get place() {
    const [step, going, ways, refused, stop] = this.practice.places[this.at];
    return { step, going, ways, refused, stop };
  }

  get answers() {
    const given = Object.fromEntries(this.passed.filter(({ step }) => step !== STOP).map(({ step, value }) => [step, value]));
    const stops = this.passed.filter(({ step }) => step === STOP).length;
    return stops ? { ...given, [STOP]: stops } : given;
  }

  /** Go on with an answer; returns the sentence that says why it is none, or nothing. */
  give(type, value) {
    const { step, ways, refused } = this.place;
    const way = wayOf(type, value, this.limits);
    if (refused[way]) return refused[way];
    const next = ways[way] ?? (way === "skip" ? undefined : ways["*"]);
    if (next === undefined) return NOT_ALONE;
    this.move(next, step, value, type);
    return "";
  }

  stop() {
    this.move(this.place.stop, STOP, true);
  }

  move(next, step, value, type = "") {
    this.passed.push({ at: this.at, step, value, type });
    delete this.aside[step];
    this.at = next;
  }

  /** Go one step back; false at the first. */
  back() {
    const last = this.passed.pop();
    if (!last) return false;
    if (last.step !== STOP) this.aside[last.step] = last.value;
    this.at = last.at;
    return true;
  }
}

/** Put what the house drew from reviewed words into a place; scripts in it would not run. */
export const put = (place, drawn) => place.replaceChildren(...new DOMParser().parseFromString(drawn, "text/html").body.childNodes);

const fillIn = (root, run) => {
  const said = run.answers;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    if (text.data.includes("${")) text.data = text.data.replace(OWN_WORDS, (whole, name) => inWords(said[name], run.practice.labels[name]));
  }
};

/** Draw the step a run stands at into `desk`; `changed` is told after each thing said, `ended` at the end. */
export const draw = (desk, run, { changed, ended, prepare }) => {
  const { step, going } = run.place;
  if (!step) return ended(going);
  const [drawn, below] = run.practice.steps[step];
  put(desk, drawn);
  fillIn(desk, run);
  put(desk.querySelector("[data-on]"), run.below[below]);
  const form = desk.querySelector("form");
  prepare(form);
  putBack(form, run.aside[step]);
  prepareBody(desk);
  pace(desk);
  form.addEventListener("input", () => {
    run.aside[step] = answerOf(form);
    changed();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const skips = event.submitter?.value === "skip" && event.submitter.name === "act";
    const { type } = form.dataset;
    const trouble = run.give(type, skips ? null : answerOf(form, event.submitter));
    if (trouble) return tell(form, trouble);
    changed(true);
    draw(desk, run, { changed, ended, prepare });
  });
  desk.querySelector("h1").focus();
  window.scrollTo(0, 0);
};

/** Say in the form why it does not go on. */
export const tell = (form, text) => {
  const line = form.querySelector("[data-trouble]");
  line.textContent = text;
  line.classList.toggle("hidden", !text);
  line.scrollIntoView({ block: "center" });
};
