// The page that is looked at, kept as the newest edition has it without loading it again.

import { keepPlace } from "./place.js";
import { Patch } from "./morph.js";
import { prepareStyles, freshenStyles } from "./styles.js";
import { freshenImages } from "./images.js";

export class Page {
  /** `tell` hears how the page stands: `current`, `none` (the site has no such page), `gone` (it has it no more) or `failed`. */
  constructor(tell) {
    this.tell = tell;
    /** What the server last said, as it said it; what scripts and the reader changed since is only in the document itself. */
    this.shown = null;
    this.text = null;
    this.found = true;
    this.turn = Promise.resolve(false);
    this.waiting = null;
    // The browser still has the very bytes that it made this page of.
    this.first = this.ask("force-cache").then((answer) => answer && this.remember(answer), () => {});
  }

  /** Brings the page up to date with an edition; editions that follow each other quickly are one step. */
  refresh(edition) {
    if (this.waiting) {
      this.waiting.edition = { ...edition, changed: [...this.waiting.edition.changed, ...edition.changed] };
      return this.waiting.done;
    }
    const next = { edition };
    this.waiting = next;
    next.done = this.turn.then(async () => {
      this.waiting = null;
      await this.first;
      return this.step(next.edition).catch(() => false);
    });
    this.turn = next.done;
    return next.done;
  }

  async step(edition) {
    const answer = await this.ask("no-cache");
    // The last good page stays, and the panel says why.
    if (!answer.ok && this.found) {
      this.tell(answer.status >= 500 ? "failed" : "gone");
      return true;
    }
    this.tell(answer.ok ? "current" : "none");
    if (answer.text !== this.text) await this.become(answer, edition);
    await freshenStyles(edition);
    freshenImages(edition);
    return true;
  }

  async become(answer, edition) {
    const shown = this.shown;
    const next = parse(answer.text);
    if (moved(next)) return;
    if (!shown || needsReload(shown, next)) return location.reload();
    const styles = await prepareStyles(shown, next);
    const restore = keepPlace();
    try {
      new Patch(styles).apply(shown.documentElement, next.documentElement, document.documentElement);
    } catch (error) {
      // Better a page that jumps than one that is half old.
      console.error("Sare loads the page again, for it could not be changed in place:", error);
      return location.reload();
    }
    styles.finish();
    restore();
    this.remember(answer, next);
    document.dispatchEvent(new CustomEvent("sare:patched", { detail: { number: edition.number } }));
  }

  remember(answer, parsed) {
    this.text = answer.text;
    this.found = answer.ok;
    this.shown = parsed ?? parse(answer.text);
  }

  async ask(cache) {
    const answer = await fetch(location.href, { cache, headers: { Accept: "text/html" } });
    return { ok: answer.ok, status: answer.status, text: await answer.text() };
  }
}

function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

/** Follows a page that has become a signpost to another one. */
function moved(next) {
  const refresh = next.querySelector('meta[http-equiv="refresh" i]')?.content.match(/url=(.+)$/i);
  const target = refresh && new URL(refresh[1], location.href);
  if (!target || target.origin !== location.origin) return false;
  location.replace(target);
  return true;
}

/** Scripts and the policy hold for as long as a page is loaded, so a change of either needs a new one. */
function needsReload(shown, next) {
  const fixed = (page) => [...page.querySelectorAll('script, meta[http-equiv="Content-Security-Policy" i], base')].map((one) => one.outerHTML).join();
  return fixed(shown) !== fixed(next);
}
