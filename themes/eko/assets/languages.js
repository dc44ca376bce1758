// The switch of languages keeps what the reader has chosen on the page, and the place: both stand in the address.

for (const link of document.querySelectorAll(".languages a")) {
  const written = link.href;
  const follow = () => (link.href = written + location.search + location.hash);
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, follow);
}
