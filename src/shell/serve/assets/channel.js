// Word from the server, heard by all pages of this browser through one connection.
//
// A browser opens at most six connections to a host, so a stream for each page would leave nothing for the seventh page. A shared
// worker holds the one stream. Where there are no shared workers, a page listens for itself for as long as it is looked at.

import { listen } from "./stream.js";

/** Calls `heard.hello`, `.edition`, `.report` and `.lost` as word comes in. */
export function subscribe(here, heard) {
  const tell = (kind, data) => heard[kind](data);
  if (!viaWorker(here, tell)) whileVisible(here, tell);
}

function viaWorker(here, tell) {
  if (typeof SharedWorker !== "function") return false;
  let worker;
  try {
    worker = new SharedWorker(new URL("worker.js", here), { type: "module", name: "sare" });
  } catch {
    return false;
  }
  worker.port.onmessage = (event) => tell(event.data.kind, event.data.data);
  worker.onerror = () => {
    worker.port.close();
    whileVisible(here, tell);
  };
  worker.port.postMessage("join");
  addEventListener("pagehide", () => worker.port.postMessage("leave"));
  addEventListener("pageshow", (event) => event.persisted && worker.port.postMessage("join"));
  return true;
}

function whileVisible(here, tell) {
  let stop = null;
  const follow = () => {
    if (!document.hidden) stop ??= listen(new URL("events", here), tell);
    else if (stop) stop = void stop();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}
