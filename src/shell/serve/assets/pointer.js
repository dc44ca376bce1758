// From the page to the line that it was written on: a click with Alt held opens the editor there.

import { openEditor } from "./build.js";

/** What has a line of its own in a document. */
const BLOCKS = ".card, p, li, tr, dt, dd, h1, h2, h3, h4, h5, h6, figure, figcaption, caption, pre, blockquote, .reading, .mention.reading";

/** Longer texts are told apart by their beginning. */
const LONGEST = 300;

/** Follows the pointer; gives `openPage`, which opens the page's own document at its start. */
export function watchClicks({ here, path, outline, say }) {
  const open = async (text) => {
    const answer = await fetch(new URL(`where?path=${encodeURIComponent(path())}&text=${encodeURIComponent(text)}`, here), { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return say("No document is known for this.");
    const place = await answer.json();
    say(`Opening ${place.file}, line ${place.line}.`);
    openEditor(place.open);
  };

  const hide = () => (outline.hidden = true);
  addEventListener("mousemove", (event) => (event.altKey ? draw(outline, blockOf(event)) : hide()), { passive: true });
  addEventListener("keyup", (event) => event.key === "Alt" && hide());
  addEventListener("scroll", hide, { passive: true });
  addEventListener("blur", hide);
  addEventListener(
    "click",
    (event) => {
      const block = event.altKey && event.button === 0 ? blockOf(event) : null;
      if (!block) return;
      // Else a link would be followed, or saved.
      event.preventDefault();
      event.stopPropagation();
      open(textOf(block));
    },
    { capture: true },
  );
  return { openPage: () => open("") };
}

function blockOf(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element) || target.getRootNode() !== document) return null;
  return target.closest(BLOCKS) ?? target.closest("main");
}

/**
 * The words of a block as its author might have written them; or `figure:NAME` for a figure's value, with `#ID` for one that has an id; or
 * `page:/address/` for what stands for a thing with a page of its own.
 */
export function textOf(block) {
  const figure = figureOf(block);
  if (figure) return `figure:${figure}`;
  const thing = thingOf(block);
  if (thing) return `page:${thing}`;
  if (block.localName === "main") return "";
  const copy = block.cloneNode(true);
  copy.querySelectorAll("sup.citation, .footnote-reference, a.anchor, .hidden, ul, ol, script, style").forEach((one) => one.remove());
  for (const cell of copy.querySelectorAll("td, th")) cell.append(" ");
  // An image is written with the words that stand for it, and its file's name.
  for (const image of copy.querySelectorAll("img")) image.replaceWith(` ${image.alt} ${image.src.split("/").at(-1)} `);
  return Array.from(copy.textContent.replace(/\s+/g, " ").trim()).slice(0, LONGEST).join("");
}

/** The figure whose value is meant, by its id: the last step of its page's address. */
function figureOf(block) {
  if (block.matches(".mention.reading")) return named(block.getAttribute("href"));
  const own = block.closest(".reading.observation");
  if (own) return named(`${location.pathname}#${own.id}`);
  const shown = block.closest("figure.view-number, .reading");
  const link = shown && [...shown.querySelectorAll("a[href]")].find((one) => !one.getAttribute("href").startsWith("#"));
  return link ? named(link.getAttribute("href")) : null;
}

/** The address of the thing that a card, or a row or an item that no document has as it is, is about. */
function thingOf(block) {
  const shown = block.closest(".card, .links li, table.list tbody tr, .view-table tbody tr, .view-tree li");
  const link = shown?.querySelector("a[href]");
  return link?.origin === location.origin ? link.pathname : null;
}

/** `/figures/boi-visitors/#observation_expected` is `boi-visitors#expected`; an observation that has only a number has no id. */
function named(href) {
  const [path, mark = ""] = href.split("#");
  const name = path.replace(/\?.*$/, "").split("/").filter(Boolean).at(-1);
  const id = mark.match(/^observation_(?!\d+$)(.+)$/)?.[1];
  return name && id ? `${name}#${id}` : name;
}

function draw(outline, block) {
  outline.hidden = !block;
  if (!block) return;
  const { top, left, width, height } = block.getBoundingClientRect();
  const style = { top: top - 4, left: left - 6, width: width + 12, height: height + 8 };
  for (const [side, length] of Object.entries(style)) outline.style[side] = `${length}px`;
}
