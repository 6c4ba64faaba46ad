/** Which papers have the words of a query, and how surely: exact before prefix before compound before a slip of the finger. */

import { UNSPACED } from "./fold.js";
import { list } from "./packing.js";
import { FIELD, WORTH, letters } from "./postings.js";
import { distance, slips } from "./typo.js";

const EXACT = 1;
const PREFIX = 0.8; // of a word that is nearly complete
const STEM = 0.8;
const JOINED = 0.95;
const APART = 0.9;
const SLIP = [EXACT, 0.5, 0.3];
const LONGEST_RUN = 4;
const VENUE_YEAR = /^(\D{2,})(19|20)?(\d\d)$/;
const ABBREVIATION = /^[a-z]{3,5}$/;

/** What one word of a query found: a score for each paper, and the terms that it stands for with their certainty. */
class Found {
  constructor(word, size) {
    this.word = word;
    this.typed = word.parts.join("");
    this.scores = new Float32Array(size);
    this.terms = new Map();
    /** Terms that stand for it only beside others. */
    this.partly = new Set();
  }

  has(term) {
    return this.terms.has(term) || this.partly.has(term);
  }

  add(layer, term, certainty) {
    const text = layer.terms[term];
    if ((this.terms.get(text) ?? 0) < certainty) this.terms.set(text, certainty);
    layer.raise(this.scores, term, certainty);
  }

  /** A title that has terms side by side. */
  beside(titles, row, terms, score) {
    if (this.scores[row] < score) this.scores[row] = score;
    for (const term of terms) this.partly.add(titles.terms[term]);
  }
}

/**
 * What each word of a query found; a generator that pauses after each word.
 *
 * `layers` are the postings of papers, then those of people if they are there.
 */
export function* matches(layers, words) {
  const found = words.map((word) => new Found(word, layers[0].size));
  for (const one of found) {
    const { parts } = one.word;
    for (const layer of layers) {
      for (const [term, certainty] of like(layer, one.typed)) one.add(layer, term, parts.length > 1 ? certainty * JOINED : certainty);
    }
    if (parts.length > 1) beside(layers[0], one, parts, true);
    else split(layers[0], one);
    ofYear(layers[0], [one]);
    yield;
  }
  for (const run of runs(found)) {
    ofYear(layers[0], run);
    for (const layer of layers) {
      for (const [term, certainty] of like(layer, typed(run))) {
        if (certainty === EXACT || run.at(-1) === found.at(-1)) for (const one of run) one.add(layer, term, certainty * JOINED);
      }
    }
  }
  return found;
}

/** Let slips of the finger count in what was found, parts of a word that stand apart, and abbreviations. */
export function* loosened(layers, found) {
  for (const one of found) {
    for (const layer of layers) for (const [term, certainty] of misspelt(layer, one.typed, one === found.at(-1))) one.add(layer, term, certainty);
    if (one.word.parts.length > 1) apart(layers, one);
    else if (ABBREVIATION.test(one.typed)) initials(layers[0], one);
    yield;
  }
  for (const run of runs(found)) {
    for (const [term, certainty] of misspelt(layers[0], typed(run), run.at(-1) === found.at(-1))) {
      for (const one of run) one.add(layers[0], term, certainty * JOINED);
    }
    yield;
  }
}

/** Words that could be one: `face former` and `make it talk`. */
function* runs(found) {
  for (let from = 0; from < found.length; from++) {
    for (let to = from + 2; to <= Math.min(found.length, from + LONGEST_RUN); to++) yield found.slice(from, to);
  }
}

const typed = (run) => run.map((one) => one.typed).join("");

/** The terms that a typed word stands for, each with a certainty. */
function* like(layer, word) {
  const [from, to] = layer.range(word);
  for (let term = from; term < to; term++) {
    const { length } = layer.terms[term];
    yield [term, length === word.length ? EXACT : PREFIX * (0.4 + (0.6 * word.length) / length)];
  }
  for (const term of layer.related(word)) if (layer.terms[term] !== word) yield [term, STEM];
  if (UNSPACED.test(word)) {
    for (const term of layer.unspaced) if (layer.terms[term].includes(word)) yield [term, PREFIX];
  }
}

/** The terms that a word may have been meant to be; with `last`, also those of which it may be the beginning. */
function* misspelt(layer, word, last) {
  const most = slips(word);
  if (most === 0) return;
  const bits = letters(word);
  for (let term = 0; term < layer.terms.length; term++) {
    if (many(bits & ~layer.letters[term], most)) continue;
    const text = layer.terms[term];
    if (!begins(word, text)) continue;
    const count = distance(word, text, most);
    if (count <= most) yield [term, SLIP[count]];
    else if (last && distance(word, text, most, true) <= most) yield [term, SLIP[most] / 2];
  }
}

/** Whether one of the first two letters is right, or both changed places: people rarely miss these. */
const begins = (word, text) => word[0] === text[0] || word[1] === text[1] || word[0] === text[1] || word[1] === text[0];

/** Whether more than some bits are set. */
function many(bits, most) {
  for (; bits !== 0; bits &= bits - 1) if (most-- === 0) return true;
  return false;
}

/** A word that titles write as two: `lipsync`. */
function split(titles, one) {
  for (let cut = 2; cut <= one.typed.length - 2; cut++) {
    const parts = [one.typed.slice(0, cut), one.typed.slice(cut)];
    if (parts.every((part) => titles.number.has(part))) beside(titles, one, parts, false);
  }
}

/** Papers of a venue and year that are written as one: `cvpr22`, `CVPR'22`, `iccv 2021`. */
function ofYear(titles, run) {
  const [, venue, century = "20", year] = VENUE_YEAR.exec(typed(run)) ?? [];
  const terms = [venue, century + year].map((text) => titles.number.get(text));
  if (terms.includes(undefined) || titles.standing(terms[0], FIELD.venue).next().done) return;
  const [inVenue, inYear] = terms.map((term) => {
    const scores = new Float32Array(titles.size);
    titles.raise(scores, term, JOINED);
    return scores;
  });
  for (const one of run) {
    for (let row = 0; row < titles.size; row++) one.scores[row] = Math.max(one.scores[row], Math.min(inVenue[row], inYear[row]));
    for (const term of terms) one.partly.add(titles.terms[term]);
  }
}

/** Titles in which the parts of a word stand side by side; the last may be `open`, a beginning. */
function beside(titles, one, parts, open) {
  const ranges = parts.map((part) => exactly(titles, part));
  if (open) ranges[parts.length - 1] = titles.range(parts.at(-1));
  const fits = (title, start) => ranges.every(([from, to], part) => title[start + part] >= from && title[start + part] < to);
  for (const row of titles.standing(ranges[0][0], FIELD.title)) {
    const title = list(titles.sequence, row);
    const at = title.findIndex((term, start) => term === ranges[0][0] && fits(title, start));
    if (at >= 0) one.beside(titles, row, title.subarray(at, at + parts.length), APART * WORTH[FIELD.title]);
  }
}

const exactly = (layer, term) => [layer.number.get(term) ?? -1, (layer.number.get(term) ?? -2) + 1];

/** The parts of a word anywhere in a paper. */
function apart(layers, one) {
  const each = one.word.parts.map((part) => {
    const found = new Found({ parts: [part] }, one.scores.length);
    for (const layer of layers) for (const [term, certainty] of like(layer, part)) found.add(layer, term, certainty);
    for (const text of found.terms.keys()) one.partly.add(text);
    return found.scores;
  });
  for (let row = 0; row < one.scores.length; row++) {
    const score = APART * each.reduce((least, scores) => Math.min(least, scores[row]), Infinity);
    if (one.scores[row] < score) one.scores[row] = score;
  }
}

/** Titles in which words stand side by side that begin with the letters of an abbreviation: `gcn`. */
function initials(titles, one) {
  const letters = [...one.typed];
  for (let row = 0; row < one.scores.length; row++) {
    const title = list(titles.sequence, row);
    const at = title.findIndex((_, start) => letters.every((letter, part) => titles.terms[title[start + part]]?.[0] === letter));
    if (at >= 0) one.beside(titles, row, title.subarray(at, at + letters.length), SLIP[1] * WORTH[FIELD.title]);
  }
}
