/** The facts of a comparison: loaded with the first paper, since they need the search index. */

import { fetchJson } from "../search/engine.js";
import { checkFormat } from "../search/index.js";
import { comparedGroups, describePaper } from "./groups.js";
import { resultGroups } from "./results.js";

/** Load search/compare.json. */
export const loadDetails = async (base) => checkFormat(await fetchJson(new URL("search/compare.json", base)));

/** Compare papers, given by their rows in the index. Returns the `papers` and `groups` of groups.js. */
export function compareRows(index, details, rows, base) {
  const results = resultGroups(details.tables, rows, base);
  return {
    papers: rows.map((row) => describePaper(index, row, base)),
    groups: [...comparedGroups(index, details, rows, base), ...results],
  };
}
