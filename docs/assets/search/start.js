/** Waits on every page until somebody wants to search; only then anything of the search is fetched. */

const BASE = new URL("../../", import.meta.url);

const input = document.querySelector(".finder__input");

/** Ask for everything at once, instead of for what each module names when it has come. */
function preload() {
  const link = (attributes) => document.head.append(Object.assign(document.createElement("link"), attributes));
  for (const name of ["box", "engine"]) link({ rel: "modulepreload", href: new URL(`assets/search/${name}.js`, BASE).href });
  link({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: new URL("search/index.json", BASE).href });
}

async function start() {
  preload();
  const { Box } = await import("./box.js");
  new Box(input, BASE);
}

/** Whether keys belong to what has the focus. */
const isTyping = ({ target }) => target.closest?.("input, textarea, select, [contenteditable]");

function onKey(event) {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
  const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!slash && !command) return;
  event.preventDefault();
  input.focus();
  input.select();
}

input.addEventListener("focus", start, { once: true });
document.addEventListener("keydown", onKey);
if (document.activeElement === input) start();
