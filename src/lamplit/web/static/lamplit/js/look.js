/* The choices of one device: dim at night, a plain name. Kept on the device; `theme.js` reads them before the first paint. */
const read = (name) => {
  try {
    return window.localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
};

const write = (name, value) => {
  try {
    if (value) window.localStorage.setItem(name, value);
    else window.localStorage.removeItem(name);
  } catch {
    // storage may be off; nothing is kept then
  }
};

for (const part of document.querySelectorAll("[data-look]")) part.hidden = false;
for (const box of document.querySelectorAll("[data-look-choice]")) {
  const { lookChoice, on, off } = box.dataset;
  box.checked = read(lookChoice) === on;
  box.addEventListener("change", () => {
    write(lookChoice, box.checked ? on : off);
    document.dispatchEvent(new Event("look-changed"));
  });
}
