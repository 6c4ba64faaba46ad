/** Which papers have the words of a query, and how surely: exact before prefix before compound before a slip of the finger. */

import { UNSPACED } from "./fold.js";
import { FIELD, WORTH, letters } from "./postings.js";
import { list } from "./packing.js";
import { stem } from "./stem.js";
import { distance, slips } from "./typo.js";

const EXACT = 1;
const PREFIX = 0.8; // of a word that is nearly complete
const STEM = 0.8;
const JOINED = 0.95;
const APART = 0.9;
const SLIP = [EXACT, 0.5, 0.3];
const LONGEST_RUN = 4;
const ABBREVIATION = /^[a-z]{3,5}$/;

/** What one word of a query found: a score for each paper, and the terms that it stands for with their certainty. */
class Found {
  constructor(word, size) {
    this.word = word;
    this.scores = new Float32Array(size);
    this.terms = new Map();
    /** Terms that stand for it only beside others. */
    this.partly = new Set();
  }

  has(term) {
    return this.terms.has(term) || this.partly.has(term);
  }

  add(postings, term, certainty) {
    if ((this.terms.get(term) ?? 0) >= certainty) return;
    this.terms.set(term, certainty);
    postings.raise(this.scores, term, certainty);
  }
}

/** What each word of a query found; a generator that pauses after each word. With `loose`, slips of the finger count. */
export function* matches(postings, words, loose) {
  const found = words.map((word) => new Found(word, postings.size));
  for (const [at, one] of found.entries()) {
    const { parts } = one.word;
    const typed = parts.join("");
    for (const [term, certainty] of like(postings, typed, loose, at + 1 === found.length)) {
      one.add(postings, term, parts.length > 1 ? certainty * JOINED : certainty);
    }
    if (parts.length > 1) beside(postings, one, parts, true);
    else split(postings, one, typed);
    if (parts.length > 1 && loose) apart(postings, one, parts);
    if (parts.length === 1 && loose) initials(postings, one, typed);
    yield;
  }
  for (const [from, to] of runs(words)) {
    const typed = words.slice(from, to).flatMap(({ parts }) => parts).join("");
    const last = to === words.length;
    for (const [term, certainty] of like(postings, typed, loose, last)) {
      if (!last && certainty !== EXACT && !loose) continue;
      for (let at = from; at < to; at++) found[at].add(postings, term, certainty * JOINED);
    }
  }
  return found;
}

/** Words that could be one: `face former` and `make it talk`. */
function* runs(words) {
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 2; to <= Math.min(words.length, from + LONGEST_RUN); to++) yield [from, to];
  }
}

/** The terms that a typed word stands for, each with a certainty. */
function* like(postings, typed, loose, last) {
  const [from, to] = postings.range(typed);
  for (let term = from; term < to; term++) {
    const { length } = postings.terms[term];
    yield [term, length === typed.length ? EXACT : PREFIX * (0.4 + (0.6 * typed.length) / length)];
  }
  for (const term of postings.stems.get(stem(typed)) ?? []) yield [term, STEM];
  if (UNSPACED.test(typed)) {
    for (const term of postings.unspaced) if (postings.terms[term].includes(typed)) yield [term, PREFIX];
  }
  if (loose) yield* misspelt(postings, typed, last);
}

function* misspelt(postings, typed, last) {
  const most = slips(typed);
  if (most === 0) return;
  const bits = letters(typed);
  for (let term = 0; term < postings.terms.length; term++) {
    if (more(bits & ~postings.letters[term], most)) continue;
    const text = postings.terms[term];
    const count = distance(typed, text, most);
    if (count <= most) yield [term, SLIP[count]];
    else if (last && distance(typed, text, most, true) <= most) yield [term, SLIP[most] / 2];
  }
}

/** Whether more bits are set than some. */
function more(bits, most) {
  for (; bits !== 0; bits &= bits - 1) if (most-- === 0) return true;
  return false;
}

/** A word that titles write as two: `lipsync`. */
function split(postings, one, typed) {
  for (let cut = 2; cut <= typed.length - 2; cut++) {
    const parts = [typed.slice(0, cut), typed.slice(cut)];
    if (parts.every((part) => postings.number.has(part))) beside(postings, one, parts, false);
  }
}

/** Titles in which the parts of a word stand side by side; the last may be a beginning. */
function beside(postings, one, parts, open) {
  const first = postings.number.get(parts[0]);
  if (first === undefined) return;
  const ranges = parts.map((part) => [postings.number.get(part) ?? -1, postings.number.get(part) ?? -1]);
  if (open) ranges[parts.length - 1] = [postings.range(parts.at(-1))[0], postings.range(parts.at(-1))[1] - 1];
  const score = APART * WORTH[FIELD.title];
  for (const row of postings.titled(first)) {
    const title = list(postings.sequence, row);
    const at = title.findIndex((_, start) => ranges.every(([from, to], part) => title[start + part] >= from && title[start + part] <= to));
    if (at < 0) continue;
    if (one.scores[row] < score) one.scores[row] = score;
    for (let part = 0; part < parts.length; part++) one.partly.add(title[at + part]);
  }
}

/** The parts of a word anywhere in a paper. */
function apart(postings, one, parts) {
  const each = parts.map((part) => {
    const found = new Found(one.word, postings.size);
    for (const [term, certainty] of like(postings, part, false, true)) found.add(postings, term, certainty);
    return found;
  });
  for (let row = 0; row < postings.size; row++) {
    const score = APART * Math.min(...each.map(({ scores }) => scores[row]));
    if (one.scores[row] < score) one.scores[row] = score;
  }
  for (const { terms } of each) for (const term of terms.keys()) one.partly.add(term);
}

/** Titles in which words stand side by side that begin with the letters of an abbreviation: `gcn`. */
function initials(postings, one, typed) {
  if (!ABBREVIATION.test(typed)) return;
  for (let row = 0; row < postings.size; row++) {
    const title = list(postings.sequence, row);
    const at = title.findIndex((_, start) => [...typed].every((letter, part) => postings.terms[title[start + part]]?.[0] === letter));
    if (at < 0) continue;
    one.scores[row] = Math.max(one.scores[row], SLIP[1] * WORTH[FIELD.title]);
    for (let part = 0; part < typed.length; part++) one.partly.add(title[at + part]);
  }
}
