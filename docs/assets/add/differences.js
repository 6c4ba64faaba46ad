/** The fields that a proposal changes. */

import { KEYS } from "./yaml.js";

/**
 * Return the changed fields as `{field, before, after}`, both lists of lines.
 *
 * `published` comes from the API, where numbers are numbers and links are always lists; `record` comes from
 * `parseRecord`.
 */
export function differences(published, record, kind) {
  const ordered = KEYS[kind].filter((field) => field !== "id" && field !== "file");
  return [...new Set([...ordered, ...Object.keys(record)])]
    .map((field) => ({ field, before: lines(field, published[field]), after: lines(field, record[field]) }))
    .filter(({ before, after }) => before.join("\n") !== after.join("\n"));
}

/** Return a value as lines: one for each item of a list, entry of a mapping, or claim. */
function lines(field, value) {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((item) => formatInline(item, KEYS[field]));
  if (typeof value !== "object") return [String(value)];
  return sortedEntries(value, KEYS[field]).flatMap(([key, items]) =>
    [items].flat().map((item) => `${key}: ${formatInline(item)}`),
  );
}

function formatInline(value, order) {
  if (Array.isArray(value)) return value.map((item) => formatInline(item)).join(", ");
  if (typeof value !== "object") return String(value);
  return sortedEntries(value, order)
    .map(([key, item]) => `${key}: ${formatInline(item)}`)
    .join("; ");
}

/** Return the entries of a mapping: keys in `order`, then the others. */
function sortedEntries(mapping, order = []) {
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.entries(mapping).sort(([a], [b]) => rank(a) - rank(b));
}
