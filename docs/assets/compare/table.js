/** The table of a comparison: papers as columns, facts as rows. */

import { element } from "../search/dom.js";

/** Make the table; `onRemove(id)` is called for the paper whose button is pressed. */
export function makeTable({ papers, groups }, onRemove) {
  const heads = papers.map((paper) => headCell(paper, onRemove));
  return element(
    "table",
    { class: "compare" },
    element("thead", {}, element("tr", {}, element("td", {}), heads)),
    groups.map((group) => groupRows(group, papers.length)),
  );
}

function headCell({ id, name, title, url }, onRemove) {
  const attributes = { class: "compare__remove", "aria-label": `Remove ${name} from the comparison` };
  const button = element("button", { type: "button", ...attributes }, "Remove");
  button.addEventListener("click", () => onRemove(id));
  const subtitle = title === name ? null : element("span", { class: "compare__title" }, title);
  const link = element("a", { class: "compare__name", href: url, title }, name);
  return element("th", { scope: "col", abbr: name }, link, subtitle, button);
}

function groupRows({ name, url = null, rows }, size) {
  const heading = url ? element("a", { href: url }, name) : name;
  const head = element("th", { scope: "rowgroup", colspan: size + 1 }, element("span", {}, heading));
  return element("tbody", {}, element("tr", { class: "compare__group" }, head), rows.map(factRow));
}

/** Make a row. Terms of all papers are marked, for screen readers too. */
function factRow({ name, kind, cells }) {
  const isShared = (term) =>
    kind === "terms" &&
    cells.length > 1 &&
    cells.every((values) => values.some((value) => value.name === term));
  const item = (value) => {
    const link = value.url ? element("a", { href: value.url }, value.name) : value.name;
    if (!isShared(value.name)) return element("li", {}, link);
    const label = element("span", { class: "visually-hidden" }, " (in all)");
    return element("li", { class: "compare__shared" }, element("span", {}, link), label);
  };
  const cell = (values) => element("td", {}, values.length ? element("ul", {}, values.map(item)) : null);
  return element("tr", {}, element("th", { scope: "row" }, name), cells.map(cell));
}
