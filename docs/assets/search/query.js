/** Parses queries: words and phrases, besides the filters that grammar.js reads. */

import { tokenize } from "./fold.js";

const RAW_CLAUSE = /^(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))$/iu;
const LINK = /:\/\/|\w\.\w[^\s/]*\/|\d{4}\.\d{4,5}|10\.\d{4,9}\/|[a-z-]{2,}\/\d{7}/i; // or arXiv ID, DOI

/** Words that need not match: readers add them to titles from memory. */
const STOP_WORDS = new Set(
  "a al an and are as at by et for from in is its of on or the their to using via with".split(" "),
);

/**
 * Parse a query. `grammar` is that of the index.
 *
 * Returns `{text, words, phrases, names, hasLink, filters}`:
 * - `words`: `{parts, optional}`; `lip-sync` is one word with two parts, and stop words are optional
 * - `phrases`: lists of the words in quotes
 * - `names`: lists of the words of names that became filters, such as those of a venue
 * - `hasLink`: true if the text may hold the link, arXiv ID or DOI of a paper; see pasted.js
 * - `filters`: `{key, value, excluded}`, typed or understood; the key of an excluded word, `-gan`, is `word`
 */
export function parseQuery(text, grammar) {
  const query = {
    text: text.trim(),
    words: [],
    phrases: [],
    names: [],
    hasLink: LINK.test(text),
    filters: [],
  };
  const clauses = grammar.read(text);
  for (const clause of clauses) {
    query.filters.push(...clause.filters);
    if (!clause.filters.length) addText(query, clause.text, grammar);
    else if (!clause.isTyped) query.names.push(...clause.filters.map((filter) => grammar.nameWords(filter)));
  }
  const isEveryOptional = query.words.every((word) => word.optional);
  if (query.filters.length) {
    query.words = isEveryOptional ? [] : query.words.filter(({ parts }) => !grammar.isFiller(parts));
  } else if (isEveryOptional) for (const word of query.words) word.optional = false;
  return query;
}

/** Return the filters of a clause that is text: excluded words. */
export function excludedWords(clause) {
  const [, minus, name, quoted, unquoted] = RAW_CLAUSE.exec(clause) ?? [];
  if (!minus) return [];
  const value = name ? `${name}:${quoted ?? unquoted}` : (quoted ?? unquoted);
  return tokenize(value).map((part) => ({ key: "word", value: part, excluded: true }));
}

/** Add a clause that is not a filter. */
function addText(query, clause, grammar) {
  const [, minus, name, quoted, unquoted = ""] = RAW_CLAUSE.exec(clause) ?? [];
  if (name && grammar.isKey(name)) return; // a key without a value, while it is typed
  const value = name ? `${name}:${quoted ?? unquoted}` : (quoted ?? unquoted).trim();
  const parts = tokenize(value);
  if (minus) query.filters.push(...excludedWords(clause));
  else if (quoted !== undefined && !name && parts.length > 1) query.phrases.push(parts);
  else if (parts.length) {
    const optional = grammar.isFiller(parts) || (parts.length === 1 && STOP_WORDS.has(parts[0]));
    query.words.push({ parts, optional });
  }
}

/** Return the URL of the form to add a paper, filled with the link that a search recognized, if any. */
export function addPaperUrl(base, link) {
  return new URL(link ? `add/?${new URLSearchParams({ link })}` : "add/", base).href;
}
