/** The state of the paper browser, and its form in the URL. `readState` and `writeState` are inverses. */

import { parseIds } from "../cite/selection.js";
import { DATE_SORTS } from "./dates.js";
import { MAX_QUERY_LENGTH } from "./grammar.js";

export const PAGE_SIZE = 50; // papers
// If none is set, the best match comes first.
export const SORTS = ["newest", ...DATE_SORTS, "title", "venue", "oldest"];
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const YEARS = /^(\d{4}(\.\.(\d{4})?)?|\.\.\d{4})$/;

/**
 * Read a state from URL parameters. Unknown parameters and malformed values are ignored.
 *
 * `facets` are the names of facets, which are the keys of their filters.
 */
export function readState(parameters, facets) {
  const shown = parameters.get("shown");
  const limit = /^\d{1,4}$/.test(shown) ? Math.ceil(shown / PAGE_SIZE) * PAGE_SIZE : 0;
  return {
    q: (parameters.get("q") ?? "").slice(0, MAX_QUERY_LENGTH).trim(),
    filters: ["ids", ...facets].flatMap((key) =>
      readValues(parameters, key).map((value) => readFilter(key, value)),
    ),
    sort: SORTS.find((sort) => sort === parameters.get("sort")) ?? "",
    view: parameters.get("view") === "dense" ? "dense" : "cards",
    limit: Math.max(limit, PAGE_SIZE),
  };
}

/** Return the parameters of a state. Equal states give equal text. */
export function writeState({ q, filters, sort, view, limit }, facets) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  for (const key of ["ids", ...facets]) {
    const values = filters.filter((filter) => filter.key === key).map(writeFilter);
    for (const value of values.sort()) parameters.append(key, value);
  }
  if (sort) parameters.set("sort", sort);
  if (view !== "cards") parameters.set("view", view);
  if (limit > PAGE_SIZE) parameters.set("shown", limit);
  return String(parameters).replaceAll("%2C", ","); // for readable lists of ids
}

function readValues(parameters, key) {
  if (key === "ids") return [parseIds(parameters).sort().join(",")].filter(Boolean);
  const pattern = key === "year" ? YEARS : ID;
  const values = new Set(parameters.getAll(key).map((value) => value.toLowerCase()));
  return [...values].filter((value) => pattern.test(value.replace(/^-/, ""))).sort();
}

/** A leading minus excludes papers with that value. */
const readFilter = (key, value) => ({ key, value: value.replace(/^-/, ""), excluded: value.startsWith("-") });

const writeFilter = ({ value, excluded }) => (excluded ? `-${value}` : value);
