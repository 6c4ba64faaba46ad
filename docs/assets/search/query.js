/** Parses queries: words, phrases and identifiers, besides the filters that grammar.js reads. */

import { tokenize } from "./fold.js";

const RAW_CLAUSE = /^(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))$/iu;
const ARXIV_ID = /(?:arxiv\.org\/\w+\/|arxiv:|^)(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})(?:v\d+)?(?:\.pdf)?$/i;
const DOI = /(10\.\d{4,9}\/\S+)$/;

/** Words that need not match: readers add them to titles from memory. */
const STOP_WORDS = new Set(
  "a al an and are as at by et for from in is its of on or the their to using via with".split(" "),
);

/**
 * Parse a query. `grammar` is that of the index.
 *
 * Returns `{text, words, phrases, identifiers, filters}`:
 * - `words`: `{parts, optional}`; `lip-sync` is one word with two parts, and stop words are optional
 * - `phrases`: lists of the words in quotes
 * - `identifiers`: arXiv ids and DOIs, also from pasted URLs
 * - `filters`: `{key, value, excluded}`, typed or understood; an excluded word such as `-gan` has the key `word`
 */
export function parseQuery(text, grammar) {
  const query = { text: text.trim(), words: [], phrases: [], identifiers: [], filters: [] };
  const clauses = grammar.read(text);
  for (const clause of clauses) {
    if (clause.filters.length) query.filters.push(...clause.filters);
    else addText(query, clause.text, grammar);
  }
  if (query.words.every((word) => word.optional)) for (const word of query.words) word.optional = false;
  if (query.filters.length) query.words = query.words.filter(({ parts }) => !grammar.isFiller(parts));
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
  const identifier = ARXIV_ID.exec(value)?.[1] ?? DOI.exec(value)?.[1];
  const parts = tokenize(value);
  if (identifier) query.identifiers.push(identifier.toLowerCase());
  else if (minus) query.filters.push(...excludedWords(clause));
  else if (quoted !== undefined && !name && parts.length > 1) query.phrases.push(parts);
  else if (parts.length)
    query.words.push({ parts, optional: parts.length === 1 && STOP_WORDS.has(parts[0]) });
}

/** Return the URL of the form to add a paper, filled with the query's first identifier. */
export function addPaperUrl(base, { identifiers: [link] }) {
  return new URL(link ? `add/?${new URLSearchParams({ link })}` : "add/", base).href;
}
