/* "Copy": puts words on the clipboard, and says so in the button itself. */
import { word } from "./words.js";
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const fields = [...(button.closest("form") ?? document).querySelectorAll("[data-copy-from]")];
    const words = fields.map((field) => field.value ?? field.textContent).join("\n\n");
    const label = button.querySelector("[data-copy-word]") ?? button;
    try {
      await navigator.clipboard.writeText(words);
      label.textContent = word("Copied");
    } catch {
      fields[0]?.select?.();
      label.textContent = word("Press Ctrl and C to copy");
    }
  });
}
