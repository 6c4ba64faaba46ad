/** Loads the search box of the header at its first use, and handles its keyboard shortcuts. */

const BASE = new URL("../../", import.meta.url);

const input = document.querySelector(".finder__input");

/** Preload everything in parallel, instead of one import after the other. */
function preload() {
  const link = (attributes) =>
    document.head.append(Object.assign(document.createElement("link"), attributes));
  const url = (path) => new URL(path, BASE).href;
  for (const name of ["box", "engine"]) link({ rel: "modulepreload", href: url(`assets/search/${name}.js`) });
  link({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: url("search/index.json") });
}

async function start() {
  preload();
  const { SearchBox } = await import("./box.js");
  new SearchBox(input, BASE);
}

const isTextField = (target) => target.closest?.("input, textarea, select, [contenteditable]");

/** Focus the search box on `/`, or Ctrl+K or Command+K. */
function onKeydown(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  const isSlash = key === "/" && !ctrlKey && !metaKey && !altKey && !isTextField(target);
  const isCommandK = key.toLowerCase() === "k" && (ctrlKey || metaKey) && !shiftKey && !altKey;
  if (!isSlash && !isCommandK) return;
  event.preventDefault();
  input.focus();
  input.select();
}

input.addEventListener("focus", start, { once: true });
document.addEventListener("keydown", onKeydown);
if (document.activeElement === input) start();
