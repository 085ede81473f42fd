/* What was answered at one step of a kept practice, and by which way it goes on; decides nothing. */
const SHOWS = new Set(["say", "card", "ground", "contact", "stop", "timer", "breath"]);
const PICKED = new Set(["choice", "scene", "scale"]);
const MADE = new Set(["drawing", "photo", "audio"]);
const long = (text, most) => [...text].length > most;

const marks = (data) => [...data].filter(([name]) => name.startsWith("at-")).map(([name, part]) => [part, name.slice(3)]);
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

const READERS = {
  scale: (data) => (data.get("value") === null ? null : Number(data.get("value"))),
  many_choice: (data) => data.getAll("value"),
  list_builder: (data) => lines(data.get("value") ?? ""),
  body_map: marks,
};

/** The answer in the form of a step, null when nothing was answered; `submitter` is the button that was pressed. */
export const answerOf = (form, submitter) => {
  const { type } = form.dataset;
  if (SHOWS.has(type)) return true;
  if (MADE.has(type)) return null;
  const data = new FormData(form, submitter?.name ? submitter : undefined);
  const found = READERS[type] ? READERS[type](data) : (data.get("value") ?? "").replaceAll("\r\n", "\n").trim() || null;
  return Array.isArray(found) && !found.length ? null : found;
};

/** The name of the way an answer takes in the table that the house made. */
export const wayOf = (type, value, limits) => {
  if (SHOWS.has(type)) return "on";
  if (value === null) return "skip";
  if (PICKED.has(type)) return String(value);
  if (typeof value === "string") return long(value, limits.text) ? "long" : "said";
  const tooLong = value.length > limits.lines || value.some((each) => typeof each === "string" && long(each, limits.line));
  return tooLong ? "long" : String(value.length);
};

/** Put what was said at a step gone back from into its form again. */
export const putBack = (form, value) => {
  if (value === undefined || value === null || value === true) return;
  const area = form.querySelector("textarea");
  if (area) area.value = Array.isArray(value) ? value.join("\n") : value;
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    const mark = box.name.startsWith("at-");
    box.checked = mark ? value.some(([part, feeling]) => part === box.value && box.name === `at-${feeling}`) : value.includes?.(box.value);
  }
  for (const button of form.querySelectorAll("button[name=value]")) button.classList.toggle("kept", button.value === String(value));
};

/** An answer as somebody would read it back: labels for choices, lists joined with commas. */
export const inWords = (value, labels = {}) => {
  if (value === undefined || value === null) return "";
  return Array.isArray(value) ? value.map((each) => labels[each] ?? String(each)).filter(Boolean).join(", ") : labels[value] ?? String(value);
};
