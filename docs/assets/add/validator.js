/** Validation of fields by the shapes in the rules, as in hooks/catalog/records/validators.py. */

import { urlProblem } from "./links.js";
import { countCharacters, didYouMean, quote, toFullRegExp, toRegExp } from "./text.js";

const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const problem = (path, rule, message, hint) => ({ rule, path, message, hint });
const EMPTY = ["empty-value", "The value is empty", "Remove the key if the value is unknown"];

const codePointOf = (char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

function typeName(value) {
  if (typeof value === "string") return "text";
  return Array.isArray(value) ? "a list" : "a mapping";
}

/** Test whether a date exists in the calendar. */
function isDate(text) {
  const date = new Date(`${text}T00:00:00Z`);
  return text > "0001" && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export class Validator {
  #data;
  #folding;
  #markup;
  #hidden;
  #arxiv;
  #doi;
  #formats; // by type of field

  constructor(data, folding) {
    this.#data = data;
    this.#folding = folding;
    this.#markup = toRegExp(data.patterns.markup);
    this.#hidden = toRegExp(data.patterns.hidden);
    this.#arxiv = toFullRegExp(data.links.patterns.arxiv);
    this.#doi = toFullRegExp(data.links.patterns.doi);
    const formats = Object.entries(data.formats);
    this.#formats = new Map(formats.map(([type, { pattern }]) => [type, toFullRegExp(pattern)]));
  }

  /** Yield the problems of a record, or of a part of one, that should have a shape. */
  *check(shape, record, path = []) {
    const fields = this.#data.fields[shape];
    for (const [name, field] of Object.entries(fields)) {
      const fieldPath = [...path, name];
      if (Object.hasOwn(record, name)) yield* this.#checkValue(field, record[name], fieldPath);
      else if (field.required) {
        const message = `${quote(name)} is missing: ${field.about.replace(/\.$/, "")}`;
        yield problem(fieldPath, "missing-field", message, `Write ${name}: ...`);
      }
    }
    const owner = path.length ? quote(lastName(path)) : `a ${shape}`;
    for (const key of Object.keys(record)) {
      if (Object.hasOwn(fields, key)) continue;
      yield problem(
        [...path, key],
        "unknown-key",
        `${quote(key)} is not a key of ${owner}`,
        keyHint(key, fields),
      );
    }
  }

  /** Yield the invisible characters and the decomposed text in a value, keys included. */
  *checkCharacters(value, path = []) {
    if (typeof value === "string") yield* this.#checkTextCharacters(value, path);
    else if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) yield* this.checkCharacters(item, [...path, at]);
    } else if (isMapping(value)) {
      for (const [key, item] of Object.entries(value)) {
        yield* this.checkCharacters(key, [...path, key]);
        yield* this.checkCharacters(item, [...path, key]);
      }
    }
  }

  *#checkTextCharacters(text, path) {
    const [hidden] = this.#hidden.exec(text) ?? [];
    if (hidden) {
      yield problem(path, "hidden-character", `Hidden character ${codePointOf(hidden)}`, "Delete it");
    }
    const composed = text.normalize("NFC");
    if (text !== composed) {
      const message = `${quote(text)} is not in composed form (NFC)`;
      yield problem(path, "not-nfc", message, `Write ${quote(composed)}`);
    }
  }

  *#checkValue(field, value, path) {
    switch (field.type) {
      case "enum":
        if (!field.of.includes(value)) yield this.#unknownValue(field.of, value, path);
        return;
      case "list":
        yield* this.#checkList(field, value, path);
        return;
      case "links":
        yield* this.#checkList({ of: { type: "url" } }, typeof value === "string" ? [value] : value, path);
        return;
      case "parts":
        yield* this.#checkParts(field, value, path);
        return;
      case "shape":
        if (isMapping(value)) yield* this.check(field.of, value, path);
        else yield this.#wrongType("a mapping", value, path);
        return;
      default:
        yield* this.#checkText(field.type, value, path);
    }
  }

  *#checkList(field, value, path) {
    if (!Array.isArray(value)) yield this.#wrongType("a list", value, path);
    else if (field.some && !value.length) {
      yield problem(path, "empty-value", "The list is empty", "Write at least one item");
    } else {
      for (const [at, item] of value.entries()) yield* this.#checkValue(field.of, item, [...path, at]);
    }
  }

  /** Check one number for all, or one for each part. */
  *#checkParts(field, value, path) {
    if (typeof value === "string") yield* this.#checkValue(field.of, value, path);
    else if (!isMapping(value)) yield this.#wrongType("a mapping", value, path);
    else {
      for (const [part, number] of Object.entries(value)) {
        if (part) yield* this.#checkText("text", part, [...path, part]);
        yield* this.#checkValue(field.of, number, [...path, part]);
      }
    }
  }

  /** Check a text for what holds of every text, then for what holds of its type. */
  *#checkText(type, value, path) {
    const violation = this.#textViolation(value) ?? this.#typeViolation(type, value);
    if (violation) yield problem(path, ...violation);
  }

  #textViolation(value) {
    if (typeof value !== "string") {
      return [
        "wrong-type",
        `Expected text, found ${typeName(value)}`,
        "Write text without brackets, or put it in quotes if the brackets are part of it",
      ];
    }
    const singleSpaced = this.#folding.split(value).join(" ");
    if (!singleSpaced) return EMPTY;
    const limit = this.#data.limits.text;
    const length = countCharacters(value);
    if (length > limit) {
      const message = `The text has ${length.toLocaleString("en")} characters`;
      return ["text-length", message, `Shorten it to ${limit.toLocaleString("en")} or fewer`];
    }
    if (value === singleSpaced) return null;
    return ["text-spaces", `Line breaks or extra spaces in ${quote(value)}`, `Write ${quote(singleSpaced)}`];
  }

  #typeViolation(type, value) {
    if (this.#formats.has(type)) return this.#formatViolation(type, value);
    switch (type) {
      case "url":
        return this.#urlViolation(value);
      case "arxiv":
        return this.#arxivViolation(value);
      case "doi":
        return this.#doiViolation(value);
      default:
        return this.#markupViolation(value);
    }
  }

  #formatViolation(type, value) {
    const { rule, expected, hint } = this.#data.formats[type];
    const matches = this.#formats.get(type).test(value) && (type !== "date" || isDate(value));
    return matches ? null : [rule, `Expected ${expected}, found ${quote(value)}`, hint];
  }

  #markupViolation(value) {
    const [markup] = this.#markup.exec(value) ?? [];
    return markup === undefined
      ? null
      : ["text-markup", `${quote(markup)} is not plain text`, "Write the text without markup"];
  }

  #urlViolation(value) {
    const reason = urlProblem(value, this.#data.links);
    if (!reason) return null;
    return [
      reason.isDangerous ? "dangerous-url" : "bad-url",
      `${quote(value)}: ${reason.reason}`,
      reason.hint,
    ];
  }

  #arxivViolation(value) {
    if (this.#arxiv.test(value)) return null;
    const [arxiv] = /\d{4}\.\d{4,5}/.exec(value) ?? [];
    const hint = arxiv ? `Write arxiv: "${arxiv}"` : 'Write it in quotes, such as arxiv: "2008.10010"';
    return ["bad-arxiv", `${quote(value)} is not an arXiv ID`, hint];
  }

  #doiViolation(value) {
    const [arxivPrefix] = /^10\.48550\/arxiv\./i.exec(value) ?? [];
    if (arxivPrefix) {
      const arxiv = value.slice(arxivPrefix.length).replace(/v\d+$/, "");
      const message = `${quote(value)} is an arXiv DOI`;
      if (this.#arxiv.test(arxiv)) return ["bad-doi", message, `Write arxiv: "${arxiv}" instead`];
      return ["bad-doi", `${message} without a valid arXiv ID`, "Write arxiv: ... instead"];
    }
    if (this.#doi.test(value)) return null;
    const [doi] = /10\.\d{4,9}\/[!-~]+/.exec(value) ?? [];
    const hint = doi
      ? `Write doi: ${doi}`
      : "Write it without https://doi.org/, such as doi: 10.1145/3394171.3413532";
    return ["bad-doi", `${quote(value)} is not a DOI`, hint];
  }

  #isBlank = (value) => typeof value === "string" && !this.#folding.split(value).join("");

  #wrongType(expected, value, path) {
    if (this.#isBlank(value)) return problem(path, ...EMPTY);
    const hint = expected === "a list" ? "Write [first, second]" : "Write {key: value}";
    const message = `Expected ${expected} for ${quote(lastName(path))}, found ${typeName(value)}`;
    return problem(path, "wrong-type", message, hint);
  }

  #unknownValue(allowed, value, path) {
    if (this.#isBlank(value)) return problem(path, ...EMPTY);
    const text = typeof value === "string" ? value : typeName(value);
    const hint = didYouMean(text, allowed, `Write one of ${allowed.join(", ")}`);
    return problem(path, "unknown-value", `${quote(text)} is not a valid ${lastName(path)}`, hint);
  }
}

/** Return the last key in a path, which may end with the index of a list's item. */
const lastName = (path) => path.findLast((part) => typeof part === "string" && part) ?? "";

function keyHint(key, fields) {
  if (key === "id") return "Remove it: the ID is the file name or the key of the entry";
  const keys = Object.keys(fields);
  return didYouMean(key, keys, `Known keys: ${keys.join(", ")}`);
}
