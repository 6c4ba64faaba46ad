/** Filters the list of authors by a name as one types it, and sorts it by family name or number of papers. */

import { count, element } from "../search/dom.js";

const BASE = new URL("../../", import.meta.url);
const MARKS = /\p{M}/gu;

const form = document.querySelector(".authors__form");
const nameField = form.querySelector(".authors__name");
const sortMenu = form.querySelector(".authors__sort");
const status = form.querySelector(".authors__status");
const groups = document.querySelector(".authors__list .groups");
const byName = [...groups.children]; // headings and lists, in turn
const sorted = element("ul", { class: "entries" });
let collected = null;

/** Return the entries, which are read at the first use: there are many. */
function entries() {
  collected ??= Array.from(groups.querySelectorAll(".entry"), (node) => ({
    node,
    list: node.parentElement,
    words: fold(node.querySelector(".entry__name").textContent).split(/[\s.-]+/),
    papers: Number(node.querySelector(".entry__count").textContent.replaceAll(",", "")),
  }));
  return collected;
}

/** Fold case and accents, as far as the browser can: `Nießner` becomes `niessner`. */
function fold(text) {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replaceAll(MARKS, "");
}

/** Show the authors in whose names each typed word begins a word. */
function filter() {
  const typed = fold(nameField.value)
    .split(/[\s.,-]+/)
    .filter(Boolean);
  let visible = 0;
  for (const { node, words } of entries()) {
    node.hidden = !typed.every((part) => words.some((word) => word.startsWith(part)));
    visible += !node.hidden;
  }
  for (const list of groups.querySelectorAll(".entries")) {
    const isEmpty = [...list.children].every(({ hidden }) => hidden);
    list.hidden = isEmpty;
    const heading = list.previousElementSibling; // short lists have none
    if (heading) heading.hidden = isEmpty;
  }
  const all = element("a", { href: papersUrl(nameField.value) }, `papers by “${nameField.value.trim()}”`);
  const other = [". Authors of a single paper are not listed: search for ", all, "."];
  status.replaceChildren(...(typed.length ? [count(visible, "author"), ...other] : []));
}

/** Return the URL of the papers whose author has a name; it must not end the quotes. */
function papersUrl(name) {
  const url = new URL("papers/", BASE);
  url.searchParams.set("q", `author:"${name.replaceAll('"', " ").trim()}"`);
  return url.href;
}

/** Sort the entries: under the letters of family names, or in one list. */
function sort() {
  if (sortMenu.value === "papers") {
    const byPapers = entries().toSorted((left, right) => right.papers - left.papers);
    sorted.replaceChildren(...byPapers.map(({ node }) => node));
    groups.replaceChildren(sorted);
  } else {
    for (const { node, list } of entries()) list.append(node);
    groups.replaceChildren(...byName);
  }
  filter();
}

nameField.addEventListener("input", filter);
sortMenu.addEventListener("change", sort);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
if (nameField.value || sortMenu.value !== "name") sort(); // after a reload, browsers keep what was typed
