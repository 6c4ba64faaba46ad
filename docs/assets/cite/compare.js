/** Papers side by side: `?ids=a,b`. */

import { isWebUrl } from "../search/card.js";
import { element } from "../search/dom.js";
import { openEngine } from "../search/engine.js";
import { listAt, splitLines } from "../search/packing.js";
import { hrefWithIds, missingNotice, parseIds } from "./selection.js";

const BASE = new URL("../../", import.meta.url);
const MIN_PAPERS = 2;
const MAX_PAPERS = 6;

const container = document.getElementById("compare");
const notice = document.getElementById("compare-notice");

/** A value of a paper: its name and href, which may be null. */
const value = (name, href = null) => ({ name, href });

/** Return the compared fields: name, function from row to values, and whether papers never share a value. */
function fields(index, { pages, links, texts }) {
  const personPages = splitLines(pages);
  const facetValues = (facet, folder) => (row) =>
    index.facets[facet].valuesOf(row).map(({ id, name }) => value(name, `${folder}/${id}/`));
  const authors = (row) =>
    Array.from(listAt(index.authors, row), (at) => value(index.people[at], personPages[at] || null));
  const webLinks = (row) =>
    (links[row] ?? []).map(([name, href, text]) =>
      isWebUrl(href) ? value(name, href) : value(`${name}: ${href ?? text}`),
    );
  const trackAndStatus = (row) =>
    [texts.track?.[row], texts.status?.[row]].filter(Boolean).map((word) => value(word));
  return [
    ["Authors", authors],
    ["Venue", facetValues("venue", "venues")],
    ["Year", facetValues("year", "years")],
    ["Track, status", trackAndStatus],
    ["Categories", facetValues("category", "categories")],
    ["Tags", facetValues("tag", "tags")],
    ["Links", webLinks, true],
  ];
}

function link({ name, href }) {
  if (href === null) return element("span", {}, name);
  return element("a", { href: new URL(href, BASE).href }, name);
}

/** Build a row of the table. Values of all papers are marked, for screen readers too. */
function fieldRow(name, columns, isUnique) {
  const isShared = ({ name }) =>
    !isUnique && columns.every((values) => values.some((value) => value.name === name));
  const item = (value) => {
    if (!isShared(value)) return element("li", {}, link(value));
    const label = element("span", { class: "visually-hidden" }, " (in all)");
    return element("li", { class: "compare__shared" }, link(value), label);
  };
  const cell = (values) => element("td", {}, values.length ? element("ul", {}, values.map(item)) : null);
  return element("tr", {}, element("th", { scope: "row" }, name), columns.map(cell));
}

function headCell(index, row, rows) {
  const title = index.title(row);
  const link = element("a", { href: new URL(`papers/${index.id(row)}/`, BASE).href }, title);
  if (rows.length <= MIN_PAPERS) return element("th", { scope: "col" }, link);
  const href = hrefWithIds(
    "",
    rows.filter((column) => column !== row).map((column) => index.id(column)),
  );
  const attributes = { class: "compare__remove", href, "aria-label": `Remove ${title} from the comparison` };
  return element("th", { scope: "col" }, link, element("a", attributes, "Remove"));
}

function table(index, cards, rows) {
  const fieldRows = fields(index, cards)
    .map(([name, valuesOf, isUnique]) => [name, rows.map(valuesOf), isUnique])
    .filter(([, columns]) => columns.some((values) => values.length))
    .map((field) => fieldRow(...field));
  const heads = rows.map((row) => headCell(index, row, rows));
  return element(
    "table",
    { class: "compare" },
    element("thead", {}, element("tr", {}, element("td", {}), heads)),
    element("tbody", {}, fieldRows),
  );
}

async function start() {
  const ids = parseIds(new URLSearchParams(location.search));
  if (!ids.length) return;
  notice.textContent = "Loading…";
  try {
    const engine = await openEngine(BASE);
    const [cards] = await Promise.all([engine.loadCards(), engine.loadPeople()]);
    show(ids, engine.index, cards);
  } catch (error) {
    notice.textContent = `The papers could not be loaded: ${error.message}`;
  }
}

function show(ids, index, cards) {
  const missing = ids.filter((id) => index.row(id) === undefined);
  const published = ids.map((id) => index.row(id)).filter((row) => row !== undefined);
  const rows = published.slice(0, MAX_PAPERS);
  const isComparable = rows.length >= MIN_PAPERS;
  const notices = [
    missing.length ? missingNotice(missing) : "",
    published.length > MAX_PAPERS ? `Showing the first ${MAX_PAPERS} of ${published.length} papers.` : "",
    isComparable
      ? "Shared values are highlighted. An empty cell means that the value is not reported."
      : `Select at least ${MIN_PAPERS} papers to compare.`,
  ];
  notice.textContent = notices.filter(Boolean).join(" ");
  if (isComparable) container.replaceChildren(table(index, cards, rows));
  container.hidden = !isComparable;
}

start();
