/** What the browser says about an answer: chips of the filters, notices, and ways out of an empty result. */

import { absent } from "../cite/selection.js";
import { count, element } from "./dom.js";
import { label } from "./filters.js";

/** A button that does something. */
export function button(text, act, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/** A chip for each filter, to remove it, and one for all if there are several. */
export function chips(index, filters, remove, clear) {
  const chip = (...parts) => element("li", {}, button(...parts));
  const cross = () => element("span", { class: "chip__cross", "aria-hidden": "true" }, "×");
  const each = filters.map((filter) => {
    const name = label(index, filter);
    return chip([name, cross()], () => remove(filter), { class: "chip chip--filter", "aria-label": `Remove filter: ${name}` });
  });
  return filters.length > 1 ? [...each, chip("Clear all", clear, { class: "link" })] : each;
}

/** What was done to the question, as children of a paragraph. `mend` is told of a filter and the name that it should have. */
export function notices({ notice, unknown, missing }, mend) {
  const wrong = unknown.flatMap((filter) => {
    const suggestion = filter.nearest ? [" Did you mean ", button(filter.nearest, () => mend(filter), { class: "link" }), "?"] : [];
    return [`There is no ${filter.key} “${filter.value}”.`, ...suggestion, " "];
  });
  return [...wrong, missing.length ? `${absent(missing)} ` : "", notice].filter(Boolean);
}

/** What to do when nothing is found: each way out with the number of papers that it leads to, and where to add a paper. */
export function ways(found, add) {
  const items = found.map(({ name, number, go }) => {
    return element("li", {}, button(name, go, { class: "button", disabled: number === 0 }), " ", element("span", { class: "count" }, count(number, "paper")));
  });
  return [
    element("p", { class: "browse__none" }, "No paper fits."),
    items.length ? element("ul", { class: "browse__ways" }, items) : null,
    element("p", {}, "Is it missing? ", element("a", { href: add }, "Add it"), "."),
  ].filter(Boolean);
}

/** Why there is no search, and what there is instead. */
export function failure(error, again, all) {
  return [
    `The search could not be loaded: ${error?.message ?? error}. `,
    button("Try again", again, { class: "link" }),
    ", or look at ",
    element("a", { href: all }, "everything as a plain list"),
    ".",
  ];
}
