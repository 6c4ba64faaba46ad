/** Facets as the index describes them; see hooks/catalog/search/filters.py. */

import { invert, listAt, unpackGaps, unpackLists, unpackNumbers } from "./packing.js";

/** Decoders of rows, by the name that the index gives their encoding. */
const UNPACK = {
  lists: unpackLists,
  numbers: (text) => singletons(unpackNumbers(text)),
  columns: (text, size) => invert(unpackGaps(text), size),
};

/** Decode the facets: an object of them by name, in the order of the filter panel. */
export function decodeFacets(descriptions, years) {
  const decode = (description) =>
    description.values ? unpackFacet(description, years.length) : yearFacet(description, years);
  const wholes = new Map(
    descriptions.filter(({ of }) => !of).map((description) => [description.name, decode(description)]),
  );
  const entries = descriptions.map((description) => {
    const { name, of } = description;
    return [name, of ? partOf(description, wholes.get(of)) : wholes.get(name)];
  });
  return Object.fromEntries(entries);
}

/** A way to group papers: its values, and for each row the numbers of its values. */
class Facet {
  constructor(description, values, byRow, whole = null) {
    const { name, label, keys = [], any = false, score = 0, synonyms = false } = description;
    const { leads = [], tails = [], led = [], beside = [], headings = [], feeds = "" } = description;
    this.name = name;
    this.label = label;
    /** Its values: `{id, name, fullName, aliases}`. */
    this.values = values;
    this.byRow = byRow;
    /** The facet of which this is a part, or null. */
    this.whole = whole;
    /** Names of the filter that can be typed. */
    this.keys = [name, ...keys];
    /** True if papers need any of the chosen values, not all of them. */
    this.isAnyOf = any;
    /** The score of a match, and whether ids and aliases can match as well as names. */
    this.score = score;
    this.hasSynonyms = synonyms;
    /** The folder of the feeds of its values, or "". */
    this.feeds = feeds;
    /** Words that may stand before and after a name in a query, and compact names that need one of them. */
    this.leads = leads;
    this.tails = tails;
    this.led = led;
    /** Those that need none beside a filter. */
    this.beside = beside;
    /** Headings in the panel, each with the number of values under it. */
    this.headings = headings;
  }

  /** Iterate over the values, each with its rows. */
  *[Symbol.iterator]() {
    const rows = invert(this.byRow, this.values.length);
    for (const [at, value] of this.values.entries()) yield [value, listAt(rows, at)];
  }

  /** Return the values of a row. */
  valuesOf(row) {
    return Array.from(listAt(this.byRow, row), (at) => this.values[at]);
  }
}

function unpackFacet(description, size) {
  const values = description.values.map(([id, name, fullName = "", ...aliases]) => {
    return { id, name: name || id, fullName, aliases };
  });
  return new Facet(description, values, UNPACK[description.packing](description.rows, size));
}

/** Make the facet of all years from the oldest to the newest, including years without papers. */
function yearFacet(description, years) {
  const [newest = 0, oldest = 0] = [years[0], years.at(-1)];
  const values = Array.from({ length: newest - oldest + 1 }, (_, at) => {
    const id = String(oldest + at);
    return { id, name: id, fullName: "", aliases: [] };
  });
  return new Facet(description, values, singletons(years.map((year) => year - oldest)));
}

/** Make a facet of some values of another, whose numbers are the values of its description. */
function partOf(description, whole) {
  const ownNumbers = new Map(description.values.map((number, at) => [number, at]));
  const { items, starts } = whole.byRow;
  const ownItems = [];
  const ownStarts = new Uint32Array(starts.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (const item of listAt({ items, starts }, row)) {
      if (ownNumbers.has(item)) ownItems.push(ownNumbers.get(item));
    }
    ownStarts[row + 1] = ownItems.length;
  }
  const values = description.values.map((number) => whole.values[number]);
  return new Facet(description, values, { items: Uint32Array.from(ownItems), starts: ownStarts }, whole);
}

/** Return lists of one item each. */
const singletons = (items) => ({ items, starts: new Uint32Array(items.length + 1).map((_, row) => row) });
