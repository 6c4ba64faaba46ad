/** The papers of hooks/catalog/search/index.py in memory, by columns. Rows count from 0, newest first. */

import { inverted, list, lists, numbers, words as frontCoded } from "./packing.js";

export const FORMAT = 1;

/** What was fetched, if this page can read it. */
export function checked(data) {
  if (data?.format !== FORMAT) throw new Error(`The search index has format ${data?.format}; this page reads ${FORMAT}.`);
  return data;
}

/** Words that are written as numbers. */
function text(words, numbers) {
  let found = "";
  for (let at = 0; at < numbers.length; at++) found += at ? ` ${words[numbers[at]]}` : words[numbers[at]];
  return found;
}

export class Index {
  #rows = null; // by id, once somebody asks

  /** Read what was fetched; a generator, which pauses between the large columns. */
  static *of(data) {
    const index = new Index();
    yield* index.#read(checked(data));
    return index;
  }

  *#read(data) {
    const size = (this.size = data.papers);
    this.words = frontCoded(data.words);
    yield;
    this.titles = lists(data.titles);
    yield;
    this.nameLines = data.names.split("\n");
    this.idLines = data.ids.split("\n");
    /** The names of people, and the authors of each row; they come second: see `join`. */
    this.people = [];
    this.authors = { values: new Uint32Array(0), starts: new Uint32Array(size + 1) };
    this.latin = data.latin;
    this.years = numbers(data.years);
    for (let row = 1; row < size; row++) this.years[row] = this.years[row - 1] - this.years[row];
    yield;
    /** The question that each tag answers. */
    this.groups = data.tags.map(([, , group]) => group);
    /** The ways to divide the papers, in the order of the page. */
    this.facets = {
      category: new Facet(data.categories, lists(data.category)),
      year: byYear(this.years),
      venue: new Facet(data.venues, single(numbers(data.venue))),
      has: byBits(data.kinds, numbers(data.has)),
      tag: new Facet(data.tags.map(([id, name, , ...others]) => [id, name, ...others]), lists(data.tag)),
    };
  }

  /** Take in the authors; a generator, too. */
  *join(data) {
    checked(data);
    const parts = frontCoded(data.words);
    const written = lists(data.people);
    yield;
    const people = Array.from({ length: written.starts.length - 1 }, (_, person) => text(parts, list(written, person)));
    yield;
    this.authors = references(lists(data.authors));
    this.people = people;
  }

  title(row) {
    return text(this.words, list(this.titles, row));
  }

  /** The short name, empty if it has none, then every other name. */
  names(row) {
    const [short, ...others] = this.nameLines[row].split("\t");
    return [short === "=" ? this.#beforeColon(row) : short, ...others];
  }

  #beforeColon(row) {
    let name = "";
    for (const number of list(this.titles, row)) {
      const [part, ...rest] = this.words[number].split(":");
      if (rest.length) return name + part;
      name += `${part} `;
    }
    return name;
  }

  id(row) {
    const line = this.idLines[row];
    if (line !== "" && line[0] !== "=") return line;
    const title = list(this.titles, row);
    const parts = line === "" ? [this.names(row)[0]] : Array.from(numbers(line.slice(1)), (at) => this.words[title[at]]);
    return `${parts.map(slug).join("-")}-${this.years[row]}`;
  }

  /** The row of a paper; undefined, if there is no such paper. */
  row(id) {
    this.#rows ??= new Map(Array.from({ length: this.size }, (_, row) => [this.id(row), row]));
    return this.#rows.get(id);
  }

  venue(row) {
    const { entries, of } = this.facets.venue;
    return entries[of.values[row]];
  }

  /** What a list shows of a paper. */
  paper(row) {
    const { tag } = this.facets;
    return {
      row,
      id: this.id(row),
      title: this.title(row),
      short: this.names(row)[0],
      authors: Array.from(list(this.authors, row), (person) => this.people[person]),
      venue: this.venue(row),
      year: this.years[row],
      tags: Array.from(list(tag.of, row), (at) => tag.entries[at]),
    };
  }
}

/** One way to divide the papers: its entries, and which of them each row has. */
class Facet {
  constructor(entries, of) {
    this.entries = entries.map(([id, name, ...others]) => ({ id, name, others }));
    this.of = of;
  }

  /** Each entry with the rows that have it. */
  *[Symbol.iterator]() {
    const rows = inverted(this.of, this.entries.length);
    for (const [at, entry] of this.entries.entries()) yield [entry, list(rows, at)];
  }
}

/** Lists of one value each. */
const single = (values) => ({ values, starts: new Uint32Array(values.length + 1).map((_, row) => row) });

/** Every year from the oldest to the newest, also those without papers. */
function byYear(years) {
  const [newest = 0, oldest = 0] = [years[0], years.at(-1)];
  const entries = Array.from({ length: newest - oldest + 1 }, (_, at) => [String(oldest + at), String(oldest + at)]);
  return new Facet(entries, single(years.map((year) => year - oldest)));
}

/** Values that are written as the bits of one number. */
function byBits(ids, bits) {
  const rows = Array.from(bits, (number) => [...ids.keys()].filter((bit) => (number >> bit) & 1));
  const starts = new Uint32Array(rows.length + 1);
  for (const [row, { length }] of rows.entries()) starts[row + 1] = starts[row] + length;
  return new Facet(ids.map((id) => [id, id]), { values: Uint32Array.from(rows.flat()), starts });
}

/** Authors are written as references: 0 is a name that was not met before, the others count from 1. */
function references({ values, starts }) {
  let met = 0;
  return { starts, values: values.map((value) => (value === 0 ? met++ : value - 1)) };
}

/** As in addresses: see `slug` in hooks/catalog/utils/text.py, for the ASCII that `derived_id` lets through. */
const slug = (text) => text.toLowerCase().replaceAll("+", " plus ").match(/[a-z0-9]+/g).join("-");
