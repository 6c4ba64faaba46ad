/** Validation of single texts, as in hooks/catalog/records/validators.py. */

import { isDate } from "./coercions.js";
import { urlFault } from "./links.js";
import { fill } from "./messages.js";
import { countCharacters, toFullRegExp, toRegExp } from "./text.js";

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

const codePointOf = (char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
const formatNumber = (value) => value.toLocaleString("en");

/** Yields violations: `[path, rule, variant, values]`. */
export class TextValidator {
  #data;
  #folding;
  #messages;
  #coercions;
  #patterns; // that a whole text must match, by name
  #markup;
  #hidden;
  #stacked;

  constructor(data, folding, messages, coercions) {
    const { unquoted, cut_arxiv_id, markdown_link, markup, hidden } = data.patterns;
    const formats = Object.entries(data.formats).map(([type, { pattern }]) => [type, pattern]);
    const patterns = { ...data.links.patterns, unquoted, cut_arxiv_id, markdown_link };
    const entries = [...Object.entries(patterns), ...formats];
    this.#data = data;
    this.#folding = folding;
    this.#messages = messages;
    this.#coercions = coercions;
    this.#patterns = Object.fromEntries(entries.map(([name, pattern]) => [name, toFullRegExp(pattern)]));
    this.#markup = toRegExp(markup);
    this.#hidden = toRegExp(hidden);
    this.#stacked = new RegExp(`\\p{Mn}{${data.limits.combining_marks + 1}}`, "u");
  }

  /** Yield the invisible characters and the decomposed text in a text. */
  *checkCharacters(text, path) {
    const line = text.replaceAll("\n", " ");
    const [hidden] = this.#hidden.exec(line) ?? [];
    if (hidden !== undefined) yield [path, "hidden-character", "hidden", { character: codePointOf(hidden) }];
    if (this.#stacked.test(line)) {
      yield [path, "hidden-character", "stacked", { limit: this.#data.limits.combining_marks }];
    } else if (line !== line.normalize("NFC")) {
      yield [path, "not-nfc", "decomposed", { excerpt: this.#quote(this.#decomposedExcerpt(line)) }];
    }
  }

  /** Return the characters around the first that composition changes. */
  #decomposedExcerpt(text) {
    const [characters, composed] = [[...text], [...text.normalize("NFC")]];
    const changed = composed.findIndex((char, at) => char !== characters[at]);
    const position = changed < 0 ? composed.length : changed;
    const radius = this.#data.limits.excerpt;
    return characters.slice(Math.max(position - radius, 0), position + radius).join("");
  }

  /** Return a value for a hint, in quotes if it has spaces or characters outside ASCII. */
  formatValue(text) {
    return this.#patterns.unquoted.test(text) ? text : this.#quote(text);
  }

  #quote(text) {
    return this.#messages.quote(text);
  }

  /** Check a text for what holds of every text, then of its type, then of its field. */
  *check({ type, formats = [] }, value, path) {
    const violation =
      this.#textViolation(value) ?? this.#typeViolation(type, value) ?? this.#fieldViolation(formats, value);
    if (violation) yield [path, ...violation];
  }

  #fieldViolation(formats, value) {
    const format = formats.find(({ pattern }) => !toFullRegExp(pattern).test(value));
    if (!format) return null;
    const { rule, expected, hint } = format;
    return [rule, "form", { expected, found: this.#quote(value), hint }];
  }

  #textViolation(value) {
    if (typeof value !== "string") {
      const actual = this.#messages.describeType(value);
      const item = this.#coercions.item(value);
      return ["wrong-type", item === null ? "text" : "only_item", { actual, value: item }];
    }
    const single = this.#folding.split(value).join(" ");
    if (!single) return ["empty-value", "optional", {}];
    const [limit, length] = [this.#data.limits.text, countCharacters(value)];
    if (length > limit)
      return ["text-length", "long", { length: formatNumber(length), limit: formatNumber(limit) }];
    if (value === single) return null;
    return ["text-spaces", "spaces", { found: this.#quote(value), value: this.#quote(single) }];
  }

  #typeViolation(type, value) {
    if (Object.hasOwn(this.#data.formats, type)) return this.#formatViolation(type, value);
    switch (type) {
      case "url":
        return this.#urlViolation(value);
      case "arxiv":
        return this.#arxivViolation(value);
      case "doi":
        return this.#doiViolation(value);
      case "text":
        return this.#markupViolation(value) ?? this.#letterViolation(value);
      default:
        return this.#markupViolation(value);
    }
  }

  #formatViolation(type, value) {
    const { rule, expected, hint } = this.#data.formats[type];
    if (this.#patterns[type].test(value) && (type !== "date" || isDate(value))) return null;
    const found = this.#quote(value);
    const coerced = this.#coercions[type]?.(value) ?? null;
    if (coerced === null) return [rule, "form", { expected, found, hint }];
    return [rule, "coerced", { expected, found, value: this.formatValue(coerced) }];
  }

  #markupViolation(value) {
    const [match] = this.#markup.exec(value) ?? [];
    if (match === undefined) return null;
    const markup = this.#quote(match);
    const decoded = this.#coercions.decodeEntities(value);
    if (decoded === value || this.#markup.test(decoded)) return ["text-markup", "markup", { markup }];
    return ["text-markup", "entities", { markup, value: this.#quote(decoded) }];
  }

  #letterViolation(value) {
    return LETTER_OR_DIGIT.test(value) ? null : ["text-letters", "none", { found: this.#quote(value) }];
  }

  #urlViolation(url) {
    const { links } = this.#data;
    const [name, faultValues] = urlFault(url, links) ?? [];
    if (name === undefined) return null;
    const rule = name === "scheme" ? "dangerous-url" : "bad-url";
    const [fault, hint] = links.faults[name].map((template) => fill(template, faultValues));
    const value = this.#quote(url);
    const coerced = this.#coercions.url(url);
    if (coerced !== null) return [rule, "coerced", { url: value, fault, value: this.formatValue(coerced) }];
    if (url.split("://").length > 2) return [rule, "list", { value, fault }];
    const [, target] = this.#patterns.markdown_link.exec(url) ?? [];
    if (target !== undefined) return [rule, "markdown", { value, fault, url: target }];
    return [rule, "url", { value, fault, hint }];
  }

  #arxivViolation(text) {
    if (this.#patterns.arxiv.test(text)) return null;
    const value = this.#quote(text);
    const arxiv = this.#coercions.arxiv(text);
    if (arxiv !== null) return ["bad-arxiv", "coerced", { value, arxiv }];
    return ["bad-arxiv", this.#patterns.cut_arxiv_id.test(text) ? "cut" : "form", { value }];
  }

  #doiViolation(text) {
    const value = this.#quote(text);
    const arxiv = this.#coercions.arxiv(text);
    if (arxiv !== null) return ["bad-doi", "arxiv", { value, arxiv }];
    if (this.#coercions.hasArxivPrefix(text)) return ["bad-doi", "bad_arxiv", { value }];
    if (this.#patterns.doi.test(text)) return null;
    const doi = this.#coercions.doi(text);
    return doi === null ? ["bad-doi", "form", { value }] : ["bad-doi", "coerced", { value, doi }];
  }
}
