/** Finds what a search without results can be loosened to, with the number of papers that each finds. */

import { activeFilters, changeValue, filterLabel, isFilter, removeFilter, writeFilter } from "./filters.js";

/**
 * Search without parts of a state, whose `result` is empty.
 *
 * Returns `{required, alternatives}`, or null if another search began: the labels of what no paper has
 * together, and `{label, size, next}` of each less restrictive state.
 */
export async function findAlternatives(engine, state, { counts, query }, isWanted) {
  const alternatives = [];
  for (const { label, next } of relaxedStates(engine.index, state, counts)) {
    const result = await engine.search({ text: next.q, filters: next.filters });
    if (!result || !isWanted()) return null;
    alternatives.push({ label, size: result.rows.length, next });
  }
  const labels = activeFilters(engine.index, state).map((filter) => filterLabel(engine.index, filter));
  const words = query.words.map(({ parts }) => parts.join("-"));
  const texts = [words.join(" "), ...query.phrases.map((phrase) => phrase.join(" "))].filter(Boolean);
  return { required: [...labels, ...texts.map((text) => `“${text}”`)], alternatives };
}

/**
 * Return less restrictive states, each with its label: in another year, without one filter, without words, or
 * empty. `counts` are those of facets.js.
 */
function relaxedStates(index, state, counts) {
  const filters = activeFilters(index, state);
  const years = filters.flatMap((filter) =>
    nearYears(index, filter, counts).map((year) => {
      return { label: `In ${year} instead`, next: changeValue(index, state, filter, year) };
    }),
  );
  const removals = filters.map((filter) => {
    return {
      label: `Remove filter: ${filterLabel(index, filter)}`,
      next: removeFilter(index, state, filter),
    };
  });
  const relaxed = [...years, ...removals];
  const withoutWords = removeWords(index, state);
  const hasWords = withoutWords.q !== state.q;
  if (relaxed.length && hasWords) relaxed.push({ label: "Remove search words", next: withoutWords });
  if (relaxed.length > 1) {
    const label = hasWords ? "Clear search and filters" : "Clear all filters";
    relaxed.push({ label, next: { ...state, q: "", filters: [] } });
  }
  return relaxed;
}

/** Return the nearest years before and after the one of a filter that have papers, if it is by one year. */
function nearYears(index, { key, value, excluded }, { year: counts }) {
  if (key !== "year" || excluded || !/^\d{4}$/.test(value)) return [];
  const years = index.facets.year.values.map(({ id }) => id).filter((_, at) => counts[at] > 0);
  const before = years.filter((year) => year < value).sort();
  const after = years.filter((year) => year > value).sort();
  return [before.at(-1), after[0]].filter(Boolean);
}

/** Return a state whose query has only filters left, written as such: a name alone may be that of a paper. */
function removeWords(index, state) {
  const clauses = index.grammar.read(state.q);
  const filters = clauses.filter((clause) => isFilter(clause));
  if (filters.length === clauses.length) return state;
  const written = filters.flatMap((clause) =>
    clause.filters.length ? clause.filters.map(writeFilter) : [clause.text],
  );
  return { ...state, q: written.join(" ") };
}
