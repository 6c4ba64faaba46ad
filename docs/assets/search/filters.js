/** The filters of a state: chosen ones, which stand in its address, and typed ones, which stand in its text. */

import { count } from "./dom.js";
import { entries } from "./facets.js";
import { PIECE, parse } from "./query.js";

/** All filters as `{key, value, not}`; a typed one with the `piece` of the text that says it. */
export function active({ q, filters }) {
  return [...filters, ...pieces(q).flatMap(typed)];
}

const pieces = (text) => Array.from(text.matchAll(PIECE), ([piece]) => piece);

function typed(piece) {
  const found = parse(piece).filters.map((filter) => ({ ...filter, piece }));
  return found[0]?.key === "word" ? [{ ...found[0], value: piece.slice(1).replaceAll('"', "") }] : found;
}

/** A state without a filter, wherever it stands. */
export function without(state, { key, value, not, piece }) {
  if (piece !== undefined) return { ...state, q: pieces(state.q).filter((other) => other !== piece).join(" ") };
  const same = (other) => other.key === key && other.value === value && other.not === not;
  return { ...state, filters: state.filters.filter((other) => !same(other)) };
}

/** A state without any filter. */
export const clear = (state) => active(state).reduce(without, state);

/** A state without words, of which only filters are left. */
export const wordless = (state) => ({ ...state, q: pieces(state.q).filter((piece) => typed(piece).length).join(" ") });

/** A state with a filter in the place of another. */
export function instead(state, filter, value) {
  if (filter.piece === undefined) return { ...without(state, filter), filters: [...without(state, filter).filters, { ...filter, value }] };
  const written = /\s/.test(value) ? `"${value}"` : value;
  const said = `${filter.not ? "-" : ""}${filter.key}:${written}`;
  return { ...state, q: pieces(state.q).map((piece) => (piece === filter.piece ? said : piece)).join(" ") };
}

/** The numbers of the entries that a filter names; none, if it is about something else than facets. */
export const named = (index, { key, value }) => (key in index.facets ? entries(index, key, value) : new Set());

/** A state in which papers must have a value, or must not; once more undoes it. What was said of that value before gives way. */
export function toggled(index, state, filter) {
  const meant = named(index, filter);
  const before = active(state).filter((one) => one.key === filter.key && [...named(index, one)].some((at) => meant.has(at)));
  const rest = before.reduce(without, state);
  return before.some((one) => one.not === filter.not) ? rest : { ...rest, filters: [...rest.filters, filter] };
}

/** A state in which papers are of some years; no years are all years. */
export function ofYears(state, value) {
  const rest = active(state).filter(({ key, not }) => key === "year" && !not).reduce(without, state);
  return value ? { ...rest, filters: [...rest.filters, { key: "year", value, not: false }] } : rest;
}

/** What a value of a facet is called. */
export const title = (key, { name }) => (key === "has" ? name[0].toUpperCase() + name.slice(1) : name);

/** A filter as people say it: `venue CVPR`, `not tag GAN`, `year 2020 to 2022`. */
export function label(index, filter) {
  const { key, value, not } = filter;
  if (key === "ids") return `list of ${count(value.split(",").length, "paper")}`;
  const meant = [...named(index, filter)];
  const name = meant.length === 1 ? index.facets[key].entries[meant[0]].name : range(value);
  return key === "word" ? `without “${value}”` : `${not ? "not " : ""}${key} ${name}`;
}

const range = (value) => {
  const [from, to] = value.split("..");
  return to === undefined ? value : to === "" ? `from ${from}` : from === "" ? `to ${to}` : `${from} to ${to}`;
};
