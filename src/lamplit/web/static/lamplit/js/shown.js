/* Keeps the sentence beside Save true while ticks change: the server says it, from the same rule that will hold. */
const group = document.querySelector("fieldset[data-who]");
let latest = 0;

const ask = async () => {
  const mine = ++latest;
  const ticked = [...group.querySelectorAll('input[name="audience"]:checked')].map((box) => ["audience", box.value]);
  const bears = [...document.querySelectorAll("[data-bears]")].filter((box) => box.type !== "checkbox" || box.checked);
  ticked.push(...bears.map((box) => [box.name, box.value]));
  try {
    const address = new URL(group.dataset.who, location.href);
    for (const [name, value] of ticked) address.searchParams.append(name, value);
    const answer = await fetch(address, { redirect: "manual" });
    if (!answer.ok || mine !== latest) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-who-sees]");
    for (const line of document.querySelectorAll("form [data-who-sees]")) line.replaceWith(fresh.cloneNode(true));
  } catch {
    // without an answer each tick still carries its own sentence, and Save tells the truth afterwards
  }
};

if (group) document.addEventListener("change", (event) => {
  if (event.target.name === "audience" || event.target.hasAttribute("data-bears")) ask();
});
