/** Every term of the catalog, sorted, with the places where it stands. */

import { UMLAUT, UNSPACED, compact, spelt, words } from "./fold.js";
import { inverted, list } from "./packing.js";
import { stem } from "./stem.js";

/** Where a term can stand, and what it is worth to be found there. */
const FIELDS = { name: 12, inName: 7, title: 6, person: 5, venue: 4, year: 4, tag: 3, category: 2, venueName: 1 };
export const FIELD = Object.fromEntries(Object.keys(FIELDS).map((name, at) => [name, at]));
export const WORTH = Float32Array.from(Object.values(FIELDS));

const ROWS = 256; // between two pauses
const LETTER = Uint32Array.from({ length: 128 }, (_, code) => 1 << (code % 32)); // a sieve, not a code

/** Collects what stands where. A unit is a paper's row or, from `size` on, someone who stands for several rows. */
class Writer {
  constructor({ size, latin }) {
    this.numbers = new Map();
    this.latin = latin;
    this.found = { terms: [], units: [], fields: [] };
    this.sequence = { starts: [0], values: [] };
    this.members = [];
    this.size = size;
  }

  number(term) {
    let number = this.numbers.get(term);
    if (number === undefined) this.numbers.set(term, (number = this.numbers.size));
    return number;
  }

  /** The terms of a word: its parts in order, then the parts as one, and how it is typed in Latin letters. */
  terms(word) {
    const parts = words(word);
    const others = parts.length > 1 ? [parts.join("")] : [];
    if (UMLAUT.test(word)) others.push(...words(spelt(word)));
    if (this.latin[word]) others.push(...this.latin[word].split(" "));
    return { parts: parts.map((part) => this.number(part)), others: others.map((term) => this.number(term)) };
  }

  put(term, unit, field) {
    this.found.terms.push(term);
    this.found.units.push(unit);
    this.found.fields.push(field);
  }

  text(text, unit, field) {
    for (const word of text.split(" ")) {
      const { parts, others } = this.terms(word);
      for (const term of parts) this.put(term, unit, field);
      for (const term of others) this.put(term, unit, field);
    }
  }

  *papers(index) {
    const known = index.words.map((word) => this.terms(word));
    yield;
    for (let row = 0; row < index.size; row++) {
      for (const word of list(index.titles, row)) {
        const { parts, others } = known[word];
        for (const term of parts) {
          this.put(term, row, FIELD.title);
          this.sequence.values.push(term);
        }
        for (const term of others) this.put(term, row, FIELD.title);
      }
      this.sequence.starts.push(this.sequence.values.length);
      for (const name of index.names(row)) {
        if (name === "") continue;
        this.put(this.number(compact(name)), row, FIELD.name);
        this.text(name, row, FIELD.inName);
      }
      if (row % ROWS === 0) yield;
    }
  }

  /** One who stands for some rows, under every text of every field. */
  unit(rows, texts) {
    const unit = this.size + this.members.push(rows) - 1;
    for (const [field, text] of texts) this.text(text, unit, field);
  }

  *others({ people, authors, facets: { venue, category, tag, year } }) {
    const papersOf = inverted(authors, people.length);
    for (let person = 0; person < people.length; person++) {
      this.unit(list(papersOf, person), [[FIELD.person, people[person]]]);
      if (person % ROWS === 0) yield;
    }
    const all = (field, texts) => texts.map((text) => [field, text]);
    for (const [{ id, name, others: [full, ...aliases] }, rows] of venue) {
      this.unit(rows, [...all(FIELD.venue, [id, name, ...aliases]), [FIELD.venueName, full]]);
    }
    for (const [{ name, others }, rows] of category) this.unit(rows, all(FIELD.category, [name, ...others]));
    for (const [{ id, name, others: [, ...aliases] }, rows] of tag) this.unit(rows, all(FIELD.tag, [id, name, ...aliases]));
    for (const [{ name }, rows] of year) this.unit(rows, [[FIELD.year, name]]);
  }
}

export class Postings {
  /** Read an index; a generator that pauses often, so that a large catalog does not stop the typing. */
  static *of(index) {
    const writer = new Writer(index);
    yield* writer.papers(index);
    yield* writer.others(index);
    return new Postings(writer);
  }

  constructor({ size, members, numbers, found, sequence }) {
    this.size = size;
    this.members = members;
    this.terms = [...numbers.keys()].sort();
    this.number = new Map(this.terms.map((term, at) => [term, at]));
    const place = Uint32Array.from(numbers.keys(), (term) => this.number.get(term));
    /** The terms of each title, in its order. */
    this.sequence = { starts: sequence.starts, values: Uint32Array.from(sequence.values, (term) => place[term]) };
    this.collect(found, place);
    this.stems = new Map();
    for (const [at, term] of this.terms.entries()) {
      const key = stem(term);
      const same = this.stems.get(key);
      if (same) same.push(at);
      else this.stems.set(key, [at]);
    }
    this.letters = Uint32Array.from(this.terms, letters);
    this.unspaced = [...this.terms.keys()].filter((at) => UNSPACED.test(this.terms[at]));
  }

  /** Put the places of each term together, by counting. */
  collect({ terms, units, fields }, place) {
    this.starts = new Uint32Array(this.terms.length + 1);
    for (const term of terms) this.starts[place[term] + 1]++;
    for (let term = 0; term < this.terms.length; term++) this.starts[term + 1] += this.starts[term];
    const next = this.starts.slice();
    this.units = new Uint32Array(terms.length);
    this.fields = new Uint8Array(terms.length);
    for (let at = 0; at < terms.length; at++) {
      const to = next[place[terms[at]]]++;
      this.units[to] = units[at];
      this.fields[to] = fields[at];
    }
  }

  /** The terms that begin with some letters: from the first number to before the second. */
  range(beginning) {
    return [this.first(beginning), this.first(`${beginning}\uffff`)];
  }

  first(text) {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.terms[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Raise scores to what a term is worth, found with some certainty, in each paper that has it. */
  raise(scores, term, certainty) {
    for (let at = this.starts[term]; at < this.starts[term + 1]; at++) {
      const score = certainty * WORTH[this.fields[at]];
      const unit = this.units[at];
      if (unit < this.size) {
        if (scores[unit] < score) scores[unit] = score;
      } else {
        for (const row of this.members[unit - this.size]) if (scores[row] < score) scores[row] = score;
      }
    }
  }

  /** Whether a paper has a term. */
  stands(term, row) {
    for (let at = this.starts[term]; at < this.starts[term + 1]; at++) {
      const unit = this.units[at];
      if (unit === row || (unit >= this.size && this.members[unit - this.size].includes(row))) return true;
    }
    return false;
  }

  /** The papers that have a term in the title. */
  *titled(term) {
    for (let at = this.starts[term]; at < this.starts[term + 1]; at++) {
      if (this.fields[at] === FIELD.title) yield this.units[at];
    }
  }
}

/** Which letters a term has, as bits: two terms that differ in more than a few are not alike. */
export function letters(term) {
  let bits = 0;
  for (let at = 0; at < term.length; at++) bits |= LETTER[term.charCodeAt(at) % 128];
  return bits;
}
