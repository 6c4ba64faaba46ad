/** Validation of fields by the shapes in the rules, as in hooks/catalog/records/validate.py. */

import { Coercions } from "./coercions.js";
import { TextValidator } from "./text-validator.js";

const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Yields violations: `[path, rule, variant, values]`. */
export class Validator {
  #data;
  #folding;
  #messages;
  #coercions;
  #texts;

  constructor(data, folding, messages) {
    this.#data = data;
    this.#folding = folding;
    this.#messages = messages;
    this.#coercions = new Coercions(data, folding);
    this.#texts = new TextValidator(data, folding, messages, this.#coercions);
  }

  /** Yield the violations of a paper or dataset. */
  *check(kind, record) {
    for (const violation of this.#checkShape(kind, record, [])) yield this.#adapt(violation, kind, record);
  }

  /** Adapt a violation to the record: a required field cannot be removed, a filled one not be replaced. */
  #adapt([path, rule, variant, values], kind, record) {
    const field = path.at(-1);
    if (rule === "empty-value" && variant === "optional" && this.#data.fields[kind][field]?.required) {
      return [path, rule, "required", { field }];
    }
    if (rule === "bad-doi" && variant === "arxiv") {
      const parent = path.slice(0, -1).reduce((value, step) => value[step], record);
      const isFree = !Object.hasOwn(parent, "arxiv") || parent.arxiv === values.arxiv;
      return [path, rule, isFree ? "arxiv" : "other_arxiv", values];
    }
    return [path, rule, variant, values];
  }

  /** Yield the violations of a record, or of a part of one, that should have a shape. */
  *#checkShape(shape, record, path) {
    const fields = this.#data.fields[shape];
    for (const [name, field] of Object.entries(fields)) {
      if (Object.hasOwn(record, name)) yield* this.#checkValue(field, record[name], [...path, name]);
      else if (field.required) yield [[...path, name], "missing-field", ...this.#missing(name, field, path)];
    }
    const owner = path.length ? this.#quote(lastName(path)) : `a ${shape}`;
    for (const key of Object.keys(record)) {
      if (Object.hasOwn(fields, key)) continue;
      const [variant, values] = this.#unknownKey(key, fields, path);
      yield [[...path, key], "unknown-key", variant, { key: this.#quote(key), owner, ...values }];
    }
  }

  #missing(name, { about }, path) {
    const values = { field: this.#quote(name), key: name, description: about.replace(/\.$/, "") };
    return [path.length ? "nested" : "described", values];
  }

  #unknownKey(key, fields, path) {
    const keys = Object.keys(fields);
    const lower = this.#folding.strip(key).toLowerCase();
    const renamed = this.#data.renamed_keys;
    const name = Object.hasOwn(renamed, lower) ? renamed[lower] : lower;
    if (key === "id") return ["id", {}];
    if (!path.length && Object.hasOwn(this.#data.fields.links, key)) return ["link", {}];
    if (keys.includes(name)) return ["renamed", { name }];
    const similar = this.#messages.findSimilar(key, keys);
    return similar ? ["similar", { similar: this.#quote(similar) }] : ["unknown", { keys: keys.join(", ") }];
  }

  #quote(text) {
    return this.#messages.quote(text);
  }

  /** Yield the invisible characters and the decomposed text in a value, keys included. */
  *checkCharacters(value, path = []) {
    if (typeof value === "string") yield* this.#texts.checkCharacters(value, path);
    else if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) yield* this.checkCharacters(item, [...path, at]);
    } else if (isMapping(value)) {
      for (const [key, item] of Object.entries(value)) {
        yield* this.checkCharacters(key, [...path, key]);
        yield* this.checkCharacters(item, [...path, key]);
      }
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
        if (isMapping(value)) yield* this.#checkShape(field.of, value, path);
        else yield this.#wrongType("mapping", value, path);
        return;
      default:
        yield* this.#texts.check(field, value, path);
    }
  }

  *#checkList(field, value, path) {
    if (!Array.isArray(value)) yield this.#wrongType("list", value, path);
    else if (field.some && !value.length) {
      yield [path, "empty-value", "list", {}];
    } else {
      for (const [at, item] of value.entries()) yield* this.#checkValue(field.of, item, [...path, at]);
    }
  }

  /** Check one number for all, or one for each part. */
  *#checkParts(field, value, path) {
    if (typeof value === "string") yield* this.#checkValue(field.of, value, path);
    else if (!isMapping(value)) yield this.#wrongType("mapping", value, path);
    else {
      for (const [part, number] of Object.entries(value)) {
        if (part) yield* this.#texts.check({ type: "text" }, part, [...path, part]);
        yield* this.#checkValue(field.of, number, [...path, part]);
      }
    }
  }

  #isBlank(value) {
    return typeof value === "string" && !this.#folding.strip(value);
  }

  #wrongType(expected, value, path) {
    if (this.#isBlank(value)) {
      return [path, "empty-value", expected === "mapping" ? "mapping" : "optional", {}];
    }
    const values = { field: this.#quote(lastName(path)), actual: this.#messages.describeType(value) };
    const items = expected === "list" && typeof value === "string" ? this.#coercions.list(value) : null;
    if (items === null) return [path, "wrong-type", expected, values];
    const shown = items.map((item) => this.#texts.formatValue(item)).join(", ");
    return [path, "wrong-type", "items", { ...values, items: shown }];
  }

  #unknownValue(allowed, value, path) {
    const field = lastName(path);
    const values = allowed.join(", ");
    if (typeof value !== "string") {
      const actual = this.#messages.describeType(value);
      return [path, "unknown-value", "type", { field: this.#quote(field), actual, values }];
    }
    const lower = this.#folding.strip(value).toLowerCase();
    if (!lower) return [path, "empty-value", "optional", {}];
    const found = this.#quote(value);
    if (allowed.includes(lower)) return [path, "unknown-value", "coerced", { found, field, value: lower }];
    const similar = this.#messages.findSimilar(value, allowed);
    if (similar === null) return [path, "unknown-value", "unknown", { found, field, values }];
    return [path, "unknown-value", "similar", { found, field, similar: this.#quote(similar) }];
  }
}

/** Return the last key in a path, which may end with the index of a list's item. */
const lastName = (path) => path.findLast((part) => typeof part === "string" && part) ?? "";
