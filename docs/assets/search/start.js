/** Completes the search box of the header, loads it at its first use, and handles its keyboard shortcuts. */

import { element } from "./dom.js";

const BASE = new URL("../../", import.meta.url);

const input = document.querySelector(".finder__input");

const COMBOBOX = {
  role: "combobox",
  inputmode: "search",
  spellcheck: "false",
  autocapitalize: "off",
  autocorrect: "off",
  "aria-autocomplete": "list",
  "aria-controls": "finder-results",
  "aria-expanded": "false",
  "aria-keyshortcuts": "/",
};

/** Add to the form in the page what only a script can use. */
function complete() {
  for (const [name, value] of Object.entries(COMBOBOX)) input.setAttribute(name, value);
  const close = { class: "finder__close", type: "button", tabindex: "-1", "aria-label": "Close search" };
  const list = { class: "finder__results", id: "finder-results", role: "listbox", "aria-label": "Results" };
  input.form.append(
    element("kbd", { class: "finder__key", "aria-hidden": "true" }, "/"),
    element("button", close, "×"),
    element(
      "div",
      { class: "finder__panel", hidden: true },
      element("p", { class: "finder__note" }),
      element("div", list),
    ),
    element("div", { class: "visually-hidden", role: "status" }),
  );
}

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

complete();
input.addEventListener("focus", start, { once: true });
document.addEventListener("keydown", onKeydown);
if (document.activeElement === input) start();
