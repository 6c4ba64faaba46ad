/** Elements that describe a result: filter chips, notices, and alternatives to an empty result. */

import { missingNotice } from "../cite/selection.js";
import { count, element } from "./dom.js";
import { unknownFilterNotice } from "./facets.js";
import { filterLabel } from "./filters.js";

/** Make a button with a click handler. */
export function button(text, onClick, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, text);
  node.addEventListener("click", onClick);
  return node;
}

/**
 * Make a chip for each filter, to remove it, and a button to remove all if there are several. A filter that
 * was understood from words can be turned back into them with `onText`.
 */
export function chips(index, filters, { onRemove, onText, onClear }) {
  const cross = () => element("span", { class: "chip__cross", "aria-hidden": "true" }, "×");
  const chip = (filter) => {
    const label = filterLabel(index, filter);
    const attributes = { class: "chip chip--filter", "aria-label": `Remove filter: ${label}` };
    const remove = button([label, cross()], () => onRemove(filter), attributes);
    if (!filter.isUnderstood) return element("li", {}, remove);
    const wording = `Search for the words “${filter.clause}” instead`;
    const words = { class: "chip__words", "aria-label": wording, title: wording };
    return element(
      "li",
      { class: "chip__pair" },
      remove,
      button("“ ”", () => onText(filter), words),
    );
  };
  const clear = () => element("li", {}, button("Clear all filters", onClear, { class: "link" }));
  return filters.length > 1 ? [...filters.map(chip), clear()] : filters.map(chip);
}

/** Make the notices about a result. `onSuggestion` receives an unknown filter whose suggestion was chosen. */
export function notices({ notice, unknownFilters, missingIds }, onSuggestion) {
  const unknown = unknownFilters.flatMap((filter) => {
    const { suggestion } = filter;
    const accept = () => button(suggestion, () => onSuggestion(filter), { class: "link" });
    return [unknownFilterNotice(filter), ...(suggestion ? [" Did you mean ", accept(), "?"] : []), " "];
  });
  return [...unknown, missingIds.length ? `${missingNotice(missingIds)} ` : "", notice].filter(Boolean);
}

/**
 * Describe an empty result.
 *
 * `required` are the labels of the filters and words that no paper has together. `alternatives` are
 * `{label, size, apply}`: searches, with the number of papers that each finds. `addUrl` is the page on which
 * to add a paper.
 */
export function emptyResult(required, alternatives, addUrl) {
  const items = alternatives.map(({ label, size, apply }) => {
    const choice = button(label, apply, { class: "button", disabled: size === 0 });
    return element("li", {}, choice, " ", element("span", { class: "count" }, count(size, "paper")));
  });
  return [
    element("p", { class: "browse__empty" }, emptyText(required)),
    items.length ? element("ul", { class: "browse__alternatives" }, items) : null,
    element("p", {}, "Missing a paper? ", element("a", { href: addUrl }, "Add it"), "."),
  ].filter(Boolean);
}

function emptyText(required) {
  if (!required.length) return "No papers match.";
  return `No papers match ${new Intl.ListFormat("en").format(required)}.`;
}

/** Describe why the search is not available, and offer to retry or to read the plain list instead. */
export function failure(error, onRetry, listUrl) {
  return [
    `Search could not be loaded: ${error?.message ?? error}. `,
    button("Try again", onRetry, { class: "link" }),
    ", or browse ",
    element("a", { href: listUrl }, "all papers as a plain list"),
    ".",
  ];
}
