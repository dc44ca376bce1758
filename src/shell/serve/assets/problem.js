// One problem: how bad, where, what, the lines with the place marked, and what to do.

import { count, editorLink, make, words } from "./build.js";

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
    return make("div", { class: "line" }, make("span", { class: "number", "aria-hidden": "true" }, String(number)), make("code", {}, ...(from ? marked(text, from, to) : [text])));
  });
  return make("div", { class: "excerpt" }, ...rows);
}

/** A line with the letters from column `from` up to but not including column `to` marked; columns count letters from 1. */
function marked(text, from, to) {
  const letters = Array.from(text);
  const start = Math.min(Math.max((from ?? 1) - 1, 0), letters.length);
  const end = Math.min(Math.max((to ?? start + 1) - 1, start), letters.length);
  // A place without width lies between two letters, or at the end of the line.
  const isBetween = start === end;
  const mark = make("mark", { class: isBetween ? "between" : null }, isBetween ? "\u200b" : letters.slice(start, end).join(""));
  return [letters.slice(0, start).join(""), mark, letters.slice(end).join("")];
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
