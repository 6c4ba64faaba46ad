/** What the browser shows, as it stands in the address. `read` and `write` undo each other. */

import { idsOf } from "../cite/selection.js";

export const STEP = 50; // papers at a time
export const SORTS = ["newest", "oldest", "title", "venue"]; // the best come first where none is named
const KEYS = ["ids", "category", "year", "venue", "has", "tag"];
const LONGEST = 300; // letters of a question
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const YEARS = /^(\d{4}(\.\.(\d{4})?)?|\.\.\d{4})$/;

/** The state that an address stands for; what it says beside that is ignored. */
export function read(parameters) {
  const shown = /^\d{1,4}$/.test(parameters.get("shown")) ? Math.ceil(parameters.get("shown") / STEP) * STEP : 0;
  return {
    q: (parameters.get("q") ?? "").slice(0, LONGEST).trim(),
    filters: KEYS.flatMap((key) => values(parameters, key).map((value) => filter(key, value))),
    sort: SORTS.find((sort) => sort === parameters.get("sort")) ?? "",
    view: parameters.get("view") === "dense" ? "dense" : "cards",
    shown: Math.max(shown, STEP),
  };
}

/** The parameters of a state; the same state is always written the same way. */
export function write({ q, filters, sort, view, shown }) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  for (const key of KEYS) {
    const theirs = filters.filter((one) => one.key === key).map(({ value, not }) => (not ? `-${value}` : value));
    for (const value of theirs.sort()) parameters.append(key, value);
  }
  if (sort) parameters.set("sort", sort);
  if (view !== "cards") parameters.set("view", view);
  if (shown > STEP) parameters.set("shown", shown);
  return String(parameters).replaceAll("%2C", ","); // ids stay readable
}

function values(parameters, key) {
  if (key === "ids") return [idsOf(parameters).sort().join(",")].filter(Boolean);
  const shape = key === "year" ? YEARS : ID;
  const written = parameters.getAll(key).map((value) => value.toLowerCase());
  return [...new Set(written)].filter((value) => shape.test(value.replace(/^-/, ""))).sort();
}

/** A value that begins with a minus is one that papers must not have. */
const filter = (key, value) => ({ key, value: value.replace(/^-/, ""), not: value.startsWith("-") });
