/* Lets somebody look at the password they type, and hides it again before it is sent. */
import { word } from "./words.js";
for (const input of document.querySelectorAll("input[data-can-show]")) {
  const button = document.createElement("button");
  const show = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? word("Hide what I typed") : word("Show what I typed");
    button.setAttribute("aria-pressed", String(visible));
  };
  button.type = "button";
  button.className = "link-button";
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
  input.after(button);
  show(false);
}
