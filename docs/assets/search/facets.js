/** Filters and their counts: which papers pass, and how many each further value would leave. */

import { compact, words } from "./fold.js";
import { list } from "./packing.js";
import { years } from "./query.js";
import { distance } from "./typo.js";

/** A paper may have any of the values chosen of these facets; of the others it must have every one. */
const ANY = ["category", "year", "venue"];

/**
 * The papers among `rows` that pass all filters, in their order, and for each facet the papers that each value has or would have.
 *
 * A count is what choosing that value leaves: it heeds the query and all filters, but not the other values chosen of the same facet
 * where a paper may have any of them. `unknown` are the filters that name nothing, which no paper passes.
 */
export function select(index, postings, rows, filters) {
  const tests = filters.map((filter) => ({ ...filter, test: test(index, postings, filter) }));
  const unknown = tests.filter((filter) => filter.test === null);
  const chosen = ANY.map((facet) => tests.filter(({ key, not }) => key === facet && !not)).filter((group) => group.length);
  const strict = tests.filter(({ key, not }) => not || !ANY.includes(key));
  const passing = [];
  const counts = Object.fromEntries(Object.entries(index.facets).map(([key, { entries }]) => [key, new Uint32Array(entries.length)]));
  if (unknown.length) return { rows: passing, counts, unknown };
  for (const row of rows) {
    if (!strict.every(({ test, not }) => test(row) !== not)) continue;
    const missed = chosen.filter((group) => !group.some(({ test }) => test(row)));
    if (missed.length === 0) passing.push(row);
    if (missed.length > 1) continue;
    for (const [key, { of }] of Object.entries(index.facets)) {
      if (missed.length && missed[0][0].key !== key) continue;
      for (let at = of.starts[row]; at < of.starts[row + 1]; at++) counts[key][of.values[at]]++;
    }
  }
  return { rows: passing, counts, unknown };
}

/** A filter as a question about a paper; null if it names nothing. */
function test(index, postings, { key, value }) {
  if (key === "word") return withWord(postings, value);
  const [of, values] = key === "author" ? [index.authors, people(index, value)] : [index.facets[key].of, entries(index, key, value)];
  return values.size ? (row) => list(of, row).some((one) => values.has(one)) : null;
}

function withWord(postings, word) {
  const scores = new Float32Array(postings.size);
  const term = postings.number.get(word);
  if (term !== undefined) postings.raise(scores, term, 1);
  return (row) => scores[row] > 0;
}

/** The people in whose names stand words that begin with each word of a value. */
function people(index, value) {
  const asked = words(value);
  const fits = (name) => asked.every((word) => words(name).some((part) => part.startsWith(word)));
  return new Set([...index.people.keys()].filter((person) => fits(index.people[person])));
}

/** The entries of a facet that a value names: by id or any name, or a range of years. */
export function entries(index, key, value) {
  const { entries } = index.facets[key];
  const [from, to] = (key === "year" && years(value)) || [1, 0];
  const asked = compact(value);
  const named = ({ id, name, others }) => [id, name, ...others].some((text) => compact(text) === asked);
  const inRange = ({ id }) => key === "year" && Number(id) >= from && Number(id) <= to;
  return new Set([...entries.keys()].filter((at) => named(entries[at]) || inRange(entries[at])));
}

/** What a reader may have meant by a filter that names nothing: the nearest value, if one is near. */
export function nearest(index, { key, value }) {
  const names = key === "author" ? index.people : (index.facets[key]?.entries ?? []).map(({ name }) => name);
  const asked = compact(value);
  const ranked = names.map((name) => [distance(asked, compact(name), 3), name]).sort(([one], [other]) => one - other);
  return ranked[0]?.[0] <= 3 ? ranked[0][1] : null;
}
