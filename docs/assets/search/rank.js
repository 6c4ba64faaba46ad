/** Papers in the order in which a reader expects them. */

import { fold, words as wordsOf } from "./fold.js";
import { loosened, matches } from "./match.js";
import { list } from "./packing.js";
import { FIELD } from "./postings.js";

const BESIDE = 0.8; // two words of the query side by side in the title
const IN_ORDER = 0.7; // and in its order
const EARLY = 1; // at the beginning of the title
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
export function* ranked(index, layers, query) {
  const found = yield* matches(layers, query.words);
  const needed = found.filter(({ word }) => !word.optional);
  let how = "all";
  let rows = phrased(index, query, everything(index, needed));
  if (!rows.length && needed.length) {
    yield* loosened(layers, found);
    how = "alike";
    rows = phrased(index, query, everything(index, needed));
  }
  if (!rows.length && needed.length) {
    how = "some";
    rows = phrased(index, query, most(index, needed));
  }
  yield;
  return { how, found, rows: sorted(index, layers[0], query, found, rows) };
}

/** The papers that have every word. */
function everything({ size }, needed) {
  const rows = [];
  for (let row = 0; row < size; row++) {
    let word = 0;
    while (word < needed.length && needed[word].scores[row] > 0) word++;
    if (word === needed.length) rows.push(row);
  }
  return rows;
}

/** The papers that have the most words, where a rare word counts more. */
function most({ size }, needed) {
  const weights = new Float32Array(size);
  for (const { scores } of needed) {
    const count = scores.reduce((sum, score) => sum + (score > 0), 0);
    const rarity = Math.log(1 + size / (count || 1));
    for (let row = 0; row < size; row++) if (scores[row] > 0) weights[row] += rarity;
  }
  const best = weights.reduce((one, other) => Math.max(one, other), 0);
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
function sorted(index, titles, query, found, rows) {
  const scores = new Float64Array(index.size);
  for (const { scores: of, word } of found) for (const row of rows) scores[row] += of[row] * (word.optional ? OPTIONAL : 1);
  if (found.length) {
    const asked = wordsAsked(titles, found);
    for (const row of rows.slice(0, LOOKED_AT)) scores[row] += harmony(list(titles.sequence, row), asked);
  }
  for (const row of named(index, titles, query)) scores[row] += SAME_NAME;
  const keys = Float64Array.from(rows, (row) => Math.round(-scores[row] * 1000) * 2 ** 24 + row);
  return keys.sort().map((key) => key - Math.floor(key / 2 ** 24) * 2 ** 24);
}

/** For each term, the word of the query that it stands for, counted from 1; 0 for none. */
function wordsAsked(titles, found) {
  const asked = new Uint8Array(titles.terms.length);
  for (const [at, { terms, partly }] of [...found.entries()].reverse()) {
    for (const text of [...terms.keys(), ...partly]) {
      const term = titles.number.get(text);
      if (term !== undefined) asked[term] = at + 1;
    }
  }
  return asked;
}

/** How well a title follows the query: its words side by side, in order, early, and little else. */
function harmony(title, asked) {
  let score = 0;
  let covered = 0;
  for (let at = 0; at < title.length; at++) {
    const word = asked[title[at]];
    if (!word) continue;
    const before = at ? asked[title[at - 1]] : 0;
    if (before && before !== word) score += before + 1 === word ? BESIDE + IN_ORDER : BESIDE;
    if (covered === 0) score += EARLY / (1 + at);
    covered++;
  }
  return score + (COVER * covered) / (title.length || 1);
}

/** The papers with a name as it is typed, signs and all, but for its spaces: `GeneFace` is not `GeneFace++`. */
function named(index, titles, query) {
  const closed = (text) => fold(text).replaceAll(" ", "");
  const typed = closed(query.text);
  const term = titles.number.get(wordsOf(query.text).join(""));
  const rows = term === undefined ? [] : [...titles.standing(term, FIELD.name)];
  return rows.filter((row) => index.names(row).some((name) => closed(name) === typed));
}
