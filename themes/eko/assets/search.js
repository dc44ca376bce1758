// Opens search from its link in the header, and with the key "/". Everything else about search is fetched when it is first wanted;
// without a script the link leads to the page on search.

const link = document.querySelector("a[data-finder]");

const isHeld = (event) => event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
const isWriting = (element) => element.isContentEditable || element.matches("input, textarea, select");

async function begin() {
  try {
    const { open } = await import(link.dataset.finder);
    await open(link);
  } catch {
    location.assign(link.href);
  }
}

link?.addEventListener("click", (event) => {
  if (event.button !== 0 || isHeld(event)) return;
  event.preventDefault();
  begin();
});

document.addEventListener("keydown", (event) => {
  // On some keyboards the slash is written with Shift.
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!link || isWriting(event.target)) return;
  event.preventDefault();
  begin();
});
