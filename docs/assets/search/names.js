/** Names of facet values in queries. See hooks/catalog/queries/names.py. */

import { compact } from "./fold.js";

const DATED_NAME = /^([a-z0-9]*[a-z])((?:19|20)?\d\d)$/;
const YEAR = /^(?:19|20)\d\d$/;

/** The names of one facet's values. */
export class FacetNames {
  constructor({ name, values, leads, tails, led, beside }) {
    this.key = name;
    /** Ids of values by compact name. */
    this.ids = new Map();
    /** Phrases, as lists of words. */
    this.leads = leads.map((phrase) => phrase.split(" "));
    this.tails = tails.map((phrase) => phrase.split(" "));
    this.led = new Set(led);
    this.beside = new Set(beside);
    for (const { id, name: valueName, fullName, aliases } of values) {
      for (const text of [valueName, fullName, ...aliases]) {
        const key = compact(text);
        if (key && !this.ids.has(key)) this.ids.set(key, id);
      }
    }
  }

  /** Return the compact name that words make, also in the plural; null if they make none. */
  knownName(words) {
    const name = words.join("");
    if (this.ids.has(name)) return name;
    const singular = name.replace(/s$/, "");
    return this.ids.has(singular) ? singular : null;
  }
}

/** Return the longest name at a position: `{id, end, year}`, or null. */
export function findLongestName(facet, tokens, plain, start, isLed, maxWords) {
  const words = [];
  let longest = null;
  for (let end = start; end < Math.min(tokens.length, start + maxWords); end++) {
    if (!tokens[end].isPlain || !tokens[end].words.length) break;
    words.push(...tokens[end].words);
    const name = facet.knownName(words);
    if (name !== null) {
      const tail = skipPhrases(facet.tails, plain, end + 1);
      if (isLed || !facet.led.has(name) || tail > end + 1)
        longest = { id: facet.ids.get(name), end: tail, year: "" };
    } else if (end > start && YEAR.test(plain[end] ?? "")) {
      break; // a year of its own
    } else if (facet.key === "venue") {
      const dated = datedVenue(facet, words);
      if (dated) longest = { ...dated, end: end + 1 };
    }
  }
  return longest;
}

/** Yield the position after each of the phrases that stands at a position. */
export function* findPhrases(phrases, plain, at) {
  for (const words of phrases) {
    if (words.every((word, step) => plain[at + step] === word)) yield at + words.length;
  }
}

/** Return the position after all phrases at a position. */
function skipPhrases(phrases, plain, at) {
  const end = Math.max(at, ...findPhrases(phrases, plain, at));
  return end > at ? skipPhrases(phrases, plain, end) : at;
}

/** Return a venue and a year of two or four digits after it, or null: `cvpr22`, `cvpr'22`, `eccv-2024`. */
function datedVenue(facet, words) {
  const [, name, digits] = DATED_NAME.exec(words.join("")) ?? [];
  const id = facet.ids.get(name);
  return id ? { id, year: digits.length === 4 ? digits : `20${digits}` } : null;
}
