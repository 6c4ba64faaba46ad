/** Results of papers in the tables of reports; see hooks/catalog/search/comparison.py. */

import { webUrl, withoutBlanks } from "./groups.js";

const MIN_PAPERS = 2; // one result is no comparison

/** Return a group for each table with results of several papers, given by their rows in the index. */
export function resultGroups(tables, papers, base) {
  const groups = tables.flatMap(({ name, href, metrics, rows }) => {
    const results = papers.map((paper) => rows.filter(([row]) => row === paper));
    if (results.filter((ownRows) => ownRows.length).length < MIN_PAPERS) return [];
    return [{ name, url: webUrl(href, base), rows: metricRows(metrics, results) }];
  });
  return withoutBlanks(groups);
}

function metricRows(metrics, results) {
  return metrics.map((name, at) => {
    const cell = (rows) =>
      rows
        .map(([, variant, ...scores]) => [variant, scores[at]])
        .filter(([, score]) => score)
        .map(([variant, score]) => ({ name: variant ? `${score} (${variant})` : score, url: null }));
    return { name, kind: "texts", cells: results.map(cell) };
  });
}
