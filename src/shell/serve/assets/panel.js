// What is wrong, in an editor's words: the page's own problems first, then the site's.

import { count, make } from "./build.js";
import { key, problem } from "./problem.js";

/** What the page says of itself when it is not the newest. */
const PAGE = {
  gone: "The site has no page at this address any more. You see it as it last was.",
  failed: "This page cannot be made at the moment. You see it as it last was.",
};

export class Panel {
  constructor(dock, say) {
    this.say = say;
    this.report = null;
    this.pageState = "current";
    /** Whether the panel opened by itself, and so closes by itself. */
    this.own = false;
    this.wasBroken = false;
    this.onChange = () => {};
    this.notice = make("p", { class: "notice", hidden: true });
    this.pageList = make("ol", { class: "problems" });
    this.siteList = make("ol", { class: "problems" });
    this.siteMore = make("p", { class: "more", hidden: true });
    this.siteWords = make("span");
    this.pageHead = make("h3", {}, "On this page");
    this.site = make("details", { class: "elsewhere" }, make("summary", {}, this.siteWords), this.siteList, this.siteMore);
    this.clean = make("p", { class: "clean" }, "Nothing is wrong on this page.");
    const close = make("button", { class: "close", type: "button", "aria-label": "Close the problems", onclick: () => this.close() }, "×");
    const scroll = make("div", { class: "scroll", tabindex: "0" }, this.notice, this.clean, this.pageHead, this.pageList, this.site);
    this.element = make("div", { class: "panel", id: "panel", role: "group", "aria-label": "Problems", hidden: true }, make("header", { class: "head" }, make("h2", {}, "Problems"), close), scroll);
    dock.append(this.element);
    addEventListener("keydown", (event) => this.escape(event));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Shows a report, and opens or closes as the page's errors come and go. */
  show(report) {
    this.report = report;
    const { page, site } = report;
    fill(this.pageList, page, true);
    fill(this.siteList, site, false);
    this.pageHead.hidden = this.pageList.hidden = page.length === 0;
    this.clean.hidden = page.length > 0 || this.pageState !== "current";
    const total = site.length + (report.more ?? 0);
    this.site.hidden = total === 0;
    this.siteWords.textContent = `Elsewhere in the site: ${count(total, "problem")}`;
    this.siteMore.hidden = !report.more;
    this.siteMore.textContent = report.more ? `And ${report.more} more, which \`sare check\` lists.` : "";
    this.settle();
    this.onChange();
  }

  /** Says that the page which is seen is not the newest. */
  showPage(state) {
    this.pageState = state;
    this.notice.hidden = !(state in PAGE);
    this.notice.textContent = PAGE[state] ?? "";
    if (this.report) this.clean.hidden = this.report.page.length > 0 || state !== "current";
    this.settle();
    this.onChange();
  }

  /** What the panel opens for, in words that stay the same from one report to the next. */
  faults() {
    return [...this.errors().map(key), ...(this.pageState in PAGE ? [this.pageState] : [])];
  }

  settle() {
    const faults = this.faults();
    // Before the first report nobody knows whether anything is wrong.
    if (!this.report && !faults.length) return;
    if (faults.length) {
      this.wasBroken = true;
      return this.openByItself(faults);
    }
    if (this.wasBroken) this.say("All errors on this page are mended.");
    this.wasBroken = false;
    remember([]);
    if (this.own) this.close();
  }

  /** Opens for faults that are new; those that the reader closed the panel on do not open it again. */
  openByItself(faults) {
    const known = remembered();
    const fresh = faults.filter((fault) => !known.includes(fault));
    if (!fresh.length) return remember(known.filter((fault) => faults.includes(fault)));
    const first = this.errors()[0];
    this.say(first ? `${count(this.errors().length, "error")} on this page. ${first.message.replaceAll("`", "")}` : this.notice.textContent);
    if (this.isOpen) return;
    this.own = true;
    this.element.hidden = false;
    this.onChange();
  }

  /** Opens at the reader's wish. */
  open() {
    this.own = false;
    this.element.hidden = false;
    this.site.open ||= this.report?.page.length === 0;
    this.onChange();
  }

  close() {
    const focused = this.element.getRootNode().activeElement;
    const hadFocus = focused && this.element.contains(focused);
    remember(this.faults());
    this.element.hidden = true;
    this.own = false;
    this.onChange();
    if (hadFocus) this.onLeave();
  }

  errors() {
    return this.report?.page.filter((one) => one.severity === "error") ?? [];
  }

  escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.isOpen) return;
    const inside = this.element.getRootNode().activeElement;
    // A field, a dialog or an open menu of the page has its own use for the key.
    if (!inside && document.querySelector(":is(:modal, :popover-open), :is(input, textarea, select):focus")) return;
    this.close();
  }
}

/** Brings a list up to date and leaves what is still so as it is, opened or closed, focused or not. */
function fill(list, problems, opened) {
  const before = new Map([...list.children].map((item) => [item.key, item]));
  const seen = new Map();
  const items = problems.map((one) => {
    const times = (seen.get(key(one)) ?? 0) + 1;
    seen.set(key(one), times);
    const name = `${key(one)} ${times}`;
    const text = JSON.stringify(one);
    const old = before.get(name);
    if (old?.text === text) return old;
    const item = problem(one, old ? old.querySelector("details").open : opened);
    return Object.assign(item, { key: name, text });
  });
  const kept = new Set(items);
  for (const item of before.values()) if (!kept.has(item)) item.remove();
  items.forEach((item, at) => list.children[at] !== item && list.insertBefore(item, list.children[at] ?? null));
}

/** The faults on which the panel was closed; each tab remembers its own, for each page. */
function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey()) ?? "[]");
  } catch {
    return [];
  }
}

function remember(faults) {
  try {
    sessionStorage.setItem(storageKey(), JSON.stringify(faults));
  } catch {
    // A browser that keeps nothing opens the panel once more often.
  }
}

function storageKey() {
  return `sare-closed-on ${location.pathname}`;
}
