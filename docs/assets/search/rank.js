/** Papers in the order in which a reader expects them. */

import { fold, words as wordsOf } from "./fold.js";
import { matches } from "./match.js";
import { list } from "./packing.js";

const PAIR = 1.5; // two words of the query side by side in the title
const COVER = 2; // a title that says nothing else
const SAME_NAME = 3; // a name exactly as it is typed
const OPTIONAL = 0.2; // of the worth of a word, if it says little
const LOOKED_AT = 3000; // the titles that are read for this

/**
 * The papers that have the words and phrases of a query, best first.
 *
 * `how` is `all` if they have all words, `alike` if some words only with slips of the finger, and `some` if no paper has
 * all words: then `rows` are those with the rarest of them. `found` tells for each word what it stands for.
 */
export function* ranked(index, postings, query) {
  let found;
  for (const how of ["all", "alike"]) {
    found = yield* matches(postings, query.words, how === "alike");
    const rows = phrased(index, query, everything(postings, found));
    if (rows.length) return { how, found, rows: sorted(index, postings, query, found, rows) };
  }
  const rows = phrased(index, query, most(postings, found));
  return { how: "some", found, rows: sorted(index, postings, query, found, rows) };
}

const required = (found) => found.filter(({ word }) => !word.optional);

/** The papers that have every word. */
function everything({ size }, found) {
  const needed = required(found);
  const rows = [];
  for (let row = 0; row < size; row++) if (needed.every(({ scores }) => scores[row] > 0)) rows.push(row);
  return rows;
}

/** The papers that have the most words, where a rare word counts more. */
function most({ size }, found) {
  const needed = required(found);
  const rarity = needed.map(({ scores }) => {
    const count = scores.reduce((sum, score) => sum + (score > 0), 0);
    return count && Math.log(1 + size / count);
  });
  const weights = new Float32Array(size);
  for (const [at, { scores }] of needed.entries()) {
    for (let row = 0; row < size; row++) if (scores[row] > 0) weights[row] += rarity[at];
  }
  const best = weights.reduce((a, b) => Math.max(a, b), 0);
  return best === 0 ? [] : [...weights.keys()].filter((row) => weights[row] >= best * 0.999);
}

/** Those papers in whose title, names or authors every phrase stands. */
function phrased(index, query, rows) {
  const phrases = query.phrases.map((phrase) => ` ${phrase.join(" ")} `);
  if (!phrases.length) return rows;
  return rows.filter((row) => {
    const { title, authors } = index.paper(row);
    const texts = [title, ...authors, ...index.names(row)].map((text) => ` ${wordsOf(text).join(" ")} `);
    return phrases.every((phrase) => texts.some((text) => text.includes(phrase)));
  });
}

/** The best first; the newest among equals. Sorting numbers is many times faster than sorting by a function. */
function sorted(index, postings, query, found, rows) {
  const scores = Float64Array.from(rows, (row) => found.reduce((sum, one) => sum + one.scores[row] * (one.word.optional ? OPTIONAL : 1), 0));
  const typed = closed(query.text);
  for (let at = 0; at < Math.min(rows.length, LOOKED_AT); at++) {
    scores[at] += harmony(list(postings.sequence, rows[at]), found);
    if (index.names(rows[at]).some((name) => closed(name) === typed)) scores[at] += SAME_NAME;
  }
  const keys = scores.map((score, at) => Math.round(-score * 1000) * 2 ** 24 + rows[at]);
  return keys.sort().map((key) => key - Math.floor(key / 2 ** 24) * 2 ** 24);
}

/** A name as it is typed, signs and all, but for its spaces: `GeneFace` is not `GeneFace++`. */
const closed = (text) => fold(text).replaceAll(" ", "");

/** How well a title follows the query: its words side by side, in order, and little else. */
function harmony(title, found) {
  let pairs = 0;
  let covered = 0;
  let before = -1;
  for (const term of title) {
    const at = found.findIndex((one) => one.has(term));
    if (at >= 0) covered++;
    if (at >= 0 && at === before + 1 && before >= 0) pairs++;
    before = at;
  }
  return PAIR * pairs + (COVER * covered) / (title.length || 1);
}
