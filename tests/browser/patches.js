// Changes random small pages into others in place, over and over; gives what went wrong first, or how many were tried.
(async () => {
  const { Patch } = await import("/__sare/morph.js");
  const styles = { take: () => null };
  let state = 20240417;
  const random = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = (list) => list[random(list.length)];
  const words = () => Array.from({ length: 1 + random(6) }, () => pick(["hub", "cluster", "a", "of", "Bilbao", "23 %", "&lt;b&gt;", "ñ", "🛰"])).join(" ");
  const part = (depth) => {
    const name = pick(["p", "li", "section", "details", "table", "svg", "input", "h2", "text", "comment"]);
    const id = random(4) ? "" : ` id="i${random(6)}"`;
    const kind = random(3) ? "" : ` class="${pick(["a", "b", "a b"])}"`;
    const inner = () => (depth > 0 ? Array.from({ length: random(5) }, () => part(depth - 1)).join(random(2) ? "\n" : "") : words());
    if (name === "text") return words();
    if (name === "comment") return `<!--${words()}-->`;
    if (name === "input") return `<input${kind}${id} value="${random(9)}"${random(2) ? " checked" : ""}>`;
    if (name === "p" || name === "h2") return `<${name}${kind}${id}>${words()}<em>${words()}</em></${name}>`;
    if (name === "table") return `<table${kind}><tbody>${Array.from({ length: random(5) }, () => `<tr><td>${words()}</td><td>${random(5)}</td></tr>`).join("")}</tbody></table>`;
    if (name === "svg") return `<svg${kind} viewBox="0 0 9 ${random(9)}"><g${id}><use xlink:href="#i${random(6)}"/><rect width="${random(9)}"/></g></svg>`;
    if (name === "details") return `<details${kind}${id}${random(2) ? " open" : ""}><summary>${words()}</summary>${inner()}</details>`;
    return `<${name}${kind}${id}>${inner()}</${name}>`;
  };
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  const page = () => `<!doctype html><html lang="${pick(["en", "eu"])}"><head><title>${words()}</title><meta name="description" content="${words()}"></head><body class="${pick(["a", "b"])}">${Array.from({ length: random(8) }, () => part(3)).join("\n")}</body></html>`;
  // An edit: some children go, come, change places or say something else.
  const edit = (tree) => {
    const all = [...tree.body.querySelectorAll("*"), tree.body];
    for (let times = 1 + random(4); times > 0; times -= 1) {
      const one = pick(all);
      const what = random(5);
      if (what === 0 && one !== tree.body) one.remove();
      if (what === 1) one.append(parse(part(2)).body.firstChild ?? "");
      if (what === 2 && one.children.length > 1) one.prepend(pick([...one.children]));
      if (what === 3 && one.firstChild?.nodeType === 3) one.firstChild.data = words();
      if (what === 4) one.setAttribute("class", pick(["c", "d"]));
    }
    return parse(tree.documentElement.outerHTML);
  };
  const tries = 400;
  for (let turn = 0; turn < tries; turn += 1) {
    let shown = parse(page());
    const live = parse(shown.documentElement.outerHTML);
    for (let step = 0; step < 3; step += 1) {
      const next = random(3) ? edit(parse(shown.documentElement.outerHTML)) : parse(page());
      const said = [shown, live, next].map((tree) => tree.documentElement.outerHTML);
      new Patch(styles).apply(shown.documentElement, next.documentElement, live.documentElement);
      if (!live.documentElement.isEqualNode(next.documentElement)) return { turn, step, said, became: live.documentElement.outerHTML };
      shown = next;
    }
  }
  return tries;
})();
