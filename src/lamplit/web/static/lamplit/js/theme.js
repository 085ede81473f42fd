/* Before the first paint: the chosen theme, night hours by this device's own clock, a plain name. Nothing is sent anywhere. */
(() => {
  const root = document.documentElement;
  const NIGHT_BEGINS = 21;
  const NIGHT_ENDS = 7;

  const stored = (name = "theme") => {
    try {
      return window.localStorage.getItem(name);
    } catch {
      return null; // storage may be off; the device's own setting then counts
    }
  };

  const showTheme = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  };

  const showHour = () => {
    const hour = new Date().getHours();
    const night = hour >= NIGHT_BEGINS || hour < NIGHT_ENDS;
    if (night && root.hasAttribute("data-night-aware")) root.setAttribute("data-night", "");
    else root.removeAttribute("data-night");
    root.toggleAttribute("data-undimmed", stored("night") === "off"); // people still come first
  };

  const ownTitle = document.title;
  const showName = () => {
    const plain = stored("plain") === "on";
    document.title = plain ? "Notes" : ownTitle;
    for (const link of document.querySelectorAll("link[data-plain]")) {
      link.dataset.own ??= link.getAttribute("href");
      link.href = plain ? link.dataset.plain : link.dataset.own;
    }
  };

  showTheme(stored());
  showHour();
  window.setInterval(showHour, 60_000);
  document.addEventListener("visibilitychange", showHour);
  document.addEventListener("look-changed", () => {
    showHour();
    showName();
  });
  if (stored("plain") === "on") showName();

  document.addEventListener("DOMContentLoaded", () => {
    showName();
    for (const input of document.querySelectorAll("input[data-theme-choice]")) {
      input.checked = input.value === (stored() ?? "auto");
      input.addEventListener("change", () => {
        try {
          if (input.value === "auto") window.localStorage.removeItem("theme");
          else window.localStorage.setItem("theme", input.value);
        } catch {
          // storage may be off; the choice then lasts for this page
        }
        showTheme(input.value);
      });
    }
  });
})();
