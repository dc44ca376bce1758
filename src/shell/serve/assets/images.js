// Images that keep their address when their file changes.

const PICTURE = /\.(avif|gif|jpe?g|png|svg|webp)$/i;

/** Loads the images of this page again whose file has changed in an edition. */
export function freshenImages(edition) {
  const changed = new Set(edition.changed.filter((path) => PICTURE.test(path)).map(fileName));
  if (!changed.size) return;
  for (const image of document.images) {
    const address = new URL(image.currentSrc || image.src, location.href);
    if (address.origin !== location.origin || !changed.has(fileName(decodeURI(address.pathname)))) continue;
    address.searchParams.set("sare", edition.number);
    image.removeAttribute("srcset");
    image.src = address.href;
  }
}

function fileName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}
