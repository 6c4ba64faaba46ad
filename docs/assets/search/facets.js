/** Filters and their counts: which papers pass, and how many each further value would leave. */

import { compact, words } from "./fold.js";
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
export function select(index, layers, rows, filters) {
  const tests = filters.map((filter) => ({ ...filter, passes: passing(index, layers, filter) }));
  const unknown = filters.filter((_, at) => tests[at].passes === null);
  const chosen = ANY.map((facet) => tests.filter(({ key, not }) => key === facet && !not)).filter((group) => group.length);
  const strict = tests.filter(({ key, not }) => not || !ANY.includes(key));
  const facets = Object.entries(index.facets).map(([key, { entries, of }]) => ({ key, of, counts: new Uint32Array(entries.length) }));
  const kept = [];
  for (const row of unknown.length ? [] : rows) {
    if (strict.some(({ passes, not }) => Boolean(passes[row]) === not)) continue;
    const missed = chosen.filter((group) => !group.some(({ passes }) => passes[row]));
    if (missed.length === 0) kept.push(row);
    if (missed.length > 1) continue;
    for (const { key, of: { starts, values }, counts } of facets) {
      if (missed.length && missed[0][0].key !== key) continue;
      for (let at = starts[row]; at < starts[row + 1]; at++) counts[values[at]]++;
    }
  }
  return { rows: kept, counts: Object.fromEntries(facets.map(({ key, counts }) => [key, counts])), unknown };
}

/** For each paper, whether it has what a filter names; null if the filter names nothing. */
function passing(index, layers, { key, value }) {
  if (key === "word") return withWord(index, layers, value);
  if (key === "ids") return listed(index, value);
  const [{ values, starts }, meant] = key === "author" ? [index.authors, people(index, value)] : [index.facets[key].of, entries(index, key, value)];
  if (meant.size === 0) return null;
  const passes = new Uint8Array(index.size);
  for (let row = 0; row < index.size; row++) {
    for (let at = starts[row]; at < starts[row + 1]; at++) if (meant.has(values[at])) passes[row] = 1;
  }
  return passes;
}

function withWord(index, layers, word) {
  const scores = new Float32Array(index.size);
  for (const layer of layers) {
    const term = layer.number.get(word);
    if (term !== undefined) layer.raise(scores, term, 1);
  }
  return scores;
}

/** The papers of a list of ids, whichever of them there are. */
function listed(index, value) {
  const passes = new Uint8Array(index.size);
  for (const id of value.split(",")) if (index.row(id) !== undefined) passes[index.row(id)] = 1;
  return passes;
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
