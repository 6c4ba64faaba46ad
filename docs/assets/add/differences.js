/** What a proposal changes in a record, field by field. */

import { KEYS } from "./yaml.js";

/**
 * The fields in which a record differs from what is published: `{field, before, after}`, both as lines of text.
 *
 * `published` are the facts of the API, where numbers are numbers and links always lists; `record` is what yaml.js reads.
 */
export function differences(published, record, kind) {
  const known = KEYS[kind].filter((field) => field !== "id" && field !== "file");
  const fields = [...new Set([...known, ...Object.keys(record)])];
  return fields.map((field) => ({ field, before: lines(field, published[field]), after: lines(field, record[field]) })).filter(({ before, after }) => before.join("\n") !== after.join("\n"));
}

/** A value as lines: one for each text of a list, pair of a mapping, or claim. */
function lines(field, value) {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((one) => inLine(one, KEYS[field]));
  if (typeof value !== "object") return [String(value)];
  return pairs(value, KEYS[field]).flatMap(([key, one]) => [one].flat().map((text) => `${key}: ${inLine(text)}`));
}

function inLine(value, order) {
  if (Array.isArray(value)) return value.map((one) => inLine(one)).join(", ");
  if (typeof value !== "object") return String(value);
  return pairs(value, order).map(([key, one]) => `${key}: ${inLine(one)}`).join("; ");
}

/** The pairs of a mapping in the order of its shape; without one, as they come. */
function pairs(mapping, order = []) {
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.entries(mapping).sort(([one], [other]) => rank(one) - rank(other));
}
