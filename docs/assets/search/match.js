/** Matches the words of a query with terms; a less literal match is less certain and scores less. */

import { UNSPACED_SCRIPT } from "./fold.js";
import { listAt } from "./packing.js";
import { FIELD, SCORES, letterMask } from "./postings.js";
import { editDistance, maxTypos } from "./typo.js";

// Certainties: factors of a field's score.
const EXACT = 1;
const PREFIX = 0.8; // of a nearly complete word
const SAME_STEM = 0.8;
const JOINED = 0.95; // `face former` for `faceformer`
const SPLIT = 0.9; // `lipsync` for `lip sync`
const TYPOS = [EXACT, 0.5, 0.3]; // by their number

const MAX_RUN_WORDS = 4;
const ABBREVIATION = /^[a-z]{3,5}$/;

/** The matches of one word of a query: a score for each paper, and the certainty of each matching term. */
class WordMatch {
  constructor(word, size) {
    this.word = word;
    this.typed = word.parts.join("");
    this.scores = new Float32Array(size);
    this.terms = new Map();
    /** Terms that match only together with others. */
    this.partialTerms = new Set();
    /** True if some paper has the word, if only in another form. */
    this.isKnown = false;
  }

  hasTerm(text) {
    return this.terms.has(text) || this.partialTerms.has(text);
  }

  addTerm(layer, term, certainty) {
    const text = layer.terms[term];
    if ((this.terms.get(text) ?? 0) < certainty) this.terms.set(text, certainty);
    layer.raiseScores(this.scores, term, certainty);
  }

  /** Add a title in which several terms match together. */
  addTitle(papers, row, terms, score) {
    if (this.scores[row] < score) this.scores[row] = score;
    for (const term of terms) this.partialTerms.add(papers.terms[term]);
  }
}

/**
 * Match each word of a query. A generator, which yields after each word and returns a list of `WordMatch`.
 *
 * `layers` are the postings of papers and, once they are loaded, those of people.
 */
export function* matchWords(layers, words) {
  const [papers] = layers;
  const matches = words.map((word) => new WordMatch(word, papers.size));
  for (const match of matches) {
    const { parts } = match.word;
    const factor = parts.length > 1 ? JOINED : 1;
    for (const layer of layers) {
      for (const [term, certainty] of matchingTerms(layer, match.typed)) {
        match.addTerm(layer, term, certainty * factor);
      }
    }
    if (parts.length > 1) addAdjacent(papers, match, parts, true);
    else addSplit(papers, match);
    match.isKnown = match.terms.size > 0 || match.partialTerms.size > 0;
    yield;
  }
  for (const run of wordRuns(matches)) {
    const isLast = run.at(-1) === matches.at(-1);
    for (const layer of layers) {
      for (const [term, certainty] of matchingTerms(layer, joinRun(run))) {
        if (certainty !== EXACT && !isLast) continue;
        for (const match of run) match.addTerm(layer, term, certainty * JOINED);
      }
    }
  }
  return matches;
}

/** Extend matches by typos, scattered parts and abbreviations, except for names. A generator, too. */
export function* addFuzzyMatches(layers, matches, isName) {
  const [papers] = layers;
  for (const match of matches) {
    if (/^\d+$/.test(match.typed) || isName(match.typed)) continue; // these are never misspelled words
    const isLast = match === matches.at(-1);
    for (const layer of layers) {
      for (const [term, certainty] of misspelledTerms(layer, match.typed, isLast)) {
        match.addTerm(layer, term, certainty);
      }
    }
    if (match.word.parts.length > 1) addScattered(layers, match);
    else if (ABBREVIATION.test(match.typed)) addInitials(papers, match);
    yield;
  }
  for (const run of wordRuns(matches)) {
    const isLast = run.at(-1) === matches.at(-1);
    for (const [term, certainty] of misspelledTerms(papers, joinRun(run), isLast)) {
      for (const match of run) match.addTerm(papers, term, certainty * JOINED);
    }
    yield;
  }
}

/** Iterate over runs of words that could be one: `face former`, `make it talk`. */
function* wordRuns(matches) {
  for (let from = 0; from < matches.length; from++) {
    const end = Math.min(matches.length, from + MAX_RUN_WORDS);
    for (let to = from + 2; to <= end; to++) yield matches.slice(from, to);
  }
}

const joinRun = (run) => run.map(({ typed }) => typed).join("");

/** Iterate over the terms that match a typed word without typos, as `[term, certainty]`. */
function* matchingTerms(layer, word) {
  const [from, to] = layer.prefixRange(word);
  for (let term = from; term < to; term++) {
    const { length } = layer.terms[term];
    yield [term, length === word.length ? EXACT : PREFIX * (0.4 + (0.6 * word.length) / length)];
  }
  for (const term of layer.termsWithStemOf(word)) {
    if (layer.terms[term] !== word) yield [term, SAME_STEM];
  }
  if (UNSPACED_SCRIPT.test(word)) {
    for (const term of layer.unspacedTerms) if (layer.terms[term].includes(word)) yield [term, PREFIX];
  }
}

/** Iterate over the terms that match a word with typos; with `isLast`, also those that it may begin. */
function* misspelledTerms(layer, word, isLast) {
  const limit = maxTypos(word);
  if (limit === 0) return;
  const digits = digitsOf(word);
  for (const term of termsWithLettersOf(layer, word, limit)) {
    const text = layer.terms[term];
    if (!sharesBeginning(word, text)) continue;
    if (digits !== digitsOf(text)) continue; // 2025 is not 2023, and LRS2 not LRS3
    const typos = editDistance(word, text, limit);
    if (typos <= limit) yield [term, TYPOS[typos]];
    else if (isLast && editDistance(word, text, limit, true) <= limit) yield [term, TYPOS[limit] / 2];
  }
}

/** Return the terms with the letters of a word, except for `limit` of them. */
function termsWithLettersOf({ letterMasks }, word, limit) {
  const mask = letterMask(word);
  const terms = [];
  for (let term = 0; term < letterMasks.length; term++) {
    let missing = mask & ~letterMasks[term];
    for (let typo = 0; typo < limit; typo++) missing &= missing - 1; // one bit less
    if (!missing) terms.push(term);
  }
  return terms;
}

const digitsOf = (text) => text.replace(/\D/g, "");

/** Return true if one of the first two letters agrees, or both are swapped: people rarely miss both. */
const sharesBeginning = (word, text) =>
  word[0] === text[0] || word[1] === text[1] || word[0] === text[1] || word[1] === text[0];

/** Match one typed word with two adjacent words of a title: `lipsync`. */
function addSplit(papers, match) {
  const { typed } = match;
  for (let cut = 2; cut <= typed.length - 2; cut++) {
    const parts = [typed.slice(0, cut), typed.slice(cut)];
    if (parts.every((part) => papers.termNumbers.has(part))) addAdjacent(papers, match, parts, false);
  }
}

/** Match titles that contain the parts of a word side by side; with `isOpen`, the last may be a prefix. */
function addAdjacent(papers, match, parts, isOpen) {
  const ranges = parts.map((part) => exactRange(papers, part));
  if (isOpen) ranges[parts.length - 1] = papers.prefixRange(parts.at(-1));
  const [[first]] = ranges;
  const isAt = (title, start) =>
    ranges.every(([from, to], part) => title[start + part] >= from && title[start + part] < to);
  for (const row of papers.targetsWith(first, FIELD.title)) {
    const title = listAt(papers.titles, row);
    const at = title.findIndex((term, start) => term === first && isAt(title, start));
    if (at < 0) continue;
    match.addTitle(papers, row, title.subarray(at, at + parts.length), SPLIT * SCORES.title);
  }
}

/** Return the range that holds one term only, or nothing if there is no such term. */
const exactRange = (layer, text) => [
  layer.termNumbers.get(text) ?? -1,
  (layer.termNumbers.get(text) ?? -2) + 1,
];

/** Match papers that contain the parts of a word anywhere. */
function addScattered(layers, match) {
  const { scores, partialTerms, word } = match;
  const partScores = word.parts.map((part) => {
    const partMatch = new WordMatch({ parts: [part] }, scores.length);
    for (const layer of layers) {
      for (const [term, certainty] of matchingTerms(layer, part)) partMatch.addTerm(layer, term, certainty);
    }
    for (const text of partMatch.terms.keys()) partialTerms.add(text);
    return partMatch.scores;
  });
  for (let row = 0; row < scores.length; row++) {
    const score = SPLIT * partScores.reduce((least, ofPart) => Math.min(least, ofPart[row]), Infinity);
    if (scores[row] < score) scores[row] = score;
  }
}

/** Match titles in which adjacent words begin with the letters of an abbreviation: `gcn`. */
function addInitials(papers, match) {
  const { terms, titles } = papers;
  const length = match.typed.length;
  for (let row = 0; row < match.scores.length; row++) {
    const last = titles.starts[row + 1] - length;
    for (let at = titles.starts[row]; at <= last; at++) {
      let part = 0;
      while (part < length && terms[titles.items[at + part]][0] === match.typed[part]) part++;
      if (part < length) continue;
      match.addTitle(papers, row, titles.items.subarray(at, at + length), TYPOS[1] * SCORES.title);
      break;
    }
  }
}
