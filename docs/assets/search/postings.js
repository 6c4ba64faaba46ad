/** Every term, sorted, with the places where it stands. */

import { SPOKEN, UNSPACED, compact, spelt, words } from "./fold.js";
import { inverted, list } from "./packing.js";
import { SHORTEST, stem } from "./stem.js";

/** Where a term can stand, and what it is worth to be found there. */
const FIELDS = { name: 12, inName: 6, title: 6, firstAuthor: 5.5, person: 5, venue: 4, year: 4, tag: 3, category: 2, venueName: 1 };
export const FIELD = Object.fromEntries(Object.keys(FIELDS).map((name, at) => [name, at]));
export const WORTH = Float32Array.from(Object.values(FIELDS));

const BITS = 4; // of a place are its field, the others its unit
const ROWS = 256; // between two pauses

/** Collects what stands where. A unit is a paper's row or, from `size` on, someone who stands for several rows. */
class Writer {
  constructor(size, latin) {
    this.size = size;
    this.latin = latin;
    this.numbers = new Map();
    this.read = new Map();
    this.terms = [];
    this.places = [];
    this.sequence = { values: [], starts: [0] };
    this.members = [];
  }

  number(term) {
    let number = this.numbers.get(term);
    if (number === undefined) this.numbers.set(term, (number = this.numbers.size));
    return number;
  }

  /** The terms of a word: its parts in order, then the parts as one, and other ways to type it. */
  of(word) {
    let terms = this.read.get(word);
    if (terms !== undefined) return terms;
    const parts = words(word);
    const others = parts.length > 1 ? [parts.join("")] : [];
    if (word.search(SPOKEN) >= 0) others.push(...words(spelt(word)));
    if (Object.hasOwn(this.latin, word)) others.push(...this.latin[word].split(" "));
    const numbered = (texts) => texts.map((text) => this.number(text));
    this.read.set(word, (terms = { parts: numbered(parts), others: numbered(others) }));
    return terms;
  }

  put(term, unit, field) {
    this.terms.push(term);
    this.places.push((unit << BITS) | field);
  }

  word(word, unit, field) {
    const { parts, others } = this.of(word);
    for (const term of parts) this.put(term, unit, field);
    for (const term of others) this.put(term, unit, field);
    return parts;
  }

  text(text, unit, field) {
    for (const word of text.split(" ")) this.word(word, unit, field);
  }

  /** One who stands for some rows, under every text of every field. */
  unit(rows, texts) {
    const unit = this.size + this.members.push(rows) - 1;
    for (const [field, text] of texts) this.text(text, unit, field);
  }
}

/** Everything but the authors. A generator that pauses often, so that a large catalog does not stop the typing. */
export function* ofPapers(index) {
  const writer = new Writer(index.size, index.latin);
  for (let row = 0; row < index.size; row++) {
    for (const word of list(index.titles, row)) {
      for (const term of writer.word(index.words[word], row, FIELD.title)) writer.sequence.values.push(term);
    }
    writer.sequence.starts.push(writer.sequence.values.length);
    for (const name of index.names(row)) {
      if (name === "") continue;
      writer.put(writer.number(compact(name)), row, FIELD.name);
      writer.text(name, row, FIELD.inName);
    }
    if (row % ROWS === 0) yield;
  }
  const { venue, category, tag, year } = index.facets;
  const all = (field, texts) => texts.map((text) => [field, text]);
  for (const [{ id, name, others: [full, ...aliases] }, rows] of venue) {
    writer.unit(rows, [...all(FIELD.venue, [id, name, ...aliases]), [FIELD.venueName, full]]);
  }
  for (const [{ name, others }, rows] of category) writer.unit(rows, all(FIELD.category, [name, ...others]));
  for (const [{ id, name, others }, rows] of tag) writer.unit(rows, all(FIELD.tag, [id, name, ...others]));
  for (const [{ name }, rows] of year) writer.unit(rows, [[FIELD.year, name]]);
  yield;
  return yield* Postings.of(writer);
}

/** The authors; a generator, too. */
export function* ofPeople({ size, people, authors }, latin) {
  const writer = new Writer(size, latin);
  const papers = inverted(authors, people.length);
  for (let person = 0; person < people.length; person++) {
    const theirs = list(papers, person);
    const first = theirs.filter((row) => authors.values[authors.starts[row]] === person);
    writer.unit(theirs, [[FIELD.person, people[person]]]);
    if (first.length) writer.unit(first, [[FIELD.firstAuthor, people[person]]]);
    if (person % ROWS === 0) yield;
  }
  return yield* Postings.of(writer);
}

class Postings {
  static *of(writer) {
    const postings = new Postings();
    yield* postings.#take(writer);
    return postings;
  }

  *#take({ size, members, numbers, terms, places, sequence }) {
    this.size = size;
    this.members = members;
    this.terms = [...numbers.keys()].sort();
    yield;
    this.number = new Map(this.terms.map((term, at) => [term, at]));
    const place = new Uint32Array(this.terms.length);
    for (const [term, number] of numbers) place[number] = this.number.get(term);
    yield;
    /** The terms of each title, in its order. */
    this.sequence = { starts: sequence.starts, values: new Uint32Array(sequence.values.length) };
    for (let at = 0; at < sequence.values.length; at++) this.sequence.values[at] = place[sequence.values[at]];
    yield;
    this.#collect(terms, places, place);
    yield;
    this.letters = Uint32Array.from(this.terms, letters);
    this.unspaced = [...this.terms.keys()].filter((at) => UNSPACED.test(this.terms[at]));
  }

  /** Put the places of each term together, by counting. */
  #collect(terms, places, place) {
    this.starts = new Uint32Array(this.terms.length + 1);
    for (const term of terms) this.starts[place[term] + 1]++;
    for (let term = 0; term < this.terms.length; term++) this.starts[term + 1] += this.starts[term];
    const next = this.starts.slice();
    this.places = new Uint32Array(terms.length);
    for (let at = 0; at < terms.length; at++) this.places[next[place[terms[at]]]++] = places[at];
  }

  /** The terms that begin with some letters: from the first number to before the second. */
  range(beginning) {
    return [this.#first(beginning), this.#first(`${beginning}\uffff`)];
  }

  #first(text) {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.terms[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The terms of one stem. */
  *related(typed) {
    if (typed.length < SHORTEST) return;
    const root = stem(typed);
    const [from, to] = this.range(root.replace(/y$/, ""));
    for (let term = from; term < to; term++) if (stem(this.terms[term]) === root) yield term;
  }

  /** Raise scores to what a term is worth, found with some certainty, in each paper that has it. */
  raise(scores, term, certainty) {
    const { places, size, members } = this;
    for (let at = this.starts[term], end = this.starts[term + 1]; at < end; at++) {
      const score = certainty * WORTH[places[at] & ((1 << BITS) - 1)];
      const unit = places[at] >>> BITS;
      if (unit < size) {
        if (scores[unit] < score) scores[unit] = score;
      } else {
        for (const row of members[unit - size]) if (scores[row] < score) scores[row] = score;
      }
    }
  }

  /** Whether a paper has a term. */
  has(term, row) {
    for (let at = this.starts[term]; at < this.starts[term + 1]; at++) {
      const unit = this.places[at] >>> BITS;
      if (unit === row || (unit >= this.size && this.members[unit - this.size].includes(row))) return true;
    }
    return false;
  }

  /** The papers in which a term stands in some field of their own. */
  *standing(term, field) {
    for (let at = this.starts[term]; at < this.starts[term + 1]; at++) {
      if ((this.places[at] & ((1 << BITS) - 1)) === field) yield this.places[at] >>> BITS;
    }
  }
}

/** Which letters a term has, as bits: two terms that differ in more than a few are not alike. */
export function letters(term) {
  let bits = 0;
  for (let at = 0; at < term.length; at++) bits |= 1 << term.charCodeAt(at) % 32;
  return bits;
}
