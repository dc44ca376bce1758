// A list can be narrowed down and sorted, and the address of the page tells how, so that it can be sent to others. The list itself is
// in the page; of a long one the further parts are fetched when they are first needed. Without this script nothing is lost.

/** So many rows are shown at once; more come when they are asked for. */
const MOST = 500;

/** Small letters without accents, so that "innovacion" finds "innovación". */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What is written in a message in braces gives way to a value. */
const filled = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A row of the list, and what is known of it. */
function readRow(element) {
  const name = element.querySelector(".list-title") ?? element.cells[0];
  return {
    element,
    key: element.querySelector("a")?.href ?? name.textContent,
    name: name.textContent,
    words: folded(element.textContent),
    facets: new Set((element.dataset.facets ?? "").split(" ")),
  };
}

const rowsIn = (table) => [...table.querySelectorAll("tbody tr:not(.group-row)")].map(readRow);

class List {
  constructor(form, table) {
    this.form = form;
    this.table = table;
    this.language = document.documentElement.lang;
    this.collator = new Intl.Collator(this.language, { numeric: true });
    this.numbers = new Intl.NumberFormat(this.language);
    this.columns = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.column);
    this.bodies = [...table.tBodies];
    this.flat = document.createElement("tbody");
    this.parts = [...document.querySelectorAll(".list-pages a:not([aria-current])")].map((link) => link.href);
    this.isLong = this.parts.length > 0;
    this.around = document.querySelectorAll(".groups, .list-pages");
    this.limit = MOST;
    this.rows = rowsIn(table);
    this.addButtons();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.changed(event.target.name === "q"));
    form.addEventListener("reset", () => requestAnimationFrame(() => this.changed(false)));
    addEventListener("popstate", () => this.read());
    this.read();
  }

  /** The headings of the columns sort by them, once for one order and once more for the other. */
  addButtons() {
    for (const cell of this.table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const { sort, turn } = this.form.elements;
        turn.checked = sort.value === cell.dataset.column && !turn.checked;
        sort.value = cell.dataset.column;
        this.changed(false);
      });
    }
    this.more = document.createElement("button");
    this.more.type = "button";
    this.more.className = "filters-more";
    this.more.hidden = true;
    this.more.addEventListener("click", () => {
      this.limit += MOST;
      this.show();
    });
    this.table.after(this.more);
  }

  /** Takes over what the address says. */
  read() {
    const wanted = new URLSearchParams(location.search);
    for (const field of this.form.elements) {
      if (field.type === "checkbox") field.checked = wanted.getAll(field.name).includes(field.value);
      else if (field.name) field.value = wanted.get(field.name) ?? "";
    }
    // The address may name a column that this list does not have.
    if (this.form.elements.sort.selectedIndex < 0) this.form.elements.sort.value = "";
    this.show();
  }

  /** Something was chosen: the address says so, and the list shows it. */
  changed(isTyping) {
    const chosen = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value !== ""));
    const address = `${location.pathname}${chosen.size > 0 ? `?${chosen}` : ""}${location.hash}`;
    if (isTyping) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.limit = MOST;
    this.show();
  }

  /** What is chosen, by facet. */
  chosen() {
    const facets = new Map();
    for (const box of this.form.querySelectorAll(".filter input:checked")) {
      facets.set(box.name, [...(facets.get(box.name) ?? []), box.value]);
    }
    const { q, sort, turn } = this.form.elements;
    return { facets, words: folded(q.value).split(/\s+/).filter(Boolean), sort: sort.value, turn: turn.checked };
  }

  has(row, facet, value) {
    if (value !== "-") return row.facets.has(`${facet}:${value}`);
    return ![...row.facets].some((token) => token.startsWith(`${facet}:`));
  }

  /** Does a row have what is chosen, in every facet but one? */
  matches(row, { facets, words }, but) {
    if (!words.every((word) => row.words.includes(word))) return false;
    return [...facets].every(([facet, values]) => facet === but || values.some((value) => this.has(row, facet, value)));
  }

  /** The rest of a list in parts; where it cannot be had, what is here has to do. */
  async complete() {
    const parts = this.parts.splice(0);
    if (parts.length === 0) return;
    this.table.setAttribute("aria-busy", "true");
    const read = async (address) => {
      const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
      const table = page.querySelector(".list");
      return table ? rowsIn(table) : [];
    };
    const found = await Promise.all(parts.map((address) => read(address).catch(() => [])));
    const last = this.rows.length;
    this.rows.push(...found.flat());
    for (const row of this.rows.slice(last)) row.element = document.adoptNode(row.element);
    this.table.removeAttribute("aria-busy");
    this.table.dispatchEvent(new Event("sare:rows"));
    this.show();
  }

  show() {
    const chosen = this.chosen();
    const isWhole = chosen.facets.size === 0 && chosen.words.length === 0;
    if (this.parts.length > 0 && !(isWhole && chosen.sort === "")) this.complete();
    const matching = this.rows.filter((row) => this.matches(row, chosen));
    const distinct = [...new Map(matching.map((row) => [row.key, row])).values()];
    if (chosen.sort === "" && (isWhole || !this.isLong)) this.showGroups(new Set(matching), isWhole);
    else this.showFlat(this.sorted(distinct, chosen));
    this.count(chosen);
    this.tell(distinct.length, isWhole, chosen);
  }

  /** The list as the page has it, with what does not match left out. */
  showGroups(matching, isWhole) {
    if (this.flat.isConnected) {
      for (const row of this.rows) row.home?.append(row.element);
      this.flat.replaceWith(...this.bodies);
    }
    for (const row of this.rows) row.element.hidden = !matching.has(row);
    for (const body of this.bodies) {
      const shown = [...body.rows].filter((row) => !row.hidden && !row.classList.contains("group-row")).length;
      body.hidden = shown === 0;
      const count = body.querySelector(".group-row .count");
      if (count) count.textContent = this.numbers.format(shown);
    }
    for (const element of this.around) element.hidden = !isWhole;
    this.more.hidden = true;
  }

  /** One body of rows in their order, each thing once. */
  showFlat(rows) {
    if (!this.flat.isConnected) {
      for (const row of this.rows) row.home ??= row.element.parentNode;
      this.bodies[0].before(this.flat);
      for (const body of this.bodies) body.remove();
    }
    const shown = rows.slice(0, this.limit);
    for (const row of shown) row.element.hidden = false;
    this.flat.replaceChildren(...shown.map((row) => row.element));
    for (const element of this.around) element.hidden = true;
    const left = rows.length - shown.length;
    this.more.hidden = left === 0;
    this.more.textContent = filled(this.form.dataset.more, { count: this.numbers.format(Math.min(left, MOST)) });
  }

  sorted(rows, { sort, turn }) {
    const at = this.columns.indexOf(sort);
    if (at < 0) return rows;
    const value = (row) => {
      if (sort === "name") return row.name;
      const cell = row.element.cells[at];
      const rank = cell.dataset.rank ?? cell.querySelector("data")?.value;
      return rank === undefined ? cell.textContent.trim() : Number(rank);
    };
    const order = (one, other) => {
      // What does not tell comes last, whichever way the rest goes.
      if (one === "" || other === "") return (one === "") - (other === "");
      const by = typeof one === "number" && typeof other === "number" ? one - other : this.collator.compare(one, other);
      return turn ? -by : by;
    };
    return rows.map((row) => [value(row), row]).sort(([one], [other]) => order(one, other)).map(([, row]) => row);
  }

  /** How many things each choice would leave. */
  count(chosen) {
    for (const facet of this.form.querySelectorAll(".filter")) {
      const boxes = [...facet.querySelectorAll("input")];
      const rows = this.rows.filter((row) => this.matches(row, chosen, boxes[0].name));
      // The first part of a long list does not know of the others until they are here.
      for (const box of boxes) {
        const left = new Set(rows.filter((row) => this.has(row, box.name, box.value)).map((row) => row.key)).size;
        const label = box.closest("label");
        if (this.parts.length === 0) label.querySelector(".count").textContent = this.numbers.format(left);
        label.classList.toggle("choice-idle", this.parts.length === 0 && left === 0 && !box.checked);
      }
      const picked = boxes.filter((box) => box.checked).length;
      facet.querySelector(".filter-chosen").textContent = picked > 0 ? this.numbers.format(picked) : "";
    }
  }

  /** Says what is shown, and marks the column that it is sorted by. */
  tell(shown, isWhole, { sort, turn }) {
    const count = new Set(this.rows.map((row) => row.key)).size;
    const { found, none } = this.form.dataset;
    const words = shown === 0 ? none : filled(found, { shown: this.numbers.format(shown), count: this.numbers.format(count) });
    this.form.querySelector(".filters-found").textContent = isWhole ? "" : words;
    this.form.querySelector(".filters-clear").hidden = isWhole && sort === "";
    this.form.querySelector(".filter-turn").hidden = sort === "";
    for (const cell of this.table.tHead.rows[0].cells) {
      if (cell.dataset.column === sort) cell.setAttribute("aria-sort", turn ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
  }
}

/** One list of facets is open at a time, and closes by a click elsewhere or by Escape. */
function closeOthers(form) {
  const close = (but) => {
    for (const open of form.querySelectorAll(".filter[open]")) if (open !== but) open.open = false;
  };
  document.addEventListener("click", (event) => close(event.target.closest(".filter")));
  form.addEventListener("keydown", (event) => {
    const open = event.target.closest(".filter[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

const form = document.querySelector(".filters");
const table = document.querySelector(".list");
if (form && table) {
  closeOthers(form);
  new List(form, table);
}
