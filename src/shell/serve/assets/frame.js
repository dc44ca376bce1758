// The preview's own room on the page: a shadow root, so that the theme's styles and ours do not meet.

import { make } from "./build.js";

/** Makes the room; `dock` holds bar and panel, `outline` is drawn around a block, `say` is heard by screen readers. */
export function frame(here) {
  const host = make("sare-preview");
  const root = host.attachShadow({ mode: "open" });
  const dock = make("section", { class: "dock", "aria-label": "Sare preview", hidden: true });
  const outline = make("div", { class: "outline", "aria-hidden": "true", hidden: true }, make("span", { class: "outline-word" }, "Open in the editor"));
  const voice = make("p", { class: "voice", "aria-live": "polite" });
  const sheet = make("link", { rel: "stylesheet", href: new URL("preview.css", here) });
  // Without its styles the dock would stand below the page for a moment.
  sheet.addEventListener("load", () => (dock.hidden = false));
  root.append(sheet, dock, outline, voice);
  // The same words again would be heard again.
  const say = (words) => voice.textContent === words || (voice.textContent = words);
  document.documentElement.append(host);
  makeRoom(dock);
  return { host, dock, outline, say };
}

/** Lengthens the page by what the dock covers, so that its last line can be read. */
function makeRoom(dock) {
  const room = new CSSStyleSheet();
  document.adoptedStyleSheets.push(room);
  new ResizeObserver(() => {
    const height = Math.ceil(dock.getBoundingClientRect().height);
    room.replaceSync(`@media screen { html { scroll-padding-bottom: ${height}px } html::after { content: ""; display: block; height: ${height}px } }`);
  }).observe(dock);
}
