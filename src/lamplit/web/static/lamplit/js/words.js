/* What scripts say, in the language of the house: pages in another language than English bring their words along. */
const said = JSON.parse(document.querySelector("meta[name=words]")?.content || "{}");

export const word = (text, values = {}) => (said[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
