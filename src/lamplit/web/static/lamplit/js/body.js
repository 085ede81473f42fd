/* Feelings put on a body: a word is picked and parts are tapped; the plain boxes below hold it and are sent. */

/** Make the outline in a place work, if there is one; `place` is the page or a part of it. */
export function prepareBody(place) {
  const desk = place.querySelector("[data-body]");
  if (!desk) return;
  const plain = place.querySelector("[data-boxes]");
  const words = [...desk.querySelectorAll("[data-feeling]")];
  const said = desk.querySelector("[data-said]");
  const picked = () => words.find((each) => each.getAttribute("aria-pressed") === "true");
  const boxes = (part) => [...plain.querySelectorAll(`input[value="${part}"]`)];
  const wordOf = (box) => words.find((each) => box.name === `at-${each.dataset.feeling}`).textContent;

  function show() {
    desk.querySelectorAll("[data-part]").forEach((button) => {
      const there = boxes(button.dataset.part).filter((box) => box.checked).map(wordOf);
      button.querySelector("[data-felt]").textContent = there.join(", ");
      button.classList.toggle("on", there.length > 0);
      desk.querySelector(`[data-on="${button.dataset.part}"]`).classList.toggle("on", there.length > 0);
    });
  }

  function tap(button) {
    const box = boxes(button.dataset.part).find((each) => each.name === `at-${picked().dataset.feeling}`);
    box.checked = !box.checked;
    show();
    said.textContent = button.textContent.trim();
  }

  desk.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.part) tap(button);
    if (button?.dataset.feeling) words.forEach((each) => each.setAttribute("aria-pressed", each === button));
  });
  desk.hidden = false;
  plain.hidden = true;
  show();
}

prepareBody(document);
