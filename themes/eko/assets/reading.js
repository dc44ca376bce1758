// In a long text: marks the section being read in the contents beside it, and how far it has been read where style sheets cannot.

const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

// A heading has been read up to while it stands in the upper third of the window or above it.
const passed = new Set();

function mark(entries) {
  for (const entry of entries) {
    if (entry.isIntersecting || entry.boundingClientRect.top < 0) passed.add(entry.target);
    else passed.delete(entry.target);
  }
  const at = headings.findLast((heading) => passed.has(heading));
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

const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
headings.forEach((heading) => watch.observe(heading));

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
