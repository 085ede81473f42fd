/* Kinder words, offered beside a label while an adult writes: never inside quotation marks, never in the way of Save.
   It changes nothing and remembers nothing once the page is closed. `engines/records/whispers.py` finds the same. */
const WAIT_MS = 700;
const LINE = "(?!\\n\\s*\\n)"; // a quotation that was never closed ends with its paragraph
const LETTER = "[\\p{L}\\p{N}_]";
const QUOTED = new RegExp(
  [
    `"(?:${LINE}[^"])*"?`,
    `\u201c(?:${LINE}[^\u201d])*\u201d?`,
    `\u201e(?:${LINE}[^\u201c\u201d])*[\u201c\u201d]?`,
    `\u00ab(?:${LINE}[^\u00bb])*\u00bb?`,
    `\u2018(?:${LINE}(?:[^\u2019]|\u2019(?=${LETTER})))*\u2019?`,
    `(?<!${LETTER})'(?=\\S)(?:${LINE}(?:[^']|'(?=${LETTER})))*'(?!${LETTER})`,
  ].join("|"),
  "gu",
);
const BETWEEN = "[\\s\u2010\u2011\\-]+";

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
const word = (text) => text.split("'").map(escaped).join("['\u2019]");
const way = (phrase) => phrase.trim().split(/\s+/u).map(word).join(BETWEEN);

const ready = (words) => words.map(({ written, instead }) => {
  const ways = [...written].sort((one, other) => other.length - one.length).map(way).join("|");
  const upper = written[0] === written[0].toUpperCase() && written[0] !== written[0].toLowerCase();
  return { instead, pattern: new RegExp(`(?<!${LETTER})(?:${ways})(?!${LETTER})`, upper ? "u" : "iu") };
});

/* Each label in a text with what may be said instead, in the order of the text, every offer at most once. */
export const find = (text, words) => {
  const open = text.replace(QUOTED, (said) => " ".repeat(said.length));
  const found = [];
  for (const { instead, pattern } of ready(words)) {
    const match = pattern.exec(open);
    if (match) found.push({ start: match.index, size: match[0].length, written: match[0].split(/\s+/u).join(" "), instead });
  }
  found.sort((one, other) => one.start - other.start || other.size - one.size);
  let reached = 0;
  return found.filter(({ start, size }) => {
    if (start < reached) return false;
    reached = start + size;
    return true;
  });
};

const whisper = (pattern, { written, instead }) => {
  const item = pattern.content.firstElementChild.cloneNode(true);
  item.querySelector("[data-written]").textContent = written;
  item.querySelector("[data-instead]").textContent = instead;
  item.dataset.whisper = instead;
  return item;
};

const listen = (form, words) => {
  const pattern = form.querySelector("template[data-whisper-pattern]");
  const left = new Set(); // what was left as it is, until this page is closed
  form.querySelector("[data-whispers-before]")?.remove();

  for (const box of form.querySelectorAll("textarea, input[type=text], input:not([type])")) {
    const place = document.createElement("div");
    place.setAttribute("role", "status");
    const list = document.createElement("ul");
    list.className = "plain whispers";
    place.append(list);
    box.after(place);
    let timer = 0;

    const show = () => {
      const wanted = find(box.value, words).filter(({ instead }) => !left.has(instead));
      const standing = [...list.children].map((item) => item.dataset.whisper + item.querySelector("[data-written]").textContent);
      if (standing.join() === wanted.map(({ instead, written }) => instead + written).join()) return;
      list.replaceChildren(...wanted.map((each) => whisper(pattern, each)));
    };
    box.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, WAIT_MS);
    });
    list.addEventListener("input", (event) => {
      event.stopPropagation(); // nothing was typed
      left.add(event.target.closest("[data-whisper]").dataset.whisper);
      show();
      box.focus();
    });
    show();
  }
};

const form = document.querySelector("form[data-whispers]");
if (form) {
  try {
    const answer = await fetch(form.dataset.whispers);
    const meant = ({ only }) => !only.length || only.includes(form.dataset.kind);
    if (answer.ok) listen(form, (await answer.json()).words.filter(meant));
  } catch {
    // without the words nothing is whispered, and nothing else changes
  }
}
