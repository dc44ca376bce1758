// The bar at the bottom edge: how the page stands, in one line; what is wrong is one press away.

import { count, make } from "./build.js";

export class Bar {
  constructor(dock, panel) {
    this.panel = panel;
    this.onEdit = () => {};
    this.pageState = "current";
    this.connected = true;
    this.badge = make("button", { class: "badge", type: "button", "aria-controls": "panel", onclick: () => (panel.isOpen ? panel.close() : panel.open()) });
    this.facts = make("div", { class: "facts" });
    this.edition = make("span", { class: "edition" });
    this.help = make("p", { class: "tip", id: "tip", hidden: true }, make("kbd", {}, "Alt"), " and a click on a paragraph, a list item, a row, a heading or a figure opens your editor at its line. ", make("kbd", {}, "Esc"), " closes the problems.");
    this.edit = make("button", { class: "tool edit", type: "button", onclick: () => this.onEdit() }, "Edit");
    this.ask = make("button", { class: "tool", type: "button", "aria-label": "Help", "aria-expanded": "false", "aria-controls": "tip", onclick: () => this.toggleHelp() }, "?");
    this.hide = make("button", { class: "tool", type: "button", onclick: () => this.setHidden(!this.isHidden) });
    this.rest = make("div", { class: "rest" }, this.facts, this.edition, this.edit, this.ask);
    this.element = make("div", { class: "bar" }, this.badge, this.rest, this.hide);
    dock.append(this.help, this.element);
    this.dock = dock;
    panel.onChange = () => this.showBadge();
    panel.onLeave = () => this.badge.focus();
    addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && this.showHelp(false));
    this.setHidden(remembered());
    this.showBadge();
  }

  /** Shows what the report says beside its problems. */
  show(report) {
    this.report = report;
    const { draft, missing, age, sources } = report.bar ?? {};
    const links = (missing ?? []).map(({ lang, url }) => make("a", { href: url, hreflang: lang }, languageName(lang)));
    this.facts.replaceChildren(
      ...[
        draft && make("span", { class: "fact draft", title: "A build leaves this page out" }, "Draft"),
        links.length > 0 && make("span", { class: "fact" }, make("a", { href: "/__sare/translations/" }, "Not yet in"), " ", ...links.flatMap((link, at) => (at ? [", ", link] : [link]))),
        age && make("span", { class: "fact age" }, "As of ", make("time", { datetime: age }, dateInWords(age))),
      ].filter(Boolean),
    );
    this.edit.hidden = sources?.length === 0;
    if (sources?.length) this.edit.title = `Open ${sources[0]} in the editor`;
    this.showBadge();
  }

  showEdition(number) {
    this.edition.textContent = `Edition ${number}`;
  }

  showConnected(connected) {
    if (connected === this.connected) return;
    this.connected = connected;
    this.showBadge();
    this.panel.say(connected ? "The preview is running again." : "The preview has stopped.");
  }

  showPage(state) {
    this.pageState = state;
    this.showBadge();
  }

  get isHidden() {
    return this.element.classList.contains("is-hidden");
  }

  setHidden(hidden) {
    this.element.classList.toggle("is-hidden", hidden);
    this.dock.classList.toggle("is-small", hidden && !this.panel.isOpen);
    this.hide.textContent = hidden ? "‹" : "×";
    this.hide.setAttribute("aria-label", hidden ? "Show the bar" : "Hide the bar");
    if (hidden) this.showHelp(false);
    try {
      sessionStorage.setItem("sare-bar", hidden ? "hidden" : "shown");
    } catch {
      // Then the bar is shown again on the next page.
    }
  }

  toggleHelp() {
    this.showHelp(this.help.hidden);
  }

  showHelp(shown) {
    this.help.hidden = !shown;
    this.ask.setAttribute("aria-expanded", String(!this.help.hidden));
  }

  showBadge() {
    const { page = [], site = [], more = 0 } = this.report ?? {};
    const errors = page.filter((one) => one.severity === "error").length;
    const warnings = page.length - errors;
    const elsewhere = site.length + more;
    const own = [errors && count(errors, "error"), warnings && count(warnings, "warning")].filter(Boolean).join(", ");
    let [state, words] = [errors ? "error" : warnings ? "warning" : "good", own || (elsewhere ? "Page in order" : "All in order")];
    if (this.pageState === "none") [state, words] = [errors ? "error" : "wait", own || "No page here"];
    else if (this.pageState !== "current") [state, words] = ["error", own || "Not the newest"];
    if (!this.connected) [state, words] = ["stopped", "Preview stopped"];
    if (this.connected && !this.report) [state, words] = ["wait", "Preview"];
    this.badge.className = `badge ${state}`;
    this.badge.replaceChildren(make("span", { class: "dot", "aria-hidden": "true" }), make("span", { class: "words" }, words));
    if (elsewhere && this.connected) this.badge.append(make("span", { class: "elsewhere-count" }, ` · ${elsewhere} elsewhere`));
    this.badge.title = this.connected ? "Show what is wrong" : "`sare serve` has ended; the page stays as it was";
    this.badge.setAttribute("aria-expanded", String(this.panel.isOpen));
    this.dock.classList.toggle("is-small", this.isHidden && !this.panel.isOpen);
  }
}

function remembered() {
  try {
    return sessionStorage.getItem("sare-bar") === "hidden";
  } catch {
    return false;
  }
}

function languageName(tag) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag);
  } catch {
    return tag;
  }
}

/** `2025-11-03` is 3 November 2025, `2025` stays a year; what is no date is shown as it is. */
function dateInWords(text) {
  const [, year, month, day] = text.match(/^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/) ?? [];
  if (!month) return text;
  const style = { year: "numeric", month: "long", day: day ? "numeric" : undefined, timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", style).format(new Date(Date.UTC(year, month - 1, day ?? 1)));
}
