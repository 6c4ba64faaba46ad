/** Inverted index: sorted terms, each with the fields and papers in which it occurs. */

import { RESPELLABLE, UNSPACED_SCRIPT, compact, respell, tokenize } from "./fold.js";
import { invert, listAt, unpackGaps, unpackWords } from "./packing.js";
import { MIN_STEMMED_LETTERS, stem } from "./stem.js";

/** The score of a match in each field of text. Each facet is a field, too, whose score the index gives. */
export const SCORES = {
  name: 12,
  inName: 6,
  title: 6,
  firstAuthor: 5.5,
  person: 5,
  summary: 1.5,
  fullName: 1,
  abstract: 0.5,
};
/** Field numbers by name. */
export const FIELD = Object.fromEntries(Object.keys(SCORES).map((name, number) => [name, number]));

const FIELD_BITS = 5; // the low bits of a posting; the high bits are its target
const FIELD_MASK = (1 << FIELD_BITS) - 1;
const ROWS_PER_STEP = 256; // between two yields

/** Collects postings. A target is a paper's row or, from `size` on, a group of rows, such as a venue's. */
class PostingsBuilder {
  constructor(size, romanized) {
    this.size = size;
    this.fieldScores = Object.values(SCORES);
    this.romanized = romanized;
    this.termNumbers = new Map();
    this.termsByWord = new Map();
    /** Parallel lists: term and target with field. */
    this.terms = [];
    this.postings = [];
    this.titles = { items: [], starts: [0] };
    this.groups = [];
  }

  termNumber(term) {
    let number = this.termNumbers.get(term);
    if (number === undefined) this.termNumbers.set(term, (number = this.termNumbers.size));
    return number;
  }

  /** Return the terms of a word: its parts in order, and its other forms (joined, respelled, romanized). */
  termsOf(word) {
    let terms = this.termsByWord.get(word);
    if (terms !== undefined) return terms;
    const parts = tokenize(word);
    const forms = parts.length > 1 ? [parts.join("")] : [];
    if (word.search(RESPELLABLE) >= 0) forms.push(...tokenize(respell(word)));
    if (Object.hasOwn(this.romanized, word)) forms.push(...this.romanized[word].split(" "));
    const numbered = (texts) => texts.map((text) => this.termNumber(text));
    this.termsByWord.set(word, (terms = { parts: numbered(parts), forms: numbered(forms) }));
    return terms;
  }

  addTerm(term, target, field) {
    this.terms.push(term);
    this.postings.push((target << FIELD_BITS) | field);
  }

  /** Add all terms of a word; return those of its parts. */
  addWord(word, target, field) {
    const { parts, forms } = this.termsOf(word);
    for (const term of parts) this.addTerm(term, target, field);
    for (const term of forms) this.addTerm(term, target, field);
    return parts;
  }

  addText(text, target, field) {
    for (const word of text.split(" ")) this.addWord(word, target, field);
  }

  /** Add the field of a facet; return its number. */
  addFacetField({ score }) {
    return this.fieldScores.push(score) - 1;
  }

  /** Add a group of rows, with the texts that stand for all of them, as `[field, text]`. */
  addGroup(rows, texts) {
    const target = this.size + this.groups.push(rows) - 1;
    for (const [field, text] of texts) this.addText(text, target, field);
  }
}

/** Build the postings of everything but authors. A generator: building takes too long for one frame. */
export function* paperPostings(index) {
  const builder = new PostingsBuilder(index.size, index.romanized);
  for (let row = 0; row < index.size; row++) {
    for (const word of listAt(index.titles, row)) {
      builder.titles.items.push(...builder.addWord(index.words[word], row, FIELD.title));
    }
    builder.titles.starts.push(builder.titles.items.length);
    for (const name of index.names(row)) {
      if (name === "") continue;
      builder.addTerm(builder.termNumber(compact(name)), row, FIELD.name);
      builder.addText(name, row, FIELD.inName);
    }
    if (row % ROWS_PER_STEP === 0) yield;
  }
  for (const facet of Object.values(index.facets)) {
    if (facet.score === 0) continue;
    const field = builder.addFacetField(facet);
    for (const [{ id, name, fullName, aliases }, rows] of facet) {
      const names = facet.hasSynonyms ? [id, name, ...aliases] : [name];
      builder.addGroup(rows, [[FIELD.fullName, fullName], ...names.map((text) => [field, text])]);
    }
  }
  yield;
  return yield* Postings.build(builder);
}

/** Build the postings of authors. A generator, too. */
export function* peoplePostings({ size, people, authors }, romanized) {
  const builder = new PostingsBuilder(size, romanized);
  const rowsByPerson = invert(authors, people.length);
  for (let person = 0; person < people.length; person++) {
    const rows = listAt(rowsByPerson, person);
    const firstAuthorRows = rows.filter((row) => authors.items[authors.starts[row]] === person);
    builder.addGroup(rows, [[FIELD.person, people[person]]]);
    if (firstAuthorRows.length) builder.addGroup(firstAuthorRows, [[FIELD.firstAuthor, people[person]]]);
    if (person % ROWS_PER_STEP === 0) yield;
  }
  return yield* Postings.build(builder);
}

/** Build the postings of summaries. A generator, too. */
export function* summaryPostings({ size, romanized }, summaries) {
  const builder = new PostingsBuilder(size, romanized);
  for (const [row, summary] of summaries.entries()) {
    if (summary) builder.addText(summary, row, FIELD.summary);
    if (row % ROWS_PER_STEP === 0) yield;
  }
  return yield* Postings.build(builder);
}

/** Build the postings of abstracts, from search/abstracts.json. A generator, too. */
export function* abstractPostings({ size, romanized }, data) {
  const builder = new PostingsBuilder(size, romanized);
  const words = unpackWords(data.words);
  yield;
  const rows = unpackGaps(data.rows);
  yield;
  for (let word = 0; word < words.length; word++) {
    for (const row of listAt(rows, word)) builder.addWord(words[word], row, FIELD.abstract);
    if (word % ROWS_PER_STEP === 0) yield;
  }
  return yield* Postings.build(builder);
}

class Postings {
  static *build(builder) {
    const postings = new Postings();
    yield* postings.#build(builder);
    return postings;
  }

  *#build({ size, fieldScores, groups, termNumbers, terms, postings, titles }) {
    this.size = size;
    /** Scores by field. */
    this.fieldScores = Float32Array.from(fieldScores);
    this.groups = groups;
    this.terms = [...termNumbers.keys()].sort();
    yield;
    this.termNumbers = new Map(this.terms.map((term, number) => [term, number]));
    const sortedNumbers = new Uint32Array(this.terms.length);
    for (const [term, number] of termNumbers) sortedNumbers[number] = this.termNumbers.get(term);
    yield;
    /** The terms of each title, in order. */
    this.titles = { starts: titles.starts, items: new Uint32Array(titles.items.length) };
    for (let at = 0; at < titles.items.length; at++) this.titles.items[at] = sortedNumbers[titles.items[at]];
    yield;
    this.#groupByTerm(terms, postings, sortedNumbers);
    yield;
    this.letterMasks = Uint32Array.from(this.terms, letterMask);
    this.unspacedTerms = [...this.terms.keys()].filter((term) => UNSPACED_SCRIPT.test(this.terms[term]));
  }

  /** Group postings by term with a counting sort. */
  #groupByTerm(terms, postings, sortedNumbers) {
    this.starts = new Uint32Array(this.terms.length + 1);
    for (const term of terms) this.starts[sortedNumbers[term] + 1]++;
    for (let term = 0; term < this.terms.length; term++) this.starts[term + 1] += this.starts[term];
    const next = this.starts.slice();
    this.postings = new Uint32Array(terms.length);
    for (let at = 0; at < terms.length; at++) this.postings[next[sortedNumbers[terms[at]]]++] = postings[at];
  }

  /** Return the terms with a prefix, as the first number and the number after the last. */
  prefixRange(prefix) {
    return [this.#lowerBound(prefix), this.#lowerBound(`${prefix}\uffff`)];
  }

  /** Return the number of the first term that does not sort before a text. */
  #lowerBound(text) {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.terms[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Iterate over the terms that share the stem of a word. */
  *termsWithStemOf(word) {
    if (word.length < MIN_STEMMED_LETTERS) return;
    const root = stem(word);
    const [from, to] = this.prefixRange(root.replace(/y$/, ""));
    for (let term = from; term < to; term++) if (stem(this.terms[term]) === root) yield term;
  }

  /** Raise the score of each paper that has a term to its field's score times `certainty`. */
  raiseScores(scores, term, certainty) {
    const { postings, fieldScores, size, groups } = this;
    for (let at = this.starts[term], end = this.starts[term + 1]; at < end; at++) {
      const score = certainty * fieldScores[postings[at] & FIELD_MASK];
      const target = postings[at] >>> FIELD_BITS;
      if (target < size) {
        if (scores[target] < score) scores[target] = score;
      } else {
        for (const row of groups[target - size]) if (scores[row] < score) scores[row] = score;
      }
    }
  }

  /** Return true if a paper has a term in any field. */
  hasTerm(row, term) {
    for (let at = this.starts[term]; at < this.starts[term + 1]; at++) {
      const target = this.postings[at] >>> FIELD_BITS;
      if (target === row) return true;
      if (target >= this.size && this.groups[target - this.size].includes(row)) return true;
    }
    return false;
  }

  /** Iterate over the targets that have a term in a field. */
  *targetsWith(term, field) {
    for (let at = this.starts[term]; at < this.starts[term + 1]; at++) {
      if ((this.postings[at] & FIELD_MASK) === field) yield this.postings[at] >>> FIELD_BITS;
    }
  }
}

/** Return the letters of a term as bits: a cheap lower bound for the edit distance between two terms. */
export function letterMask(term) {
  let bits = 0;
  for (let at = 0; at < term.length; at++) bits |= 1 << (term.charCodeAt(at) % 32);
  return bits;
}
