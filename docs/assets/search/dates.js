/** Sorting of papers by a date: the columns `submitted` and `added` of search/cards.json. */

import { unpackNumbers } from "./packing.js";

/** Names of the columns, which are the names of the sorts. */
export const DATE_SORTS = ["submitted", "added"];

/** Sort rows by a column of days, latest first, then newest first; 0 is an unknown date. */
export function sortByDate(rows, column) {
  const days = unpackNumbers(column);
  return Uint32Array.from(rows).sort((left, right) => days[right] - days[left] || left - right);
}
