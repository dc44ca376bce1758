// Joins the parts: word from the server comes in, the page and what stands around it are brought up to date.

import { Bar } from "./bar.js";
import { subscribe } from "./channel.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { watchClicks } from "./pointer.js";
import { frame } from "./frame.js";

/** Where the server answers about the preview. */
const here = new URL(".", import.meta.url);

/** Begins to follow the site; a page that is loaded twice by mistake is followed once. */
export function begin() {
  if (document.querySelector("sare-preview")) return;
  const { host, dock, outline, say } = frame(here);
  const panel = new Panel(dock, say);
  const bar = new Bar(dock, panel);
  const page = new Page((state) => {
    bar.showPage(state);
    panel.showPage(state);
  });

  /** What the server says of this page: its problems, the site's, and the facts of the bar. */
  const inform = latestOnly(async () => {
    const answer = await fetch(new URL(`report.json?path=${encodeURIComponent(path())}`, here), { cache: "no-store" });
    if (!answer.ok) return;
    const report = await answer.json();
    panel.show(report);
    bar.show(report);
    host.dataset.report = report.number;
  });

  const bringUpToDate = async (edition) => {
    if (await page.refresh(edition)) host.dataset.edition = edition.number;
  };

  bar.onEdit = watchClicks({ here, path, outline, say }).openPage;
  subscribe(here, {
    hello: async (word) => {
      bar.showConnected(true);
      await bringUpToDate({ number: word.number, changed: [] });
      bar.showEdition(word.number);
      await inform();
    },
    edition: async (word) => {
      bar.showEdition(word.number);
      await whenSeen();
      await bringUpToDate(word);
    },
    report: inform,
    lost: () => bar.showConnected(false),
  });
  // A page that comes back from the browser's memory is as old as when it was left.
  addEventListener("pageshow", (event) => event.persisted && bringUpToDate({ number: host.dataset.edition, changed: [] }).then(inform));
}

/** The address that this page was asked for, as the server knows it. */
function path() {
  try {
    return decodeURIComponent(location.pathname);
  } catch {
    return location.pathname;
  }
}

/** A page that nobody looks at lets those go first that somebody does. */
function whenSeen() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((seen) => setTimeout(seen, 300));
}

/** Runs `task` once at a time, and once more where it was asked for meanwhile. */
function latestOnly(task) {
  let running = null;
  let again = false;
  return () => {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        // The server may be gone for a moment; the next word from it asks again.
        await task().catch(() => {});
      }
      running = null;
    })();
    return running;
  };
}
