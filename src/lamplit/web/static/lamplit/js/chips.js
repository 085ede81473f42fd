/* A moment asks little at once: questions fold to their names, and an answer opens the next one. */
const questions = [...document.querySelectorAll("details[data-ask]")];
const named = (name) => questions.find((question) => question.dataset.ask === name);

const answers = (question) => [...question.querySelectorAll("input:checked")].map((box) => box.nextElementSibling.textContent.trim());

const echo = (question) => {
  const words = [...question.querySelectorAll("textarea")].map((box) => box.value.trim()).filter(Boolean);
  question.querySelector("[data-answer]").textContent = [...answers(question), ...words].join(", ");
};

for (const question of questions) {
  if (question.hasAttribute("data-folded")) question.open = false;
  echo(question);
  if (question.hasAttribute("data-words")) {
    const opener = question.querySelector("summary");
    opener.addEventListener("click", (event) => { // by hand, so that no typed letter is lost before the box is there
      event.preventDefault();
      question.open = !question.open;
      if (question.open) question.querySelector("textarea").focus();
    });
  }
  question.addEventListener("input", () => {
    echo(question);
    if (!answers(question).length) return;
    for (const name of (question.dataset.opens ?? "").split(" ")) {
      const next = name ? named(name) : undefined;
      if (next) next.open = true;
    }
  });
}
