// One problem: how bad, where, what, the lines with the place marked, and what to do.

import { count, editorLink, make, words } from "./build.js";

/** A line longer than this is shown from around its mark, in letters. */
const LONG_LINE = 220;

const AROUND = 90;

const SEVERITY = { error: "Error", warning: "Warning" };

/** What makes a problem the same as one of an earlier report, wherever it has moved to. */
export function key({ code, file, message } = {}) {
  return `${code} ${file} ${message}`;
}

export function problem(one, opened) {
  const head = make(
    "p",
    { class: "where" },
    make("span", { class: "severity" }, SEVERITY[one.severity] ?? one.severity),
    one.file && editorLink(one.open, { class: "place", title: "Open in the editor" }, placeOf(one)),
  );
  const body = make("div", { class: "body" }, excerpt(one), ...labels(one), help(one), mend(one));
  const details = make("details", { open: opened && body.childNodes.length > 0 }, make("summary", {}, make("span", { class: "message" }, ...words(one.message))), body);
  return make("li", { class: `problem ${one.severity}` }, head, details);
}

function placeOf({ file, line, column }) {
  return [file, line, column].filter((part) => part).join(":");
}

function excerpt({ excerpt }) {
  if (!excerpt?.length) return null;
  const rows = excerpt.map(({ number, text, from, to }) => {
    return make("div", { class: "line" }, make("span", { class: "number", "aria-hidden": "true" }, String(number)), make("code", {}, ...marked(text, from, to)));
  });
  return make("div", { class: "excerpt" }, ...rows);
}

/** A line with the letters from column `from` up to but not including column `to` marked; columns count letters from 1. */
function marked(text, from, to) {
  const letters = Array.from(text);
  const start = Math.min(Math.max((from ?? 1) - 1, 0), letters.length);
  const end = Math.min(Math.max((to ?? start + 1) - 1, start), letters.length);
  if (!from) return [clip(letters, 0, LONG_LINE)];
  const isLong = letters.length > LONG_LINE;
  const first = isLong ? Math.max(0, start - AROUND) : 0;
  const last = isLong ? Math.min(letters.length, end + AROUND) : letters.length;
  const before = (first > 0 ? "…" : "") + letters.slice(first, start).join("");
  const after = letters.slice(end, last).join("") + (last < letters.length ? "…" : "");
  // A place without width lies between two letters, or at the end of the line.
  const mark = make("mark", { class: start === end ? "between" : null }, start === end ? "\u200b" : letters.slice(start, end).join(""));
  return [before, mark, after];
}

function clip(letters, from, to) {
  return letters.slice(from, to).join("") + (letters.length > to ? "…" : "");
}

function labels({ labels }) {
  return (labels ?? []).map((label) => {
    const place = label.open ? editorLink(label.open, { class: "place" }, placeOf(label)) : make("span", { class: "place" }, placeOf(label));
    return make("p", { class: "label" }, place, " ", ...words(label.text));
  });
}

function help({ help }) {
  return help ? make("p", { class: "help" }, ...words(help)) : null;
}

function mend({ fixes }) {
  if (!fixes?.length) return null;
  return make("p", { class: "mend" }, make("code", {}, "sare check --fix"), ` makes ${fixes.length === 1 ? "this edit" : `these ${count(fixes.length, "edit")}`} for you.`);
}
