/** In-memory columns of the files of hooks/catalog/search/index.py. Rows are papers, newest first, from 0. */

import { decodeFacets } from "./facet.js";
import { Grammar } from "./grammar.js";
import { listAt, resolveNext, unpackLists, unpackNumbers, unpackTexts } from "./packing.js";

export const FORMAT = 3;

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
  #ids = [];
  #rowsById = null;

  /** Decode search/index.json. A generator, which yields between the large columns. */
  static *decode(data) {
    const index = new Index();
    yield* index.#decode(checkFormat(data));
    return index;
  }

  *#decode(data) {
    const size = (this.size = data.papers);
    const titles = yield* unpackTexts(data.titles);
    this.words = titles.words;
    /** For each row the numbers of the words of its title. */
    this.titles = titles.rows;
    yield;
    this.nameLines = data.names.split("\n");
    this.summarized = data.summarized;
    this.hasAbstracts = data.abstracts;
    this.idLines = data.ids.split("\n");
    /** Names of people, and for each row the numbers of its authors; empty before `addPeople`. */
    this.people = [];
    this.authors = { items: new Uint32Array(0), starts: new Uint32Array(size + 1) };
    /** Romanized forms of title words in other scripts. */
    this.romanized = data.latin;
    this.years = unpackNumbers(data.years);
    for (let row = 1; row < size; row++) this.years[row] = this.years[row - 1] - this.years[row];
    yield;
    /** Facets by name, in the order of the filter panel. */
    this.facets = decodeFacets(data.facets, this.years);
    /** Filter keys by the names that can be typed. Has no prototype, so that `constructor:` is no filter. */
    this.filterKeys = { __proto__: null, author: "author" };
    for (const { name, keys } of Object.values(this.facets)) {
      for (const key of keys) this.filterKeys[key] = name;
    }
    /** Reads queries. */
    this.grammar = new Grammar(this, data.grammar);
  }

  /** Add the authors from search/people.json. A generator, too. */
  *addPeople(data) {
    checkFormat(data);
    const { words, rows } = yield* unpackTexts(data.people);
    yield;
    const size = rows.starts.length - 1;
    const people = Array.from({ length: size }, (_, person) => decodeText(words, listAt(rows, person)));
    yield;
    this.authors = resolveNext(unpackLists(data.authors));
    this.people = people;
  }

  get hasSummaries() {
    return this.summarized.includes("1");
  }

  hasSummary(row) {
    return this.summarized[row] === "1";
  }

  title(row) {
    return decodeText(this.words, listAt(this.titles, row));
  }

  /** Return the short name, or "" if there is none, followed by all other names. */
  names(row) {
    const [short, ...others] = this.nameLines[row].split("\t");
    return [short === "=" ? this.#titleBeforeColon(row) : short.trimStart(), ...others];
  }

  /** Return the short name for readers: "" if the title contains it, which a space before it says. */
  #visibleShortName(row) {
    const [short] = this.nameLines[row].split("\t");
    return short === "=" || short.startsWith(" ") ? "" : short;
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

  /** Return the id of a paper. */
  id(row) {
    return (this.#ids[row] ??= this.#decodeId(row));
  }

  /** Decode an id; see `encode_id` in hooks/catalog/search/index.py for its encoding. */
  #decodeId(row) {
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
    return this.facets.venue.valuesOf(row)[0];
  }

  /** Return what a list shows of a paper. */
  paper(row) {
    return {
      row,
      id: this.id(row),
      title: this.title(row),
      short: this.#visibleShortName(row),
      authors: Array.from(listAt(this.authors, row), (person) => this.people[person]),
      venue: this.venue(row),
      year: this.years[row],
      tags: this.facets.tag.valuesOf(row),
    };
  }
}

/** Return a slug as `slugify` in hooks/catalog/utils/text.py does, for the ASCII that `encode_id` encodes. */
const slug = (text) =>
  text
    .toLowerCase()
    .replaceAll("+", " plus ")
    .match(/[a-z0-9]+/g)
    .join("-");
