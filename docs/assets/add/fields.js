/** What a single value may say: the readers of hooks/catalog/records/validators.py, by the fields that the rules list. */

import { didYouMean, length, pattern, quote, whole } from "./letters.js";
import { badUrl } from "./links.js";

const FOUND = (value) => (typeof value === "string" ? "text" : Array.isArray(value) ? "a list" : "a mapping");
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const fault = (rule, path, message, hint) => ({ rule, path, message, hint });

/** A day that the calendar has. */
function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return text > "0001" && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export class Fields {
  #data;
  #letters;
  #markup;
  #hidden;
  #arxiv;
  #doi;
  #written;

  constructor(data, letters) {
    this.#data = data;
    this.#letters = letters;
    this.#markup = pattern(data.patterns.markup);
    this.#hidden = pattern(data.patterns.hidden);
    this.#arxiv = whole(data.told.patterns.arxiv);
    this.#doi = whole(data.told.patterns.doi);
    this.#written = Object.fromEntries(Object.entries(data.written).map(([type, told]) => [type, whole(told.pattern)]));
  }

  /** What breaks the shape of a record, or of a part of one. */
  *faults(shape, found, path = []) {
    const fields = this.#data.fields[shape];
    for (const [name, field] of Object.entries(fields)) {
      const where = [...path, name];
      if (Object.hasOwn(found, name)) yield* this.#value(field, found[name], where);
      else if (field.required) yield fault("missing-field", where, `${quote(name)} is missing: ${field.about.replace(/\.$/, "")}`, `Write ${name}: ...`);
    }
    const kind = path.length ? quote(path.findLast((one) => typeof one === "string")) : `a ${shape}`;
    for (const key of Object.keys(found)) {
      if (Object.hasOwn(fields, key)) continue;
      const known = Object.keys(fields);
      const hint = key === "id" ? "Leave it out: the id is the name of the file or the entry" : didYouMean(key, known, `Known keys: ${known.join(", ")}`);
      yield fault("unknown-key", [...path, key], `${quote(key)} is not a key of ${kind}`, hint);
    }
  }

  /** Characters that nobody sees, and letters in pieces, in every text of a record, keys included. */
  *characters(value, path = []) {
    if (typeof value === "string") {
      const hidden = this.#hidden.exec(value);
      if (hidden) yield fault("hidden-character", path, `The hidden character U+${hidden[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`, "Delete it");
      if (value !== value.normalize("NFC")) yield fault("not-nfc", path, `${quote(value)} is not in composed form (NFC)`, `Write ${quote(value.normalize("NFC"))}`);
    } else if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) yield* this.characters(item, [...path, at]);
    } else if (isMapping(value)) {
      for (const [key, inner] of Object.entries(value)) {
        yield* this.characters(key, [...path, key]);
        yield* this.characters(inner, [...path, key]);
      }
    }
  }

  *#value(field, value, path) {
    switch (field.type) {
      case "one":
        if (!field.of.includes(value)) yield this.#notOneOf(field.of, value, path);
        return;
      case "list":
        yield* this.#list(field, value, path);
        return;
      case "links":
        yield* this.#list({ of: { type: "url" } }, typeof value === "string" ? [value] : value, path);
        return;
      case "parts":
        yield* this.#parts(field, value, path);
        return;
      case "shape":
        if (isMapping(value)) yield* this.faults(field.of, value, path);
        else yield this.#wrongType("a mapping", value, path);
        return;
      default:
        yield* this.#text(field.type, value, path);
    }
  }

  *#list(field, value, path) {
    if (!Array.isArray(value)) yield this.#wrongType("a list", value, path);
    else if (field.some && !value.length) yield fault("empty-value", path, "The list is empty, expected at least one", "Write at least one");
    else for (const [at, item] of value.entries()) yield* this.#value(field.of, item, [...path, at]);
  }

  /** One number for all, or one for each part. */
  *#parts(field, value, path) {
    if (typeof value === "string") yield* this.#value(field.of, value, path);
    else if (!isMapping(value)) yield this.#wrongType("a mapping", value, path);
    else {
      for (const [part, number] of Object.entries(value)) {
        if (part) yield* this.#text("text", part, [...path, part]);
        yield* this.#value(field.of, number, [...path, part]);
      }
    }
  }

  /** A text of some type: first what holds for every text, then what holds for the type. */
  *#text(type, value, path) {
    if (typeof value !== "string") return yield fault("wrong-type", path, `Expected text, found ${FOUND(value)}`, 'Put the text in quotes: "..."');
    const single = this.#letters.split(value).join(" ");
    if (!single) return yield this.#empty(path);
    const limit = this.#data.limits.text;
    if (length(value) > limit) {
      return yield fault("text-length", path, `${length(value).toLocaleString("en")} characters, at most ${limit.toLocaleString("en")}`, "Shorten it");
    }
    if (value !== single) return yield fault("text-spaces", path, `Line breaks or spaces too many in ${quote(value)}`, `Write ${quote(single)}`);
    const broken = type in this.#written ? this.#unlike(type, value) : this[type](value);
    if (broken) yield fault(broken[0], path, broken[1], broken[2]);
    return undefined;
  }

  /** What a text breaks that should be written in a certain way. */
  #unlike(type, value) {
    const { rule, expected, hint } = this.#data.written[type];
    const fits = this.#written[type].test(value) && (type !== "date" || isDay(value));
    return fits ? null : [rule, `Expected ${expected}, found ${quote(value)}`, hint];
  }

  text(value) {
    const found = this.#markup.exec(value);
    return found && ["text-markup", `${quote(found[0])} is not plain text`, "Write it without markup"];
  }

  url(value) {
    const found = badUrl(value, this.#data.told);
    return found && [found.dangerous ? "dangerous-url" : "bad-url", `${quote(value)}: ${found.reason}`, found.hint];
  }

  arxiv(value) {
    if (this.#arxiv.test(value)) return null;
    const found = /\d{4}\.\d{4,5}/.exec(value);
    return ["bad-arxiv", `${quote(value)} is not an arXiv id`, found ? `Write arxiv: "${found[0]}"` : 'Write it like arxiv: "2008.10010", in quotes'];
  }

  doi(value) {
    if (/^10\.48550\/arxiv\./i.test(value)) return ["bad-doi", `${quote(value)} is arXiv's own DOI`, `Write arxiv: "${value.slice(15)}" instead`];
    if (this.#doi.test(value)) return null;
    const found = /10\.\d{4,9}\/[!-~]+/.exec(value);
    return ["bad-doi", `${quote(value)} is not a DOI`, found ? `Write doi: ${found[0]}` : "Write it like doi: 10.1145/3394171.3413532"];
  }

  #empty = (path) => fault("empty-value", path, "The value is empty", "Leave the key out if it is unknown");

  #isBlank = (value) => typeof value === "string" && !this.#letters.split(value).join("");

  #wrongType(expected, value, path) {
    if (this.#isBlank(value)) return this.#empty(path);
    const name = path.findLast((one) => typeof one === "string" && one) ?? "";
    const hint = expected === "a list" ? "Write [one, two]" : "Write {key: value}";
    return fault("wrong-type", path, `Expected ${expected} for ${quote(name)}, found ${FOUND(value)}`, hint);
  }

  #notOneOf(known, value, path) {
    if (this.#isBlank(value)) return this.#empty(path);
    const name = path.findLast((one) => typeof one === "string") ?? "";
    const shown = typeof value === "string" ? value : FOUND(value);
    return fault("unknown-value", path, `${quote(shown)} is not a known ${name}`, didYouMean(shown, known, `Write one of ${known.join(", ")}`));
  }
}
