// In a long text: marks the section being read in the contents beside it, and how far it has been read where style sheets cannot.

const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function mark() {
  // The section being read is the last whose heading has passed the upper third of the window.
  const line = innerHeight / 3;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < line);
  const at = passed.at(-1);
  for (const [id, link] of links) {
    if (at && id === at.id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  const toc = document.querySelector(".toc");
  const link = at && links.get(at.id);
  if (link && toc.scrollHeight > toc.clientHeight) {
    const top = link.offsetTop - toc.offsetTop;
    if (top < toc.scrollTop || top > toc.scrollTop + toc.clientHeight - 40) toc.scrollTop = top - toc.clientHeight / 3;
  }
}

if (headings.length > 0) {
  const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
  headings.forEach((heading) => watch.observe(heading));
  mark();
}

const bar = document.querySelector(".progress");
const text = document.querySelector(".report .prose");
if (bar && text && !CSS.supports("animation-timeline: scroll()")) {
  let asked = false;
  const show = () => {
    asked = false;
    const box = text.getBoundingClientRect();
    const way = Math.max(box.height - innerHeight, 1);
    bar.style.transform = `scaleX(${Math.min(Math.max(-box.top / way, 0), 1)})`;
  };
  addEventListener("scroll", () => {
    if (!asked) requestAnimationFrame(show);
    asked = true;
  }, { passive: true });
  show();
}
