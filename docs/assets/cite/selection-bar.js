/** The bar at the bottom: how many papers are selected, and what can be done with them. */

import { count, element } from "../search/dom.js";
import { COPY_BY_HAND, copyText } from "./clipboard.js";
import { hrefWithIds, selection } from "./selection.js";

const BASE = new URL("../../", import.meta.url);
const MIN_COMPARED = 2; // papers
const MAX_COMPARED = 6;
const MAX_URL_LENGTH = 7000; // that servers accept

const countLink = element("a", {});
const status = element("p", { class: "selection-bar__status", role: "status" });
const exportButton = button("Export", openExport);
const compareTitle = `Compare ${MIN_COMPARED} to ${MAX_COMPARED} papers side by side`;
const compareLink = element("a", { class: "button", title: compareTitle }, "Compare");
const actions = element(
  "div",
  { class: "selection-bar__actions" },
  ...[exportButton, button("Copy link", copyLink), compareLink, button("Clear", clear)],
);
const bar = element(
  "section",
  { class: "selection-bar md-typeset", "aria-label": "Selected papers", hidden: true },
  element("p", { class: "selection-bar__count" }, countLink),
  actions,
  status,
);

function button(label, onClick) {
  const node = element("button", { type: "button", class: "button" }, label);
  node.addEventListener("click", onClick);
  return node;
}

const urlOf = (page) => new URL(hrefWithIds(page, selection.ids), BASE).href;

function update() {
  const { size } = selection;
  if (!size && bar.querySelector(".selection-bar__undo")) return;
  bar.hidden = !size;
  actions.hidden = false;
  setStatus("");
  countLink.textContent = `${count(size, "paper")} selected`;
  const url = urlOf("papers/");
  if (url.length > MAX_URL_LENGTH) countLink.removeAttribute("href");
  else countLink.href = url;
  setHref(compareLink, size >= MIN_COMPARED && size <= MAX_COMPARED ? urlOf("compare/") : null);
}

/** Enable a link, or disable it with null: it then keeps its place. */
function setHref(link, href) {
  const attributes = { href, role: href ? null : "link", "aria-disabled": href ? null : "true" };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) link.removeAttribute(name);
    else link.setAttribute(name, value);
  }
}

/** Show a message until the selection changes. */
export function setStatus(...children) {
  status.replaceChildren(...children);
}

async function openExport() {
  try {
    const { openExport } = await import("./export.js");
    await openExport(selection.ids);
  } catch (error) {
    setStatus(`The export could not be loaded: ${error.message}`);
  }
}

async function copyLink() {
  const url = urlOf("papers/");
  if (url.length > MAX_URL_LENGTH) return setStatus("Too many papers for a link; export them instead.");
  const link = element("span", { class: "selection-bar__link" }, url);
  const note = element("span", {});
  setStatus(link, " ", note);
  if (await copyText(url, link)) setStatus("Link copied.");
  else note.textContent = COPY_BY_HAND;
}

/** Clear the selection, and offer to undo while the focus stays on that button. */
function clear() {
  const ids = selection.ids;
  const undo = button("Undo", () => {
    selection.replace(ids);
    exportButton.focus();
  });
  undo.classList.add("selection-bar__undo");
  undo.addEventListener("blur", () => {
    undo.remove();
    update();
  });
  setStatus(undo);
  selection.replace([]);
  countLink.textContent = "Nothing selected";
  countLink.removeAttribute("href");
  actions.hidden = true;
  undo.focus();
}

document.body.append(bar);
selection.addEventListener("change", update);
update();
