/** In-memory columns of the files of hooks/catalog/search/index.py. Rows are papers, newest first, from 0. */

import { invert, listAt, unpackLists, unpackNumbers, unpackWords } from "./packing.js";

export const FORMAT = 1;

/** Return data of the format that this page can read; throw on any other. */
export function checkFormat(data) {
  if (data?.format === FORMAT) return data;
  throw new Error(`The search index has format ${data?.format}, but this page needs format ${FORMAT}.`);
}

/** Decode a text whose words are given as numbers. */
function decodeText(words, numbers) {
  let text = "";
  for (let at = 0; at < numbers.length; at++) text += at ? ` ${words[numbers[at]]}` : words[numbers[at]];
  return text;
}

export class Index {
  #rowsById = null;

  /** Decode search/index.json. A generator, which yields between the large columns. */
  static *decode(data) {
    const index = new Index();
    yield* index.#decode(checkFormat(data));
    return index;
  }

  *#decode(data) {
    const size = (this.size = data.papers);
    this.words = unpackWords(data.words);
    yield;
    this.titles = unpackLists(data.titles);
    yield;
    this.nameLines = data.names.split("\n");
    this.idLines = data.ids.split("\n");
    /** Names of people, and for each row the numbers of its authors; empty before `addPeople`. */
    this.people = [];
    this.authors = { items: new Uint32Array(0), starts: new Uint32Array(size + 1) };
    /** Romanized forms of title words in other scripts. */
    this.romanized = data.latin;
    this.years = unpackNumbers(data.years);
    for (let row = 1; row < size; row++) this.years[row] = this.years[row - 1] - this.years[row];
    yield;
    /** The group of each tag. */
    this.tagGroups = data.tags.map(([, , group]) => group);
    /** Facets in the order of the page. */
    this.facets = {
      category: new Facet(data.categories, unpackLists(data.category)),
      year: yearFacet(this.years),
      venue: new Facet(data.venues, singletons(unpackNumbers(data.venue))),
      has: bitFacet(data.kinds, unpackNumbers(data.has)),
      tag: new Facet(
        data.tags.map(([id, name, , ...aliases]) => [id, name, ...aliases]),
        unpackLists(data.tag),
      ),
    };
  }

  /** Add the authors from search/people.json. A generator, too. */
  *addPeople(data) {
    checkFormat(data);
    const words = unpackWords(data.words);
    const names = unpackLists(data.people);
    yield;
    const size = names.starts.length - 1;
    const people = Array.from({ length: size }, (_, person) => decodeText(words, listAt(names, person)));
    yield;
    this.authors = resolveAuthors(unpackLists(data.authors));
    this.people = people;
  }

  title(row) {
    return decodeText(this.words, listAt(this.titles, row));
  }

  /** Return the short name, or "" if there is none, followed by all other names. */
  names(row) {
    const [short, ...others] = this.nameLines[row].split("\t");
    return [short === "=" ? this.#titleBeforeColon(row) : short, ...others];
  }

  #titleBeforeColon(row) {
    let name = "";
    for (const number of listAt(this.titles, row)) {
      const [part, ...rest] = this.words[number].split(":");
      if (rest.length) return name + part;
      name += `${part} `;
    }
    return name;
  }

  /** Return the id of a paper; see `derived_id` in hooks/catalog/search/index.py for its encoding. */
  id(row) {
    const line = this.idLines[row];
    if (line !== "" && line[0] !== "=") return line;
    const title = listAt(this.titles, row);
    const titleWord = (at) => this.words[title[at]];
    const parts = line === "" ? [this.names(row)[0]] : Array.from(unpackNumbers(line.slice(1)), titleWord);
    return `${parts.map(slug).join("-")}-${this.years[row]}`;
  }

  /** Return the row of a paper, or undefined if the id is unknown. */
  row(id) {
    this.#rowsById ??= new Map(Array.from({ length: this.size }, (_, row) => [this.id(row), row]));
    return this.#rowsById.get(id);
  }

  venue(row) {
    const { values, byRow } = this.facets.venue;
    return values[byRow.items[row]];
  }

  /** Return what a list shows of a paper. */
  paper(row) {
    const { tag } = this.facets;
    return {
      row,
      id: this.id(row),
      title: this.title(row),
      short: this.names(row)[0],
      authors: Array.from(listAt(this.authors, row), (person) => this.people[person]),
      venue: this.venue(row),
      year: this.years[row],
      tags: Array.from(listAt(tag.byRow, row), (at) => tag.values[at]),
    };
  }
}

/** A facet: its values `{id, name, otherNames}`, and for each row the numbers of its values. */
class Facet {
  constructor(values, byRow) {
    this.values = values.map(([id, name, ...otherNames]) => ({ id, name, otherNames }));
    this.byRow = byRow;
  }

  /** Iterate over the values, each with its rows. */
  *[Symbol.iterator]() {
    const rows = invert(this.byRow, this.values.length);
    for (const [at, value] of this.values.entries()) yield [value, listAt(rows, at)];
  }
}

/** Lists of one item each. */
const singletons = (items) => ({ items, starts: new Uint32Array(items.length + 1).map((_, row) => row) });

/** Make the facet of all years from the oldest to the newest, including years without papers. */
function yearFacet(years) {
  const [newest = 0, oldest = 0] = [years[0], years.at(-1)];
  const values = Array.from({ length: newest - oldest + 1 }, (_, at) => [`${oldest + at}`, `${oldest + at}`]);
  return new Facet(values, singletons(years.map((year) => year - oldest)));
}

/** Make a facet from one number for each row, in which each bit is a value. */
function bitFacet(ids, bits) {
  const rows = Array.from(bits, (number) => [...ids.keys()].filter((bit) => (number >> bit) & 1));
  const starts = new Uint32Array(rows.length + 1);
  for (const [row, { length }] of rows.entries()) starts[row + 1] = starts[row] + length;
  return new Facet(
    ids.map((id) => [id, id]),
    { items: Uint32Array.from(rows.flat()), starts },
  );
}

/** Resolve encoded authors: 0 is the next person not mentioned before, others count from 1. */
function resolveAuthors({ items, starts }) {
  let next = 0;
  return { starts, items: items.map((item) => (item === 0 ? next++ : item - 1)) };
}

/** Return a slug as `slug` in hooks/catalog/utils/text.py does, for the ASCII that `derived_id` encodes. */
const slug = (text) =>
  text
    .toLowerCase()
    .replaceAll("+", " plus ")
    .match(/[a-z0-9]+/g)
    .join("-");
