/** What a reader asks for: words, phrases in quotes, and filters such as `venue:cvpr`, `year:2020..2022` or `-tag:gan`. */

import { words } from "./fold.js";

/** Filters by the names under which they can be typed, and nothing else: `constructor:` is none. */
export const KEYS = { __proto__: null, author: "author", venue: "venue", year: "year", has: "has", tag: "tag", in: "category", category: "category" };

/** One word, phrase or filter of a text. */
export const PIECE = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;
const RANGE = /^(\d{4})?\s*(?:\.\.|-|–)\s*(\d{4})?$/;
const NUMBER = /(?:arxiv\.org\/\w+\/|arxiv:|^)(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})(?:v\d+)?(?:\.pdf)?$/i;
const DOI = /(10\.\d{4,9}\/\S+)$/;

/** The characters of a query that are read, as many as the fields take: longer ones come from nobody's memory. */
const LONGEST = 300;

/** Words that a title may lack though the reader remembers them. */
const SMALL = new Set("a al an and are as at by et for from in is its of on or the their to using via with".split(" "));

/**
 * Read a query.
 *
 * `words` are lists of parts: `lip-sync` is one word of two parts. A word is `optional` if it says little. `phrases` are lists of words in
 * quotes. `numbers` are arXiv ids and DOIs, also within a pasted address. `filters` are `{key, value, not}`; a word after a minus is one
 * with the key `word`.
 */
export function parse(text) {
  const query = { text: text.trim(), words: [], phrases: [], numbers: [], filters: [] };
  for (const [, minus, name, quoted, plain] of text.slice(0, LONGEST).matchAll(PIECE)) {
    const value = (quoted ?? plain).trim();
    const key = KEYS[name?.toLowerCase()];
    if (key && value) query.filters.push({ key, value, not: minus !== "" });
    else if (!key) piece(query, name ? `${name}:${value}` : value, minus !== "", quoted !== undefined && !name);
  }
  if (query.words.every((word) => word.optional)) for (const word of query.words) word.optional = false;
  return query;
}

function piece(query, value, not, quoted) {
  const number = NUMBER.exec(value)?.[1] ?? DOI.exec(value)?.[1];
  const parts = words(value);
  if (number) query.numbers.push(number.toLowerCase());
  else if (not) query.filters.push(...parts.map((part) => ({ key: "word", value: part, not: true })));
  else if (quoted && parts.length > 1) query.phrases.push(parts);
  else if (RANGE.test(value) && parts.length === 2) query.filters.push({ key: "year", value: parts.join(".."), not: false });
  else if (parts.length) query.words.push({ parts, optional: parts.length === 1 && SMALL.has(parts[0]) });
}

/** Where a paper is added that was not found; an arXiv id or DOI that was asked for goes along. */
export function adding(base, { numbers: [number] }) {
  return new URL(number ? `add/?${new URLSearchParams({ link: number })}` : "add/", base).href;
}

/** The first and last year of `2020..2022`, `2020..`, `..2022` or `2021`; null if it is none of these. */
export function years(value) {
  if (/^\d{4}$/.test(value)) return [Number(value), Number(value)];
  const [whole, from, to] = RANGE.exec(value) ?? [];
  return whole && (from || to) ? [Number(from ?? 0), Number(to ?? 9999)] : null;
}
