/** Filters and facet counts: which papers pass, and how many each further value would leave. */

import { compact, tokenize } from "./fold.js";
import { parseYears } from "./year-words.js";
import { editDistance } from "./typo.js";

const MAX_SUGGESTION_EDITS = 3;

/**
 * Apply filters to `rows` and count facet values.
 *
 * Returns `{rows, counts, unknown}`: the rows that pass, in order; for each facet an array with the number of
 * papers of each value; and the filters whose value does not exist, with which no paper passes.
 *
 * A count is the number of papers that remain if that value is chosen. So it respects the query and all
 * filters, except the choices of the same facet if a paper needs only one of them.
 */
export function applyFilters(index, layers, rows, filters) {
  const tests = filters.map((filter) => ({ ...filter, passes: rowMask(index, layers, filter) }));
  const unknown = filters.filter((_, at) => tests[at].passes === null);
  const isChoice = ({ key, excluded }) => Boolean(index.facets[key]?.isAnyOf) && !excluded;
  const required = tests.filter((test) => !isChoice(test));
  const choicesOf = (key) => tests.filter((test) => test.key === key && isChoice(test));
  const choices = Object.keys(index.facets)
    .map(choicesOf)
    .filter((group) => group.length);
  const [passed, otherwise] = divide(unknown.length ? [] : rows, required, choices);
  const counts = Object.entries(index.facets).map(([key, facet]) => {
    const ofValues = new Uint32Array(facet.values.length);
    addCounts(ofValues, facet, passed);
    if (otherwise.has(key)) addCounts(ofValues, facet, otherwise.get(key));
    return [key, ofValues];
  });
  return { rows: passed, counts: Object.fromEntries(counts), unknown };
}

/** Return the rows that pass, and by facet those that only its choices keep out. */
function divide(rows, required, choices) {
  const otherwise = new Map(choices.map(([{ key }]) => [key, []]));
  if (!required.length && !choices.length) return [rows, otherwise];
  const passed = [];
  for (const row of rows) {
    if (required.some(({ passes, excluded }) => Boolean(passes[row]) === excluded)) continue;
    const failed = choices.filter((group) => !group.some(({ passes }) => passes[row]));
    if (failed.length === 0) passed.push(row);
    else if (failed.length === 1) otherwise.get(failed[0][0].key).push(row);
  }
  return [Uint32Array.from(passed), otherwise];
}

/** Count the values of a facet among some rows. */
function addCounts(counts, { byRow: { items, starts } }, rows) {
  for (let rank = 0; rank < rows.length; rank++) {
    const row = rows[rank];
    for (let at = starts[row], end = starts[row + 1]; at < end; at++) counts[items[at]]++;
  }
}

/** Return an array that is not 0 for the rows that a filter names; null if its value does not exist. */
function rowMask(index, layers, { key, value }) {
  if (key === "word") return rowsWithWord(index, layers, value);
  if (key === "ids") return rowsWithIds(index, value);
  const isAuthor = key === "author";
  const numbers = isAuthor ? findPeople(index, value) : findValues(index, key, value);
  if (numbers.size === 0) return null;
  const { items, starts } = isAuthor ? index.authors : index.facets[key].byRow;
  const isNamed = new Uint8Array((isAuthor ? index.people : index.facets[key].values).length);
  for (const number of numbers) isNamed[number] = 1;
  const mask = new Uint8Array(index.size);
  for (let row = 0; row < index.size; row++) {
    for (let at = starts[row]; at < starts[row + 1]; at++) mask[row] |= isNamed[items[at]];
  }
  return mask;
}

function rowsWithWord(index, layers, word) {
  const scores = new Float32Array(index.size);
  for (const layer of layers) {
    const term = layer.termNumbers.get(word);
    if (term !== undefined) layer.raiseScores(scores, term, 1);
  }
  return scores;
}

/** Return the rows of a list of ids; unknown ids are ignored. */
function rowsWithIds(index, value) {
  const mask = new Uint8Array(index.size);
  for (const id of value.split(",")) {
    const row = index.row(id);
    if (row !== undefined) mask[row] = 1;
  }
  return mask;
}

/** Return the numbers of the people in whose names each word of a text begins some word. */
function findPeople(index, text) {
  const prefixes = tokenize(text);
  const matches = (name) =>
    prefixes.every((prefix) => tokenize(name).some((word) => word.startsWith(prefix)));
  return new Set([...index.people.keys()].filter((person) => matches(index.people[person])));
}

/** Return the numbers of the facet values that a text names: by id, any name, or a range of years. */
export function findValues(index, key, text) {
  const { values } = index.facets[key];
  const [from, to] = (key === "year" && parseYears(text)) || [1, 0];
  const compactText = compact(text);
  const isNamed = ({ id, name, fullName, aliases }) =>
    [id, name, fullName, ...aliases].some((known) => known && compact(known) === compactText);
  const isInRange = ({ id }) => key === "year" && Number(id) >= from && Number(id) <= to;
  return new Set([...values.keys()].filter((at) => isNamed(values[at]) || isInRange(values[at])));
}

/** Return the name most similar to the unknown value of a filter, or null. */
export function suggestValue(index, { key, value }) {
  const names = key === "author" ? index.people : (index.facets[key]?.values ?? []).map(({ name }) => name);
  const typed = compact(value);
  const edits = (name) => editDistance(typed, compact(name), MAX_SUGGESTION_EDITS);
  const [nearest] = names.map((name) => [edits(name), name]).sort(([left], [right]) => left - right);
  return nearest?.[0] <= MAX_SUGGESTION_EDITS ? nearest[1] : null;
}

/** Return the notice about a filter whose value does not exist. */
export const unknownFilterNotice = ({ key, value }) => `Unknown ${key} filter: “${value}”.`;
