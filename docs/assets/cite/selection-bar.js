/** The bar at the bottom: how many papers are ticked, and what can be done with them. */

import { count, element } from "../search/dom.js";
import { listed, selection } from "./selection.js";
import { BY_HAND, copy } from "./take.js";

const BASE = new URL("../../", import.meta.url);
const FEWEST = 2; // papers to compare
const LARGEST = 6;
const LONGEST = 7000; // letters of an address that servers take

const number = element("a", {});
const said = element("p", { class: "picked__said", role: "status" });
const exporter = button("Export", exportAll);
const compare = element("a", { class: "button", title: `Side by side: ${FEWEST} to ${LARGEST} papers` }, "Compare");
const acts = element("div", { class: "picked__acts" }, exporter, button("Copy link", copyLink), compare, button("Clear", clear));
const bar = element("section", { class: "picked md-typeset", "aria-label": "Selected papers", hidden: true },
  element("p", { class: "picked__count" }, number), acts, said);

function button(name, act) {
  const made = element("button", { type: "button", class: "button" }, name);
  made.addEventListener("click", act);
  return made;
}

const link = (page) => new URL(listed(page, selection.ids), BASE).href;

function show() {
  const { size } = selection;
  if (!size && bar.querySelector(".picked__undo")) return;
  bar.hidden = !size;
  acts.hidden = false;
  say("");
  number.textContent = `${count(size, "paper")} selected`;
  const list = link("papers/");
  if (list.length > LONGEST) number.removeAttribute("href");
  else number.href = list;
  allow(compare, size >= FEWEST && size <= LARGEST ? link("compare/") : null);
}

/** Let a link lead somewhere, or nowhere, so that it stays in its place. */
function allow(anchor, href) {
  for (const [name, value] of [["href", href], ["role", href ? null : "link"], ["aria-disabled", href ? null : "true"]]) {
    if (value === null) anchor.removeAttribute(name);
    else anchor.setAttribute(name, value);
  }
}

/** Say something in the bar, until the selection changes. */
export function say(...children) {
  said.replaceChildren(...children);
}

async function exportAll() {
  try {
    const { openExport } = await import("./export.js");
    await openExport(selection.ids);
  } catch (error) {
    say(`The export could not be loaded: ${error.message}`);
  }
}

async function copyLink() {
  const address = link("papers/");
  if (address.length > LONGEST) return say("So many papers do not fit into a link; export them instead.");
  const shown = element("span", { class: "picked__link" }, address);
  const note = element("span", {});
  say(shown, " ", note);
  if (await copy(address, shown)) say("Link copied.");
  else note.textContent = BY_HAND;
}

/** Clear, with a way back for as long as the focus stays there. */
function clear() {
  const before = selection.ids;
  const undo = button("Undo", () => {
    selection.replace(before);
    exporter.focus();
  });
  undo.classList.add("picked__undo");
  undo.addEventListener("blur", () => {
    undo.remove();
    show();
  });
  say(undo);
  selection.replace([]);
  number.textContent = "Nothing selected";
  number.removeAttribute("href");
  acts.hidden = true;
  undo.focus();
}

document.body.append(bar);
selection.addEventListener("change", show);
show();
