// Changes the document where the server's new page differs from its last one, and nowhere else.
//
// Three trees are walked together: what the server last said, what it says now, and the document. A subtree of which the server says
// the same as before is not touched, so whatever the reader or the page's own scripts did to it stays: what is typed or ticked, opened,
// scrolled, played, selected.

import { isSheet } from "./styles.js";

/** How many pairs of children may be weighed against each other; more are paired in their order. */
const MOST_PAIRS = 40000;

/** How many live children are looked at for one that has moved on. */
const LOOK_AHEAD = 64;

export class Patch {
  /** `styles` holds the sheets that have been loaded beforehand. */
  constructor(styles) {
    this.styles = styles;
  }

  /** Makes of `live`, which shows `old`, what `next` says. */
  apply(old, next, live) {
    if (old.isEqualNode(next)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) return replaceText(live, next.data);
    attributes(old, next, live);
    if (live.localName === "template") live.content.replaceChildren(document.importNode(next.content, true));
    else if (live.localName !== "noscript") this.children(old, next, live);
  }

  children(old, next, live) {
    const olds = [...old.childNodes];
    const news = [...next.childNodes];
    const twins = findTwins(olds, live);
    const { from, same } = matchUp(olds, news);
    const kept = new Set(from);
    // A twin may be inside what is removed only if it is removed itself, so the order of these two steps is free.
    olds.forEach((_, at) => kept.has(at) || twins[at]?.remove());
    const still = longestRun(from);
    let last = null;
    news.forEach((node, at) => {
      const placed = from[at] < 0 ? this.add(node, live, last) : twins[from[at]];
      // A script of the page has taken it away; it stays away.
      if (!placed) return;
      if (from[at] >= 0) {
        if (!same.has(at)) this.apply(olds[from[at]], node, placed);
        if (!still.has(at)) move(live, placed, last ? last.nextSibling : live.firstChild);
      }
      last = placed;
    });
    if (live instanceof HTMLMediaElement && olds.some((one, at) => !kept.has(at) && one.localName === "source")) live.load();
  }

  add(node, live, last) {
    const loaded = this.styles.take(node);
    if (loaded) return loaded;
    const made = document.importNode(node, true);
    live.insertBefore(made, last ? last.nextSibling : live.firstChild);
    return made;
  }
}

/** Sets what the server changed; an attribute that only the reader changed, such as `open`, stays. */
function attributes(old, next, live) {
  for (const { name, value, namespaceURI } of next.attributes) {
    if (old.getAttribute(name) !== value) live.setAttributeNS(namespaceURI, name, value);
  }
  for (const { name } of old.attributes) {
    if (!next.hasAttribute(name)) live.removeAttribute(name);
  }
}

/** Puts in only the letters that differ, so that a selection in the rest stays. */
function replaceText(live, text) {
  const before = live.data;
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  while (start < shorter && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  live.replaceData(start, before.length - start - end, text.slice(start, text.length - end));
}

function move(parent, node, before) {
  if (node === before || node.nextSibling === before) return;
  // Keeps focus, playing media and the like, where the browser knows how.
  if (parent.moveBefore) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

/** For each old child the live node that shows it; live nodes that scripts have added are nobody's twin. */
function findTwins(olds, live) {
  const lives = [...live.childNodes].filter((node) => node.localName !== "sare-preview");
  if (standInOrder(olds, lives)) return lives;
  const untouched = new Map();
  lives.forEach((node, at) => {
    const key = wording(node);
    if (!untouched.get(key)?.push(at)) untouched.set(key, [at]);
  });
  const places = olds.map((old) => untouched.get(wording(old))?.shift() ?? -1);
  const taken = new Set(places);
  let from = 0;
  olds.forEach((old, at) => {
    if (places[at] < 0) {
      places[at] = findKin(old, lives, from, taken);
      taken.add(places[at]);
    }
    from = Math.max(from, places[at] + 1);
  });
  return places.map((place) => (place < 0 ? null : lives[place]));
}

/** Whether the live children are the server's one by one, and the reader has at most touched one of them. */
function standInOrder(olds, lives) {
  if (olds.length !== lives.length) return false;
  let touched = 0;
  return olds.every((old, at) => old.isEqualNode(lives[at]) || ((touched += 1) === 1 && isSame(old, lives[at])));
}

/** The nearest free live node that may well be what an old child has become. */
function findKin(old, lives, from, taken) {
  let kin = -1;
  for (let at = from; at < Math.min(lives.length, from + LOOK_AHEAD); at += 1) {
    if (taken.has(at) || !isKind(old, lives[at])) continue;
    if (isSame(old, lives[at])) return at;
    if (kin < 0) kin = at;
  }
  return kin;
}

function wording(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.outerHTML : `${node.nodeType} ${node.data}`;
}

function isSame(old, node) {
  if (!isKind(old, node)) return false;
  if (old.nodeType !== Node.ELEMENT_NODE) return old.data === node.data;
  return ["class", "href", "src", "name"].every((name) => old.getAttribute(name) === node.getAttribute(name));
}

/** Whether one may become the other. */
function isKind(old, node) {
  if (old.nodeType !== node.nodeType || old.nodeName !== node.nodeName) return false;
  return old.nodeType !== Node.ELEMENT_NODE || old.id === node.id;
}

/** For each new child the old one that it goes on from, or -1; `same` are those that say the same as it did. */
function matchUp(olds, news) {
  const from = new Array(news.length).fill(-1);
  let start = 0;
  const shorter = Math.min(olds.length, news.length);
  while (start < shorter && olds[start].isEqualNode(news[start])) from[start] = start++;
  let end = 0;
  while (end < shorter - start && olds[olds.length - 1 - end].isEqualNode(news[news.length - 1 - end])) {
    end += 1;
    from[news.length - end] = olds.length - end;
  }
  const same = new Set([...range(0, start), ...range(news.length - end, news.length)]);
  const used = new Set(from);
  const open = { olds: range(start, olds.length - end), news: range(start, news.length - end) };
  for (const key of [(node) => node.id && `${node.localName}#${node.id}`, (node) => node.outerHTML]) {
    const places = new Map();
    for (const at of open.olds) {
      const name = used.has(at) ? null : key(olds[at]);
      if (name && !places.get(name)?.push(at)) places.set(name, [at]);
    }
    for (const at of open.news) {
      const name = from[at] < 0 ? key(news[at]) : null;
      const place = name ? places.get(name)?.shift() : undefined;
      if (place !== undefined) used.add((from[at] = place));
    }
  }
  for (const gap of gaps(open, from, used)) matchByLikeness(gap, olds, news, from);
  return { from, same };
}

/** What is still without a partner, between those that have one and keep their order. */
function gaps(open, from, used) {
  const still = longestRun(from);
  const found = [];
  let gap = { olds: [], news: [] };
  let next = open.olds[0] ?? 0;
  const close = (until) => {
    for (; next < until; next += 1) if (!used.has(next)) gap.olds.push(next);
    if (gap.olds.length && gap.news.length) found.push(gap);
    gap = { olds: [], news: [] };
  };
  for (const at of open.news) {
    if (from[at] < 0) gap.news.push(at);
    else if (still.has(at)) close(from[at]);
  }
  close((open.olds.at(-1) ?? -1) + 1);
  return found;
}

/** Pairs old and new children of a gap in order, so that the pairs are as alike as can be. */
function matchByLikeness(gap, olds, news, from) {
  const [wide, high] = [gap.olds.length, gap.news.length];
  if (wide * high > MOST_PAIRS) return matchInOrder(gap, olds, news, from);
  const score = Array.from({ length: high + 1 }, () => new Float64Array(wide + 1));
  const pair = Array.from({ length: high }, () => new Float64Array(wide));
  for (let y = high - 1; y >= 0; y -= 1) {
    for (let x = wide - 1; x >= 0; x -= 1) {
      pair[y][x] = likeness(olds[gap.olds[x]], news[gap.news[y]]);
      const both = pair[y][x] > 0 ? pair[y][x] + score[y + 1][x + 1] : 0;
      score[y][x] = Math.max(both, score[y + 1][x], score[y][x + 1]);
    }
  }
  for (let [x, y] = [0, 0]; x < wide && y < high; ) {
    if (pair[y][x] > 0 && score[y][x] === pair[y][x] + score[y + 1][x + 1]) from[gap.news[y++]] = gap.olds[x++];
    else if (score[y][x] === score[y + 1][x]) y += 1;
    else x += 1;
  }
}

function matchInOrder(gap, olds, news, from) {
  let next = 0;
  for (const at of gap.news) {
    let x = next;
    while (x < gap.olds.length && x < next + LOOK_AHEAD && !isAkin(olds[gap.olds[x]], news[at])) x += 1;
    if (!isAkin(olds[gap.olds[x]], news[at])) continue;
    from[at] = gap.olds[x];
    next = x + 1;
  }
}

/** Whether a new child may continue an old one. A style sheet is another one as soon as its address is. */
function isAkin(old, next) {
  return old !== undefined && isKind(old, next) && !isSheet(old);
}

/** How well a new child continues an old one: 0 where it cannot. */
function likeness(old, next) {
  if (!isAkin(old, next)) return 0;
  const [a, b] = [old.textContent, next.textContent];
  if (old.nodeType !== Node.ELEMENT_NODE) return a.trim() || b.trim() ? 0.5 + alike(a, b) : 0.1;
  const same = ["class", "name", "property", "href", "src", "type"].filter((name) => old.getAttribute(name) === next.getAttribute(name));
  return 1 + same.length / 6 + 4 * alike(a, b);
}

/** The share of the longer text that both begin and end with. */
function alike(a, b) {
  const longer = Math.max(a.length, b.length);
  const shorter = Math.min(a.length, b.length, 2000);
  if (!longer) return 1;
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return (start + end) / longer;
}

/** The places of the most entries that are already in rising order, so that as little as possible is moved; -1 is left out. */
function longestRun(from) {
  const tails = [];
  const before = new Array(from.length).fill(-1);
  from.forEach((value, at) => {
    if (value < 0) return;
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (from[tails[middle]] < value) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? tails[low - 1] : -1;
    tails[low] = at;
  });
  const run = new Set();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]) run.add(at);
  return run;
}

function range(start, end) {
  return Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);
}
