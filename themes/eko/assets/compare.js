// Two to four things side by side. Each has its page; what a template marks there with `data-compare` is a row here, under the words that
// stand in that attribute. The address says which things: `?with=organisations/tecnalia&with=organisations/gaia`.

const MOST = 4;

/** A kind's folder and an id, and nothing that could lead elsewhere. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_.-]*\/[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u;

const box = document.querySelector(".comparison-box");

const names = () => [...new Set(new URLSearchParams(location.search).getAll("with"))].filter((name) => NAME.test(name)).slice(0, MOST);

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

async function fetchPage(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** What stands on a page, taken out of it: no id twice, and links that lead from here where they led from there. */
function taken(element, address) {
  const copy = document.importNode(element, true);
  copy.querySelectorAll(":scope > :is(dt, h2, h3, h4)").forEach((heading) => heading.remove());
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  // Outside their list, descriptions are plain pieces.
  for (const one of copy.querySelectorAll(":scope > dd")) one.replaceWith(make("div", {}, ...one.childNodes));
  for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
  for (const image of copy.querySelectorAll("img[src]")) image.src = new URL(image.getAttribute("src"), address).href;
  return copy;
}

/** A thing as its page tells it. */
async function readThing(name) {
  const address = new URL(`${box.dataset.home}${name}/`, location.origin).href;
  const page = await fetchPage(address);
  const told = new Map();
  const lede = page.querySelector("main .lede");
  if (lede) told.set(box.dataset.summary, [make("span", { lang: lede.lang, textContent: lede.textContent })]);
  for (const element of page.querySelectorAll("main [data-compare]")) {
    const label = element.dataset.compare;
    told.set(label, [...(told.get(label) ?? []), ...taken(element, address).childNodes]);
  }
  const heading = page.querySelector("h1");
  return { name, address, title: heading.textContent.trim(), lang: heading.lang, told };
}

function go(wanted) {
  history.pushState(null, "", `${location.pathname}?${new URLSearchParams(wanted.map((name) => ["with", name]))}`);
  show();
}

function headOf(thing, chosen) {
  const remove = make("button", { type: "button", className: "comparison-remove", textContent: "×" });
  remove.setAttribute("aria-label", box.dataset.remove.replace("{title}", thing.title));
  remove.addEventListener("click", () => go(chosen.filter((name) => name !== thing.name)));
  const link = make("a", { href: thing.address, textContent: thing.title, lang: thing.lang, dir: "auto" });
  return make("th", { scope: "col" }, make("div", { className: "comparison-head" }, link, remove));
}

function tableOf(things, chosen) {
  const labels = [...new Set(things.flatMap((thing) => [...thing.told.keys()]))];
  const rows = labels.map((label) => {
    const cells = things.map(({ told }) => {
      const told_ = told.get(label);
      return told_ ? make("td", {}, ...told_) : make("td", { className: "quiet", textContent: box.dataset.none });
    });
    const row = make("tr", {}, make("th", { scope: "row", textContent: label }), ...cells);
    row.classList.toggle("comparison-same", new Set(cells.map((cell) => cell.textContent.replace(/\s+/g, " ").trim())).size === 1);
    return row;
  });
  const head = make("tr", {}, make("td"), ...things.map((thing) => headOf(thing, chosen)));
  const caption = make("caption", { className: "hidden", textContent: box.dataset.caption });
  const table = make("table", { className: "comparison" }, caption, make("thead", {}, head), make("tbody", {}, ...rows));
  const wrap = make("div", { className: "table-wrap", tabIndex: 0 }, table);
  wrap.setAttribute("role", "group");
  wrap.setAttribute("aria-label", box.dataset.caption);
  return wrap;
}

/** The other things of the list that the first one stands in. */
async function adder(chosen) {
  const list = await fetchPage(new URL(`${box.dataset.home}${chosen[0].split("/")[0]}/`, location.origin));
  const links = [...list.querySelectorAll(".list-title a")];
  const options = new Map(links.map((link) => [new URL(link.getAttribute("href"), location.href).pathname, link.textContent]));
  const select = make("select", {}, make("option", { value: "", textContent: "…" }));
  for (const [path, title] of [...options].sort(([, one], [, other]) => one.localeCompare(other, document.documentElement.lang))) {
    const name = path.slice(box.dataset.home.length).replace(/\/$/, "");
    if (!chosen.includes(name)) select.append(make("option", { value: name, textContent: title }));
  }
  select.addEventListener("change", () => select.value && go([...chosen, select.value]));
  return make("label", {}, `${box.dataset.add} `, select);
}

async function show() {
  const chosen = names();
  const lists = document.querySelector(".comparison-lists");
  lists.hidden = chosen.length > 0;
  lists.classList.add("shown");
  box.hidden = chosen.length === 0;
  document.querySelector("main .lede").hidden = chosen.length > 1;
  box.replaceChildren();
  if (chosen.length === 0) return;
  box.setAttribute("aria-busy", "true");
  const found = await Promise.all(chosen.map((name) => readThing(name).catch(() => undefined)));
  const things = found.filter(Boolean);
  const differing = make("input", { type: "checkbox" });
  const controls = make("p", { className: "comparison-controls" });
  if (things.length > 1) controls.append(make("label", {}, differing, ` ${box.dataset.differing}`));
  if (things.length > 0 && things.length < MOST) controls.append(await adder(chosen).catch(() => ""));
  const table = things.length > 0 ? tableOf(things, chosen) : "";
  differing.addEventListener("change", () => table.classList.toggle("comparison-differing", differing.checked));
  box.removeAttribute("aria-busy");
  box.replaceChildren(controls, table);
  document.querySelector(".comparison-lists").hidden = things.length > 0;
}

if (box) {
  addEventListener("popstate", show);
  show();
}
