/* Puts a line that is kept elsewhere into the part of the plan being written, with one tap. */
const into = document.querySelector("[data-put-into]");
const box = document.querySelector("[data-put-in]");

const putIn = (line) => {
  const lines = into.value.split("\n").map((each) => each.trim());
  if (lines.includes(line)) return;
  into.value = into.value.trim() ? `${into.value.trimEnd()}\n${line}` : line;
  into.dispatchEvent(new Event("input", { bubbles: true }));
};

if (into && box) {
  box.hidden = false;
  for (const button of box.querySelectorAll("[data-put]")) {
    button.addEventListener("click", () => putIn(button.dataset.put));
  }
}
