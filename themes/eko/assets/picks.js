// Things of a list can be chosen for the page that sets them side by side; their boxes are there once the reader asks for them.

/** More do not fit beside one another. */
const MOST = 4;

const picks = document.querySelector(".picks");
const table = document.querySelector(".list");

/** A thing as the address of the comparison names it: `organisations/tecnalia`. */
function nameOf(link, home) {
  const path = new URL(link.href).pathname;
  return path.startsWith(home) ? path.slice(home.length).replace(/\/$/, "") : "";
}

function addBoxes() {
  for (const row of table.querySelectorAll("tbody tr:not(.group-row)")) {
    const link = row.querySelector(".list-title a");
    const name = link && nameOf(link, picks.dataset.home);
    if (!name || row.querySelector(".pick")) continue;
    const box = Object.assign(document.createElement("input"), { type: "checkbox", className: "pick", value: name });
    box.setAttribute("aria-label", picks.dataset.pick.replace("{title}", link.textContent));
    row.querySelector(".list-name").prepend(box);
  }
}

function show() {
  const boxes = [...table.querySelectorAll(".pick")];
  const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  for (const box of boxes) {
    // A thing may stand in several groups.
    box.checked = chosen.has(box.value);
    box.disabled = chosen.size >= MOST && !box.checked;
  }
  const link = picks.querySelector("a");
  link.hidden = chosen.size < 2;
  link.href = `${picks.dataset.compare}?${new URLSearchParams([...chosen].map((name) => ["with", name]))}`;
  picks.querySelector(".picks-count").textContent = chosen.size;
}

if (picks && table) {
  const start = picks.querySelector(".picks-start");
  start.addEventListener("click", () => {
    const isOn = table.classList.toggle("picking");
    start.setAttribute("aria-pressed", isOn);
    picks.querySelector(".picks-bar").hidden = !isOn;
    addBoxes();
    show();
  });
  table.addEventListener("change", (event) => {
    if (!event.target.matches(".pick")) return;
    for (const box of table.querySelectorAll(".pick")) {
      if (box.value === event.target.value) box.checked = event.target.checked;
    }
    show();
  });
  table.addEventListener("sare:rows", () => table.classList.contains("picking") && addBoxes());
}
