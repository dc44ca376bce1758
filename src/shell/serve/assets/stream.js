// The server's stream of events, opened again whenever it breaks.

/** The longest wait before the server is tried again, in milliseconds. */
const LONGEST = 4000;

/** Tells `tell(kind, data)` of each event, and `lost` when the stream breaks; gives a function that ends it. */
export function listen(address, tell) {
  let source = null;
  let timer = 0;
  let wait = 200;
  let standing = true;

  const open = () => {
    source = new EventSource(address);
    for (const kind of ["hello", "edition", "report"]) {
      source.addEventListener(kind, (event) => {
        wait = 200;
        standing = true;
        tell(kind, JSON.parse(event.data));
      });
    }
    // The browser's own retry gives up for good on an answer that is not a stream, such as that of a proxy.
    source.onerror = () => {
      source.close();
      if (standing) tell("lost", null);
      standing = false;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 1.6, LONGEST);
    };
  };

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
