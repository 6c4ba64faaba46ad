/**
 * Sorts and filters the rows of a table, which can be read without this script. Its HTML says how:
 *
 * - `form.table-controls` names the table by ID in `data-table`. A select or checkbox named `access` keeps
 *   the rows with its value among the words of their `data-access`; the text in `q` must be in the row.
 * - A header with `data-key` sorts its column, at first in the order `data-order`. The header with
 *   `aria-sort` names the order of the rows in HTML.
 * - A cell sorts by its text, or by `data-sort`; as a number if it is one, and last if it is empty.
 * - After a table whose page has only some rows, `.table-rest` names the file with the others in `data-rows`.
 *   It is loaded before the first sort or filter, or with the button there.
 *
 * The state is in the URL: `?access=open&q=lips&sort=-hours`, with a minus for descending order.
 */

import { element } from "../search/dom.js";

const MARKS = /\p{M}/gu;
const MAX_TEXT_LENGTH = 300; // characters

const form = document.querySelector(".table-controls");
const table = document.getElementById(form.dataset.table);
const sortMenu = form.querySelector(".table-controls__sort select");
const status = document.querySelector(".table-status__count");
const clearButton = document.querySelector(".table-status__clear");
const total = status.textContent;
const body = table.tBodies[0];
const controls = [...form.elements].filter(({ name }) => name);
const columns = Array.from(table.tHead.rows[0].cells, (header, at) => ({ header, at, ...header.dataset }))
  .filter(({ key }) => key)
  .map((column) => ({ ...column, name: column.header.textContent.trim() }));
const rest = document.querySelector(".table-rest"); // null if all rows are there
let rows = numberRows(body.rows);
let loading = null;
const initialSort = columns
  .filter(({ header }) => header.ariaSort)
  .map(({ key, header }) => ({ key, isDescending: header.ariaSort === "descending" }))[0];
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
let currentSort = initialSort;

const sameSort = (a, b) => a.key === b.key && a.isDescending === b.isDescending;
const writeSort = ({ key, isDescending }) => `${isDescending ? "-" : ""}${key}`;
const orderName = ({ isDescending }) => (isDescending ? "descending" : "ascending");

function numberRows(elements) {
  return Array.from(elements, (row, position) => ({ row, position, text: null }));
}

/** Load the rows that the page lacks, once; return whether all are there. */
function complete() {
  loading ??= loadRows().then(
    () => true,
    (error) => {
      status.textContent = `The table could not be loaded: ${error.message}.`;
      loading = null; // so that the next action tries again
      return false;
    },
  );
  return loading;
}

async function loadRows() {
  if (!rest) return;
  status.textContent = `Loading ${total}…`;
  const { completeRows } = await import("./rows.js");
  const elements = await completeRows([...body.rows], new URL(rest.dataset.rows, location));
  rows = numberRows(elements);
  body.append(...elements);
  rest.remove();
}

/** Fold case and accents, as far as the browser can: `Ünbekannt` becomes `unbekannt`. */
const fold = (text) => text.toLowerCase().normalize("NFKD").replaceAll(MARKS, "");

/** Return the number or text that a cell sorts by; null if it is empty. */
function valueOf(cell) {
  const text = cell.dataset.sort ?? cell.textContent.trim();
  if (text === "") return null;
  return Number.isNaN(Number(text)) ? text : Number(text);
}

/** Compare two values; numbers come before texts. */
function compare(a, b) {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return typeof a === "number" ? a - b : collator.compare(a, b);
}

/** Sort the rows; those in the order of the HTML, or in reverse, keep to that. */
function sortRows({ key, isDescending }) {
  const { at } = columns.find((column) => column.key === key);
  const sign = isDescending ? -1 : 1;
  const isInitial = key === initialSort.key;
  const ownOrder = initialSort.isDescending ? -1 : 1;
  const entries = rows.map(({ row, position }) => {
    return { row, position, value: isInitial ? position * ownOrder : valueOf(row.cells[at]) };
  });
  entries.sort((a, b) => {
    if (a.value === null || b.value === null)
      return (a.value === null) - (b.value === null) || a.position - b.position;
    return sign * compare(a.value, b.value) || a.position - b.position;
  });
  body.append(...entries.map(({ row }) => row));
}

/** Sort by a column, and show it in its header and in the menu. */
function setSort(sort) {
  sortRows(sort);
  currentSort = sort;
  for (const { key, header } of columns) {
    if (key === sort.key) header.setAttribute("aria-sort", orderName(sort));
    else header.removeAttribute("aria-sort");
  }
  sortMenu.value = writeSort(sort);
}

/** Return the name and value of each filter that is set. */
function chosenFilters() {
  const isSet = (control) => (control.type === "checkbox" ? control.checked : control.value.trim() !== "");
  return controls.filter(isSet).map(({ name, value }) => [name, value.trim()]);
}

/** Test whether a row passes a filter. */
function passes(entry, [name, value]) {
  if (name !== "q") return (entry.row.dataset[name] ?? "").split(" ").includes(value);
  entry.text ??= fold(entry.row.textContent);
  return fold(value)
    .split(/\s+/)
    .every((word) => entry.text.includes(word));
}

/** Show the rows that pass all filters, and say how many. */
function update() {
  const filters = chosenFilters();
  let shown = 0;
  for (const entry of rows) {
    entry.row.hidden = !filters.every((filter) => passes(entry, filter));
    shown += !entry.row.hidden;
  }
  const { name } = columns.find(({ key }) => key === currentSort.key);
  const sortText = `, sorted by ${name}, ${orderName(currentSort)}`;
  status.replaceChildren(
    filters.length ? `${shown} of ${total}` : total,
    ...(sameSort(currentSort, initialSort) ? [] : [element("span", { class: "visually-hidden" }, sortText)]),
  );
  clearButton.hidden = filters.length === 0;
  writeUrl(filters);
}

/** Sort as said, and filter as the controls say, which needs all rows. */
async function apply(sort) {
  if (!(await complete())) return;
  if (!sameSort(sort, currentSort)) setSort(sort);
  update();
}

/** Write the state into the URL; other parameters stay. */
function writeUrl(filters) {
  const url = new URL(location.href);
  for (const { name } of controls) url.searchParams.delete(name);
  url.searchParams.delete("sort");
  for (const [name, value] of filters) url.searchParams.append(name, value);
  if (!sameSort(currentSort, initialSort)) url.searchParams.set("sort", writeSort(currentSort));
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** Set the controls as the URL says; what it does not know, it ignores. */
function readUrl() {
  const parameters = new URLSearchParams(location.search);
  for (const control of controls) {
    const values = parameters.getAll(control.name);
    if (control.type === "checkbox") control.checked = values.includes(control.value);
    else if (control.options) {
      control.value =
        Array.from(control.options, ({ value }) => value).find((value) => values.includes(value)) ?? "";
    } else control.value = (values[0] ?? "").slice(0, MAX_TEXT_LENGTH);
  }
  return parseSort(parameters.get("sort") ?? "") ?? initialSort;
}

/** Return the sort that a text such as `-hours` means; undefined if there is no such column. */
function parseSort(text) {
  const sort = { key: text.replace(/^-/, ""), isDescending: text.startsWith("-") };
  return columns.some(({ key }) => key === sort.key) ? sort : undefined;
}

/** Put a button into each header, and each order into the menu. */
function addSorting() {
  for (const { key, header, order, name } of columns) {
    const button = element("button", { type: "button", class: "table-sort" }, ...header.childNodes);
    header.append(button);
    const isDescending = order === "descending";
    button.addEventListener("click", () => {
      const isSame = currentSort.key === key;
      apply({ key, isDescending: isSame ? !currentSort.isDescending : isDescending });
    });
    for (const sort of [isDescending, !isDescending].map((value) => ({ key, isDescending: value }))) {
      sortMenu.append(element("option", { value: writeSort(sort) }, `${name}, ${orderName(sort)}`));
    }
  }
}

addSorting();
sortMenu.addEventListener("change", () => apply(parseSort(sortMenu.value)));
form.addEventListener("input", ({ target }) => target !== sortMenu && apply(currentSort));
rest?.querySelector("button").addEventListener("click", () => apply(currentSort));
form.addEventListener("submit", (event) => event.preventDefault());
clearButton.addEventListener("click", () => {
  for (const control of controls) {
    if (control.type === "checkbox") control.checked = false;
    else control.value = "";
  }
  apply(currentSort);
  controls[0].focus(); // the button is gone
});
const sort = readUrl();
sortMenu.value = writeSort(currentSort);
if (!sameSort(sort, initialSort) || chosenFilters().length) apply(sort);
else update();
