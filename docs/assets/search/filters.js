/** The filters of a state: chosen ones, which have their own parameters, and typed ones, within the query. */

import { count } from "./dom.js";
import { findValues } from "./facets.js";
import { excludedWords } from "./query.js";

/**
 * Return all filters as `{key, value, excluded}`. Those in the query also have its `clause`, and
 * `isUnderstood` if the clause is no filter as it is typed, such as `with code`.
 */
export function activeFilters(index, { q, filters }) {
  return [...filters, ...index.grammar.read(q).flatMap(clauseFilters)];
}

function clauseFilters({ text: clause, filters, isTyped = false }) {
  if (filters.length) return filters.map((filter) => ({ ...filter, clause, isUnderstood: !isTyped }));
  // An excluded word may have several parts, but can be removed only as a whole.
  const [word] = excludedWords(clause);
  return word ? [{ ...word, value: clause.slice(1).replaceAll('"', ""), clause }] : [];
}

/** Test whether a clause of grammar.js is a filter. */
export const isFilter = (clause) => clauseFilters(clause).length > 0;

/** Write a filter as it is typed. */
export function writeFilter({ key, value, excluded }) {
  const quoted = /\s/.test(value) ? `"${value}"` : value;
  return `${excluded ? "-" : ""}${key}:${quoted}`;
}

/** Return a state in which the clause of a filter keeps its other filters, such as the year of "cvpr22". */
function rewriteClause(index, state, { key, clause }, ...replacement) {
  const rewritten = index.grammar.read(state.q).flatMap(({ text, filters }) => {
    if (text !== clause) return [text];
    return [...filters.filter((other) => other.key !== key).map(writeFilter), ...replacement];
  });
  return { ...state, q: rewritten.join(" ") };
}

/** Return a state without a filter. */
export function removeFilter(index, state, filter) {
  const { key, value, excluded, clause } = filter;
  if (clause !== undefined) return rewriteClause(index, state, filter);
  const isSame = (other) => other.key === key && other.value === value && other.excluded === excluded;
  return { ...state, filters: state.filters.filter((other) => !isSame(other)) };
}

/** Return a state without any filters. */
export const removeAllFilters = (index, state) => removeFilters(index, state, activeFilters(index, state));

const removeFilters = (index, state, filters) =>
  filters.reduce((rest, filter) => removeFilter(index, rest, filter), state);

/** Return a state in which an understood clause is text again: in quotes. */
export function readAsText(index, state, { clause }) {
  const q = index.grammar.read(state.q).map(({ text }) => (text === clause ? `"${clause}"` : text));
  return { ...state, q: q.join(" ") };
}

/** Return a state in which a filter has another value. */
export function changeValue(index, state, filter, value) {
  if (filter.clause === undefined) {
    const rest = removeFilter(index, state, filter);
    return { ...rest, filters: [...rest.filters, { ...filter, value }] };
  }
  return rewriteClause(index, state, filter, writeFilter({ ...filter, value }));
}

/** Return a state in which an unknown filter has the value of its `suggestion`, a name. */
export function acceptSuggestion(index, state, { key, value, excluded, suggestion }) {
  const filter = activeFilters(index, state).find((other) => {
    return other.key === key && other.value === value && other.excluded === excluded;
  });
  const [named] = filterValues(index, { key, value: suggestion });
  const { id, name } = named ?? { id: suggestion, name: suggestion };
  return changeValue(index, state, filter, filter.clause === undefined ? id : name);
}

/** Return the facet values that a filter names; none if its key is not a facet. */
export function filterValues(index, { key, value }) {
  const facet = index.facets[key];
  return new Set(facet && Array.from(findValues(index, key, value), (number) => facet.values[number]));
}

/** Add a filter to a state, or remove it if it is there. It replaces other filters of the same value. */
export function toggleFilter(index, state, filter) {
  const values = filterValues(index, filter);
  const before = activeFilters(index, state).filter((other) => {
    return [...filterValues(index, other)].some((value) => values.has(value));
  });
  const rest = removeFilters(index, state, before);
  if (before.some((other) => other.excluded === filter.excluded)) return rest;
  return { ...rest, filters: [...rest.filters, filter] };
}

/** Return a state limited to some years; an empty value is all years. */
export function setYears(index, state, value) {
  const before = activeFilters(index, state).filter(({ key, excluded }) => key === "year" && !excluded);
  const rest = removeFilters(index, state, before);
  return value ? { ...rest, filters: [...rest.filters, { key: "year", value, excluded: false }] } : rest;
}

/** Return the label of a facet value: its name, or its id if it has none. */
export const valueLabel = ({ id, name }) => (name === id ? id[0].toUpperCase() + id.slice(1) : name);

/** Return the label of a filter: `venue CVPR`, `not tag GAN`, `year 2020–2022`. */
export function filterLabel(index, filter) {
  const { key, value, excluded } = filter;
  if (key === "ids") return `list of ${count(value.split(",").length, "paper")}`;
  if (key === "word") return `without “${value}”`;
  const values = [...filterValues(index, filter)];
  const name = values.length === 1 ? values[0].name : yearsLabel(value);
  return `${excluded ? "not " : ""}${key} ${name}`;
}

function yearsLabel(value) {
  const [from, to] = value.split("..");
  if (to === undefined) return value;
  if (to === "") return `${from} or later`;
  return from === "" ? `${to} or earlier` : `${from}–${to}`;
}
