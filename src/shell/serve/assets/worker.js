// The shared worker: holds the one stream of events and passes each on to every page that has joined.

import { listen } from "./stream.js";

const ports = new Set();

/** What a page that joins late has to know: the newest of each kind. */
const newest = new Map();

let stop = null;

function tell(kind, data) {
  if (kind === "lost") newest.clear();
  // After an edition, its report is still to come.
  if (kind === "edition" || kind === "hello") {
    newest.clear();
    newest.set("hello", { number: data.number });
  }
  if (kind === "lost") newest.set(kind, data);
  for (const port of ports) port.postMessage({ kind, data });
}

function join(port) {
  ports.add(port);
  stop ??= listen(new URL("events", import.meta.url), tell);
  for (const [kind, data] of newest) port.postMessage({ kind, data });
}

function leave(port) {
  ports.delete(port);
  if (ports.size > 0 || !stop) return;
  stop();
  stop = null;
  newest.clear();
}

self.onconnect = (event) => {
  const port = event.ports[0];
  port.onmessage = (message) => (message.data === "join" ? join(port) : leave(port));
};
