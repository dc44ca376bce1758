// Charts answer to the pointer and to the keyboard: a point says what it is, and its series stands out. Everything that is told here
// stands in the table below the chart as well; without this script nothing is lost.

/** The points of a drawing, with what they say; the browser's own tooltips make way. */
function pointsOf(svg) {
  return [...svg.querySelectorAll(".point")].flatMap((mark) => {
    const title = mark.querySelector(":scope > title");
    if (!title) return [];
    const says = title.textContent;
    title.remove();
    // What has no words of its own keeps these as its name.
    (mark.closest("a") ?? mark.querySelector("a"))?.setAttribute("aria-label", says);
    return [{ mark, says }];
  });
}

/** The class that colours a mark: `series-2`. */
function seriesOf(element) {
  const coloured = element.matches("[class*='series-']") ? element : element.querySelector("[class*='series-']");
  return coloured ? [...coloured.classList].find((name) => name.startsWith("series-")) : undefined;
}

/** Lets one series stand out among several, or none. */
function stressSeries(svg, wanted) {
  const coloured = [...svg.querySelectorAll("[class*='series-']")];
  const several = new Set(coloured.map(seriesOf)).size > 1;
  for (const element of coloured) {
    element.classList.toggle("dimmed", several && wanted !== undefined && seriesOf(element) !== wanted);
  }
}

/** Makes one drawing answer. */
function enliven(box, svg, tip) {
  const points = pointsOf(svg);
  if (points.length === 0) return;
  let at = -1;

  const hide = () => {
    points[at]?.mark.classList.remove("pointed");
    at = -1;
    tip.hidden = true;
    stressSeries(svg, undefined);
  };
  const show = (number) => {
    points[at]?.mark.classList.remove("pointed");
    at = number;
    const { mark, says } = points[at];
    mark.classList.add("pointed");
    tip.textContent = says;
    tip.hidden = false;
    const around = box.getBoundingClientRect();
    const place = mark.getBoundingClientRect();
    const middle = place.left - around.left + place.width / 2;
    const most = around.width - tip.offsetWidth;
    tip.style.insetInlineStart = "auto";
    tip.style.left = `${Math.max(0, Math.min(most, middle - tip.offsetWidth / 2))}px`;
    const above = place.top - around.top - tip.offsetHeight - 6;
    tip.style.top = `${above < 0 ? place.bottom - around.top + 6 : above}px`;
    stressSeries(svg, seriesOf(mark));
  };

  svg.setAttribute("tabindex", "0");
  svg.addEventListener("pointerover", (event) => {
    const mark = event.target.closest(".point");
    const number = points.findIndex((point) => point.mark === mark);
    if (number >= 0) show(number);
    else hide();
  });
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("blur", hide);
  svg.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key === "Escape") hide();
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(points.length - 1);
    else if (event.key in steps) show((Math.max(at, steps[event.key] > 0 ? -1 : 0) + steps[event.key] + points.length) % points.length);
    else return;
    event.preventDefault();
  });
}

for (const box of document.querySelectorAll(".pictures")) {
  const tip = document.createElement("p");
  tip.className = "chart-tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  box.append(tip);
  for (const svg of box.querySelectorAll("svg")) enliven(box, svg, tip);
}
