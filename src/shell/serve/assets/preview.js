// Starts the preview on a page that `sare serve` has sent. A build never writes this script.
//
// The page asks for it as a plain script, so that it works in a page of any theme; everything else is a module beside it.
import(new URL("main.js", document.currentScript.src)).then((main) => main.begin());
