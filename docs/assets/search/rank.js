/** Finds and ranks the papers that match a query. */

import { compact, fold, tokenize } from "./fold.js";
import { addFuzzyMatches, matchWords } from "./match.js";
import { FIELD } from "./postings.js";

// Additions to a score.
const ADJACENT = 0.8; // two words of the query side by side in the title
const IN_ORDER = 0.7; // and in the order of the query
const EARLY = 1; // at the beginning of the title
const COVERAGE = 2; // a title without other words
const EXACT_NAME = 3;

const OPTIONAL_FACTOR = 0.2; // of the score of an optional word
const MAX_READ_TITLES = 3000; // for additions
const ROW_FACTOR = 2 ** 24; // more than there can be rows

/**
 * Find the papers that match the words and phrases of a query. A generator.
 *
 * Returns `{mode, matches, rows}`: rows best first, and the `WordMatch` of each word. `mode` is
 * - `all` if the papers have all words,
 * - `fuzzy` if they have some of them only with typos or the like,
 * - `partial` if no paper has all words; then `rows` are the papers with the most and rarest words.
 */
export function* rank(index, layers, query) {
  const matches = yield* matchWords(layers, query.words);
  const required = requiredOf(matches);
  let mode = "all";
  let rows = withPhrases(index, query, withAllTerms(index, required));
  if (!rows.length && required.length) {
    yield* addFuzzyMatches(layers, matches, (word) => index.grammar.isName(word));
    mode = "fuzzy";
    rows = withPhrases(index, query, withAllTerms(index, required));
  }
  if (!rows.length && required.length) {
    mode = "partial";
    rows = withPhrases(index, query, withMostTerms(index, required));
  }
  yield;
  return { mode, matches, rows: sortByScore(index, layers[0], query, matches, rows) };
}

/**
 * Find the papers that have all words, some of them perhaps only in the abstract. A generator, too.
 *
 * The mode is `abstract`, and `missing` are the matches of required words without `abstracts`, its postings.
 */
export function* rankWithAbstracts(index, layers, abstracts, query) {
  const matches = yield* matchWords([...layers, abstracts], query.words);
  const rows = withPhrases(index, query, withAllTerms(index, requiredOf(matches)));
  const missing = rows.length ? requiredOf(yield* matchWords(layers, query.words)) : [];
  yield;
  return { mode: "abstract", matches, missing, rows: sortByScore(index, layers[0], query, matches, rows) };
}

const requiredOf = (matches) => matches.filter(({ word }) => !word.optional);

/** Return the papers that match every word. */
function withAllTerms({ size }, required) {
  const rows = [];
  for (let row = 0; row < size; row++) {
    let at = 0;
    while (at < required.length && required[at].scores[row] > 0) at++;
    if (at === required.length) rows.push(row);
  }
  return rows;
}

/** Return the papers that match the most words, weighted by rarity. */
function withMostTerms({ size }, required) {
  const weights = new Float32Array(size);
  for (const { scores } of required) {
    const frequency = scores.reduce((sum, score) => sum + (score > 0), 0);
    const rarity = Math.log(1 + size / (frequency || 1));
    for (let row = 0; row < size; row++) if (scores[row] > 0) weights[row] += rarity;
  }
  const best = weights.reduce((max, weight) => Math.max(max, weight), 0);
  return best === 0 ? [] : [...weights.keys()].filter((row) => weights[row] >= best * 0.999);
}

/** Keep the papers with every quoted phrase in a title, name or author. */
function withPhrases(index, query, rows) {
  const phrases = query.phrases.map((phrase) => ` ${phrase.join(" ")} `);
  if (!phrases.length) return rows;
  return rows.filter((row) => {
    const { title, authors } = index.paper(row);
    const texts = [title, ...authors, ...index.names(row)].map((text) => ` ${tokenize(text).join(" ")} `);
    return phrases.every((phrase) => texts.some((text) => text.includes(phrase)));
  });
}

/** Sort rows by score, newest first among equals. */
function sortByScore(index, papers, query, matches, rows) {
  const scores = new Float64Array(index.size);
  for (const match of matches) {
    const factor = match.word.optional ? OPTIONAL_FACTOR : 1;
    for (const row of rows) scores[row] += match.scores[row] * factor;
  }
  if (matches.length) {
    const wordByTerm = queryWordByTerm(papers, matches);
    for (const row of rows.slice(0, MAX_READ_TITLES)) {
      scores[row] += phraseScore(papers.titles, row, wordByTerm);
    }
  }
  for (const row of withExactName(index, papers, query)) scores[row] += EXACT_NAME;
  // Score and row in one number: sorting numbers is many times faster than calling a comparator.
  const keys = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    keys[at] = Math.round(-scores[rows[at]] * 1000) * ROW_FACTOR + rows[at];
  }
  keys.sort();
  const sorted = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    sorted[at] = keys[at] - Math.floor(keys[at] / ROW_FACTOR) * ROW_FACTOR;
  }
  return sorted;
}

/** Return for each term the word of the query that it matches, counted from 1, or 0. */
function queryWordByTerm(papers, matches) {
  const words = new Uint8Array(papers.terms.length);
  for (const [at, { terms, partialTerms }] of [...matches.entries()].reverse()) {
    for (const text of [...terms.keys(), ...partialTerms]) {
      const term = papers.termNumbers.get(text);
      if (term !== undefined) words[term] = at + 1;
    }
  }
  return words;
}

/** Score how closely a title follows the query: words adjacent, in order, early, and few others. */
function phraseScore({ items, starts }, row, wordByTerm) {
  const [start, end] = [starts[row], starts[row + 1]];
  let score = 0;
  let covered = 0;
  let previous = 0;
  for (let at = start; at < end; at++) {
    const word = wordByTerm[items[at]];
    if (word) {
      if (previous && previous !== word) score += previous + 1 === word ? ADJACENT + IN_ORDER : ADJACENT;
      if (covered === 0) score += EARLY / (1 + at - start);
      covered++;
    }
    previous = word;
  }
  return score + (COVERAGE * covered) / (end - start || 1);
}

/** Return the papers with exactly this name, except for case and spaces: `GeneFace` is not `GeneFace++`. */
function withExactName(index, papers, query) {
  const withoutSpaces = (text) => fold(text).replaceAll(" ", "");
  const typed = withoutSpaces(query.text);
  const term = papers.termNumbers.get(compact(query.text));
  const rows = term === undefined ? [] : [...papers.targetsWith(term, FIELD.name)];
  return rows.filter((row) => index.names(row).some((name) => withoutSpaces(name) === typed));
}
