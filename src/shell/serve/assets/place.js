// Where the reader is: what they see stays where they see it, and what has the focus keeps it.

/** Notes the reader's place; the function it gives brings them back after the document has changed. */
export function keepPlace() {
  const restoreFocus = keepFocus();
  const restoreScroll = keepScroll();
  return () => {
    restoreFocus();
    restoreScroll();
  };
}

/** Holds on to the uppermost things in sight; whichever of them is still there afterwards is put back to its height. */
function keepScroll() {
  if (scrollY === 0) return () => {};
  const marks = [];
  for (let y = 8; y < innerHeight && marks.length < 40; y += 24) {
    const found = document.elementFromPoint(innerWidth / 2, y);
    // What is as high as the window says nothing about a place in it.
    if (!found || found.getBoundingClientRect().height > innerHeight || isFixed(found)) continue;
    if (marks.every((mark) => mark.element !== found)) marks.push({ element: found, top: found.getBoundingClientRect().top });
  }
  const before = scrollY;
  // The browser would hold on to something of its own choice as well.
  const own = new CSSStyleSheet();
  own.replaceSync("html { overflow-anchor: none !important; scroll-behavior: auto !important }");
  document.adoptedStyleSheets.push(own);
  return () => {
    const mark = marks.find((mark) => mark.element.isConnected && mark.element.getClientRects().length);
    if (mark) scrollBy(0, mark.element.getBoundingClientRect().top - mark.top);
    else scrollTo(scrollX, before);
    requestAnimationFrame(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== own);
    });
  };
}

function isFixed(element) {
  for (let one = element; one; one = one.parentElement) if (getComputedStyle(one).position === "fixed") return true;
  return false;
}

function keepFocus() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return () => {};
  const selected = selectionOf(focused);
  return () => {
    const target = focused.isConnected ? focused : successor(focused);
    if (!target || document.activeElement === target) return;
    target.focus({ preventScroll: true });
    if (selected && target === focused) target.setSelectionRange(...selected);
  };
}

function selectionOf(field) {
  try {
    return field.selectionStart == null ? null : [field.selectionStart, field.selectionEnd, field.selectionDirection];
  } catch {
    // Some kinds of field have no selection, and say so by throwing.
    return null;
  }
}

/** What stands for an element that is gone: the one with its id, or the link to the same place. */
function successor(gone) {
  if (gone.id) return document.getElementById(gone.id);
  const href = gone.getAttribute("href");
  return href ? document.querySelector(`a[href="${CSS.escape(href)}"]`) : null;
}
