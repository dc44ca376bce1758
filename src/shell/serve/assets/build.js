// Elements without HTML text: the page's policy allows no inline style or script, and what an author wrote is never markup here.

/** Makes an element: `make("a", { class: "place", href }, "words", child)`; a property that is null or false is left out. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A sentence of a diagnostic: what stands between backticks is the author's own word. */
export function words(text) {
  return text.split("`").map((part, at) => (at % 2 ? make("code", {}, part) : part));
}

/** `2 errors`, `1 warning`. */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/** A link that opens an editor at a place; one of the web's own addresses opens beside the page, which stays. */
export function editorLink(open, properties, ...children) {
  if (!isHarmless(open)) return make("span", properties, ...children);
  return make("a", { ...properties, href: open, target: /^https?:/.test(open) ? "_blank" : null, rel: "noreferrer" }, ...children);
}

/** Opens an editor; the page is not left. */
export function openEditor(open) {
  if (!isHarmless(open)) return;
  if (/^https?:/.test(open)) window.open(open, "_blank", "noopener");
  else location.href = open;
}

function isHarmless(open) {
  return typeof open === "string" && /^[a-z][a-z0-9+.-]*:/i.test(open) && !/^(javascript|data|blob|vbscript):/i.test(open);
}
