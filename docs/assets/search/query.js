/** Query syntax: words, quoted phrases, and filters such as `venue:cvpr`, `year:2020..2022` or `-tag:gan`. */

import { tokenize } from "./fold.js";

/** Matches one clause of a query: a word, phrase or filter. */
export const CLAUSE = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;
const YEAR_RANGE = /^(\d{4})?\s*(?:\.\.|-|–)\s*(\d{4})?$/;
const ARXIV_ID = /(?:arxiv\.org\/\w+\/|arxiv:|^)(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})(?:v\d+)?(?:\.pdf)?$/i;
const DOI = /(10\.\d{4,9}\/\S+)$/;

/** The `maxlength` of the search fields; the rest of a longer query is ignored. */
export const MAX_QUERY_LENGTH = 300;

/** Words that need not match: readers add them to titles from memory. */
const STOP_WORDS = new Set(
  "a al an and are as at by et for from in is its of on or the their to using via with".split(" "),
);

/**
 * Parse a query. `keys` are the `filterKeys` of index.js.
 *
 * Returns `{text, words, phrases, identifiers, filters}`:
 * - `words`: `{parts, optional}`; `lip-sync` is one word with two parts, and stop words are optional
 * - `phrases`: lists of the words in quotes
 * - `identifiers`: arXiv ids and DOIs, also from pasted URLs
 * - `filters`: `{key, value, excluded}`; an excluded word such as `-gan` has the key `word`
 */
export function parseQuery(text, keys) {
  const query = { text: text.trim(), words: [], phrases: [], identifiers: [], filters: [] };
  for (const [, minus, name, quoted, unquoted] of text.slice(0, MAX_QUERY_LENGTH).matchAll(CLAUSE)) {
    const value = (quoted ?? unquoted).trim();
    const key = keys[name?.toLowerCase()];
    const excluded = minus !== "";
    if (key && value) query.filters.push({ key, value, excluded });
    else if (!key) addText(query, name ? `${name}:${value}` : value, excluded, quoted !== undefined && !name);
  }
  if (query.words.every((word) => word.optional)) for (const word of query.words) word.optional = false;
  return query;
}

/** Add a clause that is not a filter. */
function addText(query, value, excluded, isQuoted) {
  const identifier = ARXIV_ID.exec(value)?.[1] ?? DOI.exec(value)?.[1];
  const parts = tokenize(value);
  if (identifier) query.identifiers.push(identifier.toLowerCase());
  else if (excluded) query.filters.push(...parts.map((part) => ({ key: "word", value: part, excluded })));
  else if (isQuoted && parts.length > 1) query.phrases.push(parts);
  else if (YEAR_RANGE.test(value) && parts.length === 2)
    query.filters.push({ key: "year", value: parts.join(".."), excluded });
  else if (parts.length)
    query.words.push({ parts, optional: parts.length === 1 && STOP_WORDS.has(parts[0]) });
}

/** Parse `2020..2022`, `2020..`, `..2022` or `2021` into the first and last year; null if malformed. */
export function parseYears(value) {
  if (/^\d{4}$/.test(value)) return [Number(value), Number(value)];
  const [match, from, to] = YEAR_RANGE.exec(value) ?? [];
  return match && (from || to) ? [Number(from ?? 0), Number(to ?? 9999)] : null;
}

/** Return the URL of the form to add a paper, filled with the query's first identifier. */
export function addPaperUrl(base, { identifiers: [link] }) {
  return new URL(link ? `add/?${new URLSearchParams({ link })}` : "add/", base).href;
}
