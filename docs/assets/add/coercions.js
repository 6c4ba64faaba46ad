/** Coercions of invalid texts to the only value they can mean, as in hooks/catalog/records/coercions.py. */

import { identifierInUrl, urlFault } from "./links.js";
import { isUnprintable, toFullRegExp, toRegExp } from "./text.js";

const MAX_CODE_POINT = 0x10ffff;
const PUNCTUATION = /["',./:;]+$/; // after a DOI in a sentence

/** Test whether a date exists in the calendar. */
export function isDate(text) {
  const date = new Date(`${text}T00:00:00Z`);
  return text > "0001" && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Each coercion returns null if there would be a guess. */
export class Coercions {
  #links;
  #flags;
  #entities;
  #patterns;
  #isArxiv;
  #isDoi;
  #isRecordId;
  #folding;

  constructor({ coercions, links, patterns }, folding) {
    const matcher = (pattern) => {
      const regExp = toFullRegExp(pattern);
      return (text) => regExp.test(text);
    };
    this.#links = links;
    this.#flags = coercions.flags;
    this.#entities = coercions.entities;
    this.#patterns = { ...coercions.patterns, ...links.patterns };
    this.#isArxiv = matcher(links.patterns.arxiv);
    this.#isDoi = matcher(links.patterns.doi);
    this.#isRecordId = matcher(patterns.record_id);
    this.#folding = folding;
  }

  #match(name, text) {
    return toFullRegExp(this.#patterns[name]).exec(text);
  }

  #withoutPrefix(name, text) {
    const [source, flags] = this.#patterns[name];
    return text.replace(new RegExp(`^(?:${source})`, flags), "");
  }

  year(text) {
    return this.#match("year", text)?.[1] ?? null;
  }

  pages(text) {
    const [, first, last] = this.#match("pages", text) ?? [];
    if (first === undefined || !/[0-9]/.test(first)) return null;
    return last ? `${first}-${last}` : first;
  }

  date(text) {
    const [, year, separator, month, secondSeparator, day] = this.#match("date", text) ?? [];
    const isAmbiguous = !separator && text.replace(/^[ .]+|[ .]+$/g, "").length !== 8;
    if (year === undefined || separator !== secondSeparator || isAmbiguous) return null;
    const date = [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
    return isDate(date) ? date : null;
  }

  number(text) {
    return this.#match("grouped_number", text) ? text.replace(/[^0-9]/g, "") : null;
  }

  flag(text) {
    const lower = text.toLowerCase();
    return Object.hasOwn(this.#flags, lower) ? this.#flags[lower] : null;
  }

  arxiv(text) {
    const bare = this.#withoutPrefix("arxiv_prefix", text).replace(toRegExp(this.#patterns.arxiv_suffix), "");
    const identifier = this.#identifiers(bare).find(([field]) => field === "arxiv");
    const value = identifier ? identifier[1] : bare;
    return this.#isArxiv(value) ? value : null;
  }

  hasArxivPrefix(text) {
    return this.#withoutPrefix("arxiv_doi", text) !== text;
  }

  doi(text) {
    const [[field, value] = []] = this.#identifiers(
      this.#withoutPrefix("doi_prefix", text).replace(PUNCTUATION, ""),
    );
    return field === "doi" && this.#isDoi(value) ? value : null;
  }

  /** Return the identifiers in the URLs that a text may stand for. */
  #identifiers(text) {
    const urls = [text, `https://${text}`, `https://doi.org/${text}`];
    return urls.map((url) => identifierInUrl(url, this.#links)).filter(Boolean);
  }

  url(text) {
    let url = this.#match("angle_brackets", text)?.[1] ?? text;
    const rest = url.replace(/^\/\//, "");
    if (this.#match("url_without_scheme", rest)) url = `https://${rest}`;
    return urlFault(url, this.#links) ? null : url;
  }

  /** Return the only ID, number or URL of a list. */
  item(value) {
    const [item] = Array.isArray(value) && value.length === 1 ? value : [];
    return typeof item === "string" && this.#match("simple_value", item) ? item : null;
  }

  /** Return the items of a text: itself, or IDs with commas between. */
  list(text) {
    if (this.#match("single_item", text)) return [text];
    const ids = text.split(",").map((part) => this.#folding.strip(part));
    return ids.every(this.#isRecordId) ? ids : null;
  }

  /** Replace the HTML entities that stand for a visible character. */
  decodeEntities(text) {
    return text.replace(toRegExp(this.#patterns.entity, "g"), (entity, decimal, hexadecimal, name) => {
      if (name) return Object.hasOwn(this.#entities, name) ? this.#entities[name] : entity;
      const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
      const char = code <= MAX_CODE_POINT ? String.fromCodePoint(code) : "";
      return char && !isUnprintable(char) ? char : entity;
    });
  }
}
