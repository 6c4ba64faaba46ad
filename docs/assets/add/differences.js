/** The fields that a proposal changes. */

import { shapeOf, sortedEntries } from "./yaml.js";

/**
 * Return the changed fields as `{field, before, after}`, both lists of lines.
 *
 * `published` comes from the API, where numbers are numbers and links are always lists; `record` comes from
 * a file; `shapes` are the fields of the rules.
 */
export function differences(published, record, kind, shapes) {
  const fields = shapes[kind];
  const linesOf = (field, value) => {
    const shape = Object.hasOwn(fields, field) ? shapeOf(fields[field]) : null;
    return formatLines(value, shapes[shape]);
  };
  return [...new Set([...Object.keys(fields), ...Object.keys(record)])]
    .map((field) => ({
      field,
      before: linesOf(field, published[field]),
      after: linesOf(field, record[field]),
    }))
    .filter(({ before, after }) => before.join("\n") !== after.join("\n"));
}

/** Return a value as lines: one for each item of a list, entry of a mapping, or claim. */
function formatLines(value, fields) {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((item) => formatInline(item, fields));
  if (typeof value !== "object") return [String(value)];
  return sortedEntries(value, fields).flatMap(([key, items]) =>
    [items].flat().map((item) => `${key}: ${formatInline(item)}`),
  );
}

function formatInline(value, fields) {
  if (Array.isArray(value)) return value.map((item) => formatInline(item)).join(", ");
  if (typeof value !== "object") return String(value);
  return sortedEntries(value, fields)
    .map(([key, item]) => `${key}: ${formatInline(item)}`)
    .join("; ");
}
