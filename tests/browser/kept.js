// What a change of the page must leave as it is; gives the names of what it did not.
(async () => {
  const { Patch } = await import("/__sare/morph.js");
  const parse = (text) => new DOMParser().parseFromString(`<!doctype html><body>${text}</body>`, "text/html");
  const faults = [];
  const check = (name, before, after, touch, holds) => {
    const [shown, live, next] = [before, before, after].map(parse);
    const room = document.createElement("iframe");
    document.body.append(room);
    const page = room.contentDocument;
    page.body.replaceChildren(...live.body.childNodes);
    const seen = touch(page);
    new Patch({ take: () => null }).apply(shown.body, next.body, page.body);
    if (!holds(page, seen)) faults.push(`${name}: ${page.body.innerHTML}`);
    room.remove();
  };
  const one = (page, selector) => page.querySelector(selector);

  check("a paragraph before the one in focus", "<p>a <a href='/x'>x</a></p>", "<p>new</p><p>a <a href='/x'>x</a> more</p>",
    (page) => one(page, "a").focus(), (page) => page.activeElement === one(page, "a"));
  check("a selection beside the edit", "<p>one two three</p>", "<p>one 2 three</p>",
    (page) => { const range = page.createRange(); range.setStart(one(page, "p").firstChild, 8); range.setEnd(one(page, "p").firstChild, 13); return range; },
    (page, range) => range.toString() === "three");
  check("a ticked box and a typed value", "<p>a</p><input type=checkbox><input class=t value=server>", "<p>b</p><input type=checkbox><input class=t value=server>",
    (page) => { one(page, "input").checked = true; one(page, ".t").value = "mine"; },
    (page) => one(page, "input").checked && one(page, ".t").value === "mine");
  check("an opened list whose words change", "<details><summary>a</summary>b</details>", "<details><summary>a</summary>c</details>",
    (page) => { one(page, "details").open = true; }, (page) => one(page, "details").open && one(page, "details").lastChild.data === "c");
  check("what a script has added", "<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>c</li><li>d</li></ul>",
    (page) => one(page, "ul").prepend(Object.assign(page.createElement("button"), { textContent: "sort" })),
    (page) => [...one(page, "ul").children].map((child) => child.textContent).join() === "sort,a,c,d");
  check("rows that a script has sorted", "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
    "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c!</td></tr></tbody></table>",
    (page) => one(page, "tbody").prepend(one(page, "tr:last-child")), (page) => one(page, "tbody").textContent === "c!ab");
  check("a class that a script has set", "<p class=x>a</p>", "<p class=x>b</p>",
    (page) => one(page, "p").classList.add("mine"), (page) => one(page, "p").className === "x mine");
  check("the element of an id that changes its place", "<h2 id=a>A</h2><p>a</p><h2 id=b>B</h2><p>b</p>", "<h2 id=b>B</h2><p>b</p><h2 id=a>A</h2><p>a</p>",
    (page) => [one(page, "#a"), one(page, "#b")], (page, seen) => one(page, "#a") === seen[0] && one(page, "#b") === seen[1] && page.body.textContent === "BbAa");
  check("what a script has taken away", "<p>a</p><p class=banner>b</p><p>c</p>", "<p>a</p><p class=banner>b2</p><p>d</p>",
    (page) => one(page, ".banner").remove(), (page) => page.body.textContent === "ad");
  return faults;
})();
