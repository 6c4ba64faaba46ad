/**
 * Results of papers in the tables of reports.
 *
 * The file that `results` of search/compare.json names holds `{format, tables}`. A table is
 * - `name` of its dataset, and `by` and `source`, name and URL of the report
 * - `metrics`: pairs of a name and the direction of better values, `lower`, `higher` or ""
 * - `rows`: lists of a paper's position in the index, the variant of its method or "", and a text for each
 *   metric, "" if it is not reported
 */

import { webUrl, withoutBlanks } from "./groups.js";

const MIN_PAPERS = 2; // one result is no comparison
const ARROWS = { lower: " ↓", higher: " ↑" };

/** Return a group for each table with results of several papers, given by their rows in the index. */
export function resultGroups({ tables }, papers, base) {
  const groups = tables.flatMap((table) => {
    const results = papers.map((paper) => table.rows.filter(([row]) => row === paper));
    if (results.filter((rows) => rows.length).length < MIN_PAPERS) return [];
    const name = `Results on ${table.name}, reported by ${table.by}`;
    return [{ name, url: webUrl(table.source, base), rows: metricRows(table.metrics, results) }];
  });
  return withoutBlanks(groups);
}

function metricRows(metrics, results) {
  return metrics.map(([name, direction], at) => {
    const cell = (rows) =>
      rows
        .map(([, variant, ...values]) => [variant, values[at]])
        .filter(([, value]) => value)
        .map(([variant, value]) => ({ name: variant ? `${value} (${variant})` : value, url: null }));
    return { name: `${name}${ARROWS[direction] ?? ""}`, kind: "texts", cells: results.map(cell) };
  });
}
