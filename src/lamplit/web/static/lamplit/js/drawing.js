/* The paper: lines by finger or mouse, stickers by any of them or the keyboard, undo; the form sends it as text. */
const SIDE = 400;
const MOST_MARKS = 500;
const MOST_CHARACTERS = 39000;
const STICKER = { 1: 36, 2: 60, 3: 100, 4: 160 };
const THICK = { 1: 3, 2: 7, 3: 14, 4: 26 };
const ARROWS = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] };

const box = document.querySelector("[data-drawing]");
const field = box?.querySelector("[data-marks]");
const square = box?.querySelector(".paper-square");
const paper = square?.querySelector("svg");
const said = box?.querySelector("[data-said]");
const arrows = box?.querySelector("[data-arrows]");
const marks = field?.value ? field.value.split("\n") : [];
let colour = 0;
let size = 2;
let held = false; // the last mark is a sticker that can still be moved
let stroke = null;

const kindOf = (mark) => mark.split(" ", 1)[0];
const buttonOf = (name) => box.querySelector(`[data-sticker="${name}"]`);
const nameOf = (mark) => buttonOf(kindOf(mark))?.textContent.trim() ?? box.dataset.line;
const inside = (number) => Math.max(0, Math.min(SIDE, Math.round(number)));
const tell = (words, mark) => { said.textContent = words.replace("{what}", mark ? nameOf(mark) : ""); };

function shape(mark) {
  const [what, ink, big, ...points] = mark.split(" ");
  if (what === "line") {
    const line = document.createElementNS(paper.namespaceURI, "polyline");
    line.setAttribute("stroke-width", THICK[big]);
    line.setAttribute("points", (points.length > 1 ? points : [...points, ...points]).join(" "));
    line.setAttribute("class", `ink-${ink}`);
    return line;
  }
  const put = buttonOf(what).querySelector("svg").cloneNode(true);
  const [across, down] = points[0].split(",").map(Number);
  const side = STICKER[big];
  const place = { x: across - side / 2, y: down - side / 2, width: side, height: side, class: `ink-${ink} sticker` };
  Object.entries(place).forEach(([name, value]) => put.setAttribute(name, value));
  return put;
}

function show() {
  paper.replaceChildren(...marks.map(shape));
  if (held) paper.lastElementChild?.classList.add("held");
  arrows.hidden = !held;
  field.value = marks.join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function full() {
  const is = marks.length >= MOST_MARKS || field.value.length >= MOST_CHARACTERS;
  if (is) tell(box.dataset.full);
  return is;
}

function press(button) {
  box.querySelectorAll("[data-sticker], [data-pen]").forEach((each) => each.setAttribute("aria-pressed", each === button));
}

function put(name) {
  if (full()) return;
  marks.push(`${name} ${colour} ${size} ${SIDE / 2},${SIDE / 2}`);
  held = true;
  press(buttonOf(name));
  show();
  tell(box.dataset.put, marks.at(-1));
}

function change(turn) {
  const [what, ink, big, point] = marks.at(-1).split(" ");
  const [across, down] = point.split(",").map(Number);
  const now = { ink, big, across, down, ...turn({ across, down }) };
  marks[marks.length - 1] = `${what} ${now.ink} ${now.big} ${inside(now.across)},${inside(now.down)}`;
  show();
}

const move = (by) => { if (held) change(({ across, down }) => ({ across: across + by[0], down: down + by[1] })); };

function pen() {
  held = false;
  press(box.querySelector("[data-pen]"));
  show();
}

function undo() {
  const gone = marks.pop();
  pen();
  tell(gone ? box.dataset.gone : box.dataset.empty, gone);
}

function where(event) {
  const at = paper.getBoundingClientRect();
  return [inside(((event.clientX - at.left) / at.width) * SIDE), inside(((event.clientY - at.top) / at.height) * SIDE)];
}

function down(event) {
  if (event.button) return;
  const [across, below] = where(event);
  if (held) {
    change(() => ({ across, down: below }));
    return;
  }
  if (full()) return;
  square.setPointerCapture(event.pointerId);
  stroke = { last: [across, below], points: [`${across},${below}`] };
  marks.push("");
  draw();
}

function draw() {
  marks[marks.length - 1] = `line ${colour} ${size} ${stroke.points.join(" ")}`;
  if (stroke.points.length > 1) paper.lastElementChild.remove();
  paper.append(shape(marks.at(-1)));
}

function drag(event) {
  if (!stroke) return;
  const [across, below] = where(event);
  if (Math.hypot(across - stroke.last[0], below - stroke.last[1]) < 3) return;
  stroke.last = [across, below];
  stroke.points.push(`${across},${below}`);
  draw();
  if (marks.join("\n").length >= MOST_CHARACTERS) up();
}

function up() {
  if (!stroke) return;
  stroke = null;
  show();
}

function choose(button) {
  colour = Number(button.dataset.colour);
  box.querySelectorAll("[data-colour]").forEach((each) => each.setAttribute("aria-pressed", each === button));
  if (held) change(() => ({ ink: colour }));
}

function resize(by) {
  size = Math.max(1, Math.min(4, size + by));
  if (held) change(() => ({ big: size }));
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { sticker, colour: ink, size: by, move: step } = button.dataset;
  if (sticker) put(sticker);
  else if (ink) choose(button);
  else if (by) resize(Number(by));
  else if (step) move(step.split(",").map(Number));
  else if ("undo" in button.dataset) undo();
  else if ("pen" in button.dataset) pen();
}

function onKey(event) {
  if (!ARROWS[event.key] || !held) return;
  event.preventDefault();
  move(ARROWS[event.key]);
}

if (box) {
  box.querySelector(".drawing-desk").hidden = false;
  box.addEventListener("click", onClick);
  square.addEventListener("keydown", onKey);
  square.addEventListener("pointerdown", down);
  square.addEventListener("pointermove", drag);
  square.addEventListener("pointerup", up);
  square.addEventListener("pointercancel", up);
}
