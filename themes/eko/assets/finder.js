// Search, on its own page and in a dialog over any other. The box stands in the page on search (search.html) with all its words; the
// dialog borrows it from there. The index and the library that reads it lie in the site itself, and are fetched when somebody searches.

/** How many results are shown at first: in the dialog, and on the page. */
const FEW = 12;
const MANY = 30;

/** How long a reader may pause before what they have typed is searched, in milliseconds. */
const PAUSE = 120;

/** A title or another name says more than a text; the other marks of a page are there to be found or shown, not to be weighed. */
const RANKING = { metaWeights: { title: 8, names: 6, ids: 2, lang: 0 }, pageLength: 0.3, termFrequency: 0.8 };

/** How many words of a text are shown. */
const EXCERPT = 22;

let library;

/** The library, ready to search; fetched once. */
function fetched({ index, parts }) {
  library ??= import(`${index}pagefind.js`).then(async ({ createInstance }) => {
    const found = createInstance({ ranking: RANKING, excerptLength: EXCERPT });
    await found.init();
    // A very large site is indexed in parts.
    const others = Array.from({ length: Number(parts) - 1 }, (_, at) => `${index}${at + 2}/`);
    await Promise.all(others.map((part) => found.mergeIndex(part, { ranking: RANKING, excerptLength: EXCERPT })));
    // So that it can tell how many things of a kind were found.
    await found.filters();
    return found;
  });
  // What failed once, for want of a network perhaps, is tried again.
  library.catch(() => (library = undefined));
  return library;
}

/** Words of the interface with what is to be filled in. */
function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}

/** An element with a class and words or children. */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** What stands around the words that were found: the library marks them, and has escaped all else. */
function excerpt(marked) {
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  const pieces = marked.split(/(<mark>.*?<\/mark>)/u).map((piece) => {
    const inner = /^<mark>(.*)<\/mark>$/u.exec(piece);
    return inner ? element("mark", "", plain(inner[1])) : plain(piece);
  });
  return element("span", "finder-excerpt", ...pieces);
}

/** A result: the title as a link, its other names, and the place in the text. */
function shown(data) {
  const { title, names, lang } = data.meta;
  const link = element("a", "finder-link", title);
  link.href = data.url;
  if (lang) link.lang = lang;
  const item = element("li", "finder-result", link);
  if (names) item.append(element("span", "finder-names", names));
  if (data.excerpt) item.append(excerpt(data.excerpt));
  const sections = data.sub_results.filter((section) => section.anchor && section.locations.length > 0);
  sections.sort((a, b) => b.locations.length - a.locations.length);
  for (const section of sections.slice(0, 2)) {
    const deeper = element("a", "finder-link finder-section", section.title);
    deeper.href = section.url;
    item.append(deeper);
  }
  return item;
}

/** Makes a box answer; `limit` is how many results it shows, `turn` hears what is searched. */
function enliven(box, limit, turn) {
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const results = box.querySelector(".finder-results");
  const otherwise = box.querySelector(".finder-otherwise");
  const said = box.dataset;
  const language = document.documentElement.lang;
  const number = (count) => count.toLocaleString(language);
  const counted = (count) => filled(new Intl.PluralRules(language).select(count) === "one" ? said.one : said.other, { n: number(count) });
  let asked = 0;

  /** The results that stand first, by their kinds in the order in which these turn up. */
  const grouped = async (found, kinds, words) => {
    const groups = new Map();
    for (const data of await Promise.all(found.map((result) => result.data()))) {
      const kind = data.filters.kind?.[0] ?? "";
      groups.set(kind, [...(groups.get(kind) ?? []), data]);
    }
    return [...groups].map(([kind, all], at) => {
      const list = element("ol", "finder-list", ...all.map(shown));
      const id = `finder_${asked}_${at}`;
      const count = kinds[kind] ?? all.length;
      const head = element("h2", "finder-kind", kind, " ", element("span", "count", number(count)));
      head.id = id;
      list.setAttribute("aria-labelledby", id);
      const group = element("section", "finder-group", head, list);
      if (count > all.length) group.append(further(list, kind, words, count));
      return group;
    });
  };

  /** A button that shows the rest of a kind, a handful at a time. */
  const further = (list, kind, words, count) => {
    const button = element("button", "finder-more", filled(said.more, { n: number(count - list.children.length), kind }));
    button.type = "button";
    button.addEventListener("click", async () => {
      const { results: all } = await (await fetched(said)).search(words, { filters: { kind } });
      const known = new Set([...list.querySelectorAll("a:first-child")].map((link) => link.getAttribute("href")));
      const rest = (await Promise.all(all.slice(0, known.size + MANY).map((result) => result.data()))).filter((data) => !known.has(data.url));
      const items = rest.map(shown);
      list.append(...items);
      items[0]?.querySelector("a").focus();
      const left = all.length - list.children.length;
      if (left > 0 && items.length > 0) button.textContent = filled(said.more, { n: number(left), kind });
      else button.remove();
    });
    return button;
  };

  /** Where nothing has all the words: what has most of them; for a single word what begins as it does, for as long as possible. */
  const nearest = async (search, words) => {
    const idle = new Set(said.idle.split(" "));
    const parts = words.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2 && !idle.has(part));
    if (parts.length < 2) {
      for (let length = words.length - 1; length >= 3; length--) {
        const { results: found } = await search.search(words.slice(0, length));
        if (found.length > 0) return found;
      }
      return [];
    }
    const best = new Map();
    for (const [at, part] of parts.entries()) {
      // "Cyber security" is also said in one word.
      const joined = [parts.slice(at, at + 2), parts.slice(Math.max(at - 1, 0), at + 1)].filter((two) => two.length > 1).map((two) => two.join(""));
      const seen = new Set();
      for (const word of [part, ...joined]) {
        const { results: found } = await search.search(word);
        for (const result of found) {
          if (seen.has(result.id)) continue;
          seen.add(result.id);
          const { words: has, score } = best.get(result.id) ?? { words: 0, score: 0 };
          // A word that is everywhere tells little.
          best.set(result.id, { result, words: has + 1, score: score + result.score / Math.sqrt(found.length) });
        }
      }
    }
    return [...best.values()].sort((a, b) => b.words - a.words || b.score - a.score).map(({ result }) => result);
  };

  const answer = async () => {
    const words = input.value.trim();
    const turnOf = ++asked;
    turn(words);
    if (words === "") {
      results.replaceChildren();
      status.textContent = "";
      otherwise.hidden = false;
      return;
    }
    try {
      const slow = setTimeout(() => turnOf === asked && (status.textContent = said.searching), 400);
      const search = await fetched(said);
      const { results: found, filters } = await search.search(words);
      const near = found.length > 0 ? [] : await nearest(search, words);
      const first = (found.length > 0 ? found : near).slice(0, limit);
      const groups = await grouped(first, (found.length > 0 && filters.kind) || {}, words);
      clearTimeout(slow);
      // Something else has been typed by now.
      if (turnOf !== asked) return;
      results.replaceChildren(...groups);
      otherwise.hidden = groups.length > 0;
      const none = filled(near.length > 0 ? said.near : said.none, { words });
      status.textContent = found.length > 0 ? counted(found.length) : none;
    } catch (error) {
      if (turnOf === asked) status.textContent = said.failed;
      console.error(error);
    }
  };

  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(answer, PAUSE);
  });
  // The library is on its way while the first word is typed.
  input.addEventListener("focus", () => fetched(said).catch(() => {}), { once: true });
  box.addEventListener("keydown", (event) => move(event, box, input));
  return answer;
}

/** Arrows lead through the results and back into the field; who goes on typing is back there at once. */
function move(event, box, input) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const stops = [input, ...box.querySelectorAll(".finder-results a, .finder-results button, .finder-otherwise:not([hidden]) a")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  } else if (isPlain && event.key.length === 1 && event.key !== " " && document.activeElement !== input) {
    input.focus();
  }
}

/** The sheet that the box is dressed by, once it is there. */
function dressed(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const sheet = element("link");
  sheet.rel = "stylesheet";
  sheet.href = href;
  const loaded = new Promise((done) => ["load", "error"].forEach((end) => sheet.addEventListener(end, done)));
  document.head.append(sheet);
  return loaded;
}

let dialog;

/** Opens the dialog; on the page on search, goes to its field. */
export async function open(link) {
  const own = document.querySelector("main .finder input");
  if (own) return own.focus();
  dialog ??= await made(link);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input").select();
}

/** The dialog, with the box of the page on search. */
async function made(link) {
  const [text] = await Promise.all([fetch(link.href).then((answer) => answer.text()), dressed(link.dataset.sheet)]);
  const page = new DOMParser().parseFromString(text, "text/html");
  const box = document.importNode(page.querySelector(".finder"), true);
  const close = element("button", "finder-close", element("span", "hidden", box.dataset.close));
  close.type = "button";
  const made = element("dialog", "finder-dialog", box, close);
  made.setAttribute("aria-label", link.textContent.trim());
  close.addEventListener("click", () => made.close());
  made.addEventListener("click", (event) => event.target === made && made.close());
  // A search field would first be emptied by the key.
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      made.close();
    }
  });
  document.body.append(made);
  enliven(box, FEW, () => {});
  return made;
}

/** The box of the page on search itself: what is searched stands in its address. */
function begin(box) {
  const input = box.querySelector("input");
  const title = document.title;
  const answer = enliven(box, MANY, (words) => {
    const address = new URL(location.href);
    if (words === "") address.searchParams.delete("q");
    else address.searchParams.set("q", words);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    document.title = words === "" ? title : `${words} · ${title}`;
  });
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  input.value = new URL(location.href).searchParams.get("q") ?? "";
  if (input.value) answer();
  else input.focus({ preventScroll: true });
}

const own = document.querySelector("main .finder");
if (own) begin(own);
