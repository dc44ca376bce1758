// Style sheets: a new one is loaded before the old one goes, so that the page is never without.

/** How long a sheet may take before the page goes on without waiting for it, in milliseconds. */
const LONGEST = 3000;

export function isSheet(node) {
  return node.localName === "link" && node.relList.contains("stylesheet");
}

/** Loads the sheets that `next` has and `shown` has not, unseen; `take` gives a loaded one its place, `finish` lets all be seen. */
export async function prepareStyles(shown, next) {
  const before = new Set([...shown.querySelectorAll("link")].filter(isSheet).map(key));
  const wanted = [...next.querySelectorAll("link")].filter((link) => isSheet(link) && !before.has(key(link)));
  const loaded = new Map();
  const loads = wanted.map((link) => {
    const own = sheets().findLast((old) => stem(old) === stem(link)) ?? sheets().at(-1);
    const made = load(link.getAttribute("href"), own);
    loaded.set(key(link), { link, made: made.link });
    return made.done;
  });
  await Promise.all(loads);
  return {
    take(node) {
      return (node.nodeType === Node.ELEMENT_NODE && isSheet(node) && loaded.get(key(node))?.made) || null;
    },
    finish() {
      for (const { link, made } of loaded.values()) dress(made, link);
    },
  };
}

/** Loads those sheets again whose file changed though their address stayed as it was, such as those in `static/`. */
export async function freshenStyles(edition) {
  const changed = edition.changed.filter((path) => path.endsWith(".css")).map(fileName);
  const stale = sheets().filter((link) => {
    const address = new URL(link.href);
    const isOwn = address.origin === location.origin && !isHashed(address.pathname);
    return isOwn && changed.includes(fileName(address.pathname)) && address.searchParams.get("sare") !== String(edition.number);
  });
  await Promise.all(
    stale.map(async (link) => {
      const address = new URL(link.href);
      address.searchParams.set("sare", edition.number);
      const made = load(address.href, link);
      await made.done;
      dress(made.link, link, "href");
      link.remove();
    }),
  );
}

/** Puts a sheet behind `after` that applies to nothing as yet. */
function load(href, after) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.media = "not all";
  link.href = href;
  const done = new Promise((loaded) => {
    link.onload = link.onerror = loaded;
    setTimeout(loaded, LONGEST);
  });
  if (after) after.after(link);
  else document.head.append(link);
  return { link, done };
}

/** Gives a loaded sheet the attributes of the one that it stands for. */
function dress(made, link, except) {
  for (const { name, value } of link.attributes) if (name !== except && made.getAttribute(name) !== value) made.setAttribute(name, value);
  if (!link.hasAttribute("media")) made.removeAttribute("media");
}

function sheets() {
  return [...document.querySelectorAll("link")].filter(isSheet);
}

function key(link) {
  return `${link.getAttribute("href")} ${link.media}`;
}

/** A sheet's address without the hash of its text: `/assets/eko.9ee05d0a5c.css` is `/assets/eko.css`. */
function stem(link) {
  return (link.getAttribute("href") ?? "").replace(/[?#].*$/, "").replace(/\.[0-9a-f]{8,}(?=\.css$)/, "");
}

function fileName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

function isHashed(path) {
  return /\.[0-9a-f]{8,}\.css$/.test(path);
}
