/** The canonical form of a record, as hooks/catalog/writing/format.py writes it. No other form is read. */

import { NotCanonical, YamlParser } from "./yaml-parser.js";

export { NotCanonical };

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const STARTS_PLAIN = /^[\p{L}\p{N}]/u;
const NOT_PLAIN = /: | #|:$|[\\"]| $/;
const NOT_PLAIN_IN_FLOW = /[,[\]{}?]/;
/** Texts that YAML 1.1 reads as another type, of those that begin with a letter or digit. */
const NOT_TEXT = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|null|Null|NULL)$/,
  /^(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  new RegExp(
    "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]| +)[0-9]{1,2}:[0-9]{2}:[0-9]{2}" +
      "(?:\\.[0-9]*)?(?: *(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$",
  ),
];

/** Formats and parses records. The order of keys and the settings of the formatter are data of the rules. */
export class RecordYaml {
  #data;
  #settings;
  #nested; // the shape of the value, by field

  constructor(data) {
    this.#data = data;
    this.#settings = data.yaml;
    const fields = Object.values(data.fields).flatMap((shape) => Object.entries(shape));
    this.#nested = Object.fromEntries(
      fields.map(([key, field]) => [key, shapeOf(field)]).filter(([, shape]) => shape),
    );
  }

  /** Format a record as the text of its file, with `comments` (one sentence each) below the first line. */
  format(record, comments = [], kind = "paper") {
    const lines = this.#mappingLines(record, 0, kind);
    const header = [this.#settings.first_lines[kind], ...comments.map(formatComment)];
    return [...header, ...(lines.length ? lines : ["{}"]), ""].join("\n");
  }

  /**
   * Parse the canonical text of a record into texts, lists and plain objects, without its comments.
   *
   * The result is formatted again and must give the same lines, so that no misreading passes for a record.
   * Throws `NotCanonical`.
   */
  parse(text, kind = "paper") {
    const { patterns, limits } = this.#data;
    const hiddenCharacter = new RegExp(...patterns.hidden);
    const lines = text.split("\n").map((line, at) => [line, at + 1]);
    const hidden = lines.find(([line]) => hiddenCharacter.test(line));
    if (hidden) {
      throw new NotCanonical(
        `Invisible character: ${codePointOf(hiddenCharacter.exec(hidden[0])[0])}.`,
        hidden,
      );
    }
    const firstLine = this.#settings.first_lines[kind];
    if (lines[0][0] !== firstLine) throw new NotCanonical(`The first line must be “${firstLine}”.`, ["", 1]);
    const content = lines.filter(([line]) => !line.startsWith("#"));
    const record = new YamlParser(content, limits, hiddenCharacter).parse();
    const formatted = this.format(record, [], kind).split("\n").slice(1);
    const difference =
      content.find(([line], at) => line !== formatted[at]) ??
      (content.length < formatted.length ? content.at(-1) : null);
    if (difference) throw new NotCanonical("This line is formatted differently.", difference);
    return record;
  }

  /** Return the lines of a mapping. */
  #mappingLines(record, indent, shape) {
    const entries = sortedEntries(record, this.#data.fields[shape]);
    return entries.flatMap(([key, value]) => this.#entryLines(key, value, indent));
  }

  /** Return the lines of a key and its value. */
  #entryLines(key, value, indent) {
    const start = " ".repeat(indent) + this.#formatScalar(key, "");
    if (!isCollection(value)) return [`${start}: ${this.#formatText(value, key)}`];
    const line = `${start}: ${this.#formatFlow(value, key)}`;
    const items = Object.values(value);
    const shape = Object.hasOwn(this.#nested, key) ? this.#nested[key] : null;
    const isFlat = shape === null && !items.some(isCollection);
    if (!items.length || (isFlat && [...line].length <= this.#settings.max_flow_columns)) return [line];
    if (!Array.isArray(value)) return [`${start}:`, ...this.#mappingLines(value, indent + 2, shape)];
    const itemStart = `${" ".repeat(indent)}  - `;
    return [`${start}:`, ...value.map((item) => itemStart + this.#formatFlow(item, key, shape))];
  }

  /** Format a value in one line. */
  #formatFlow(value, key, shape = null) {
    if (!isCollection(value)) return this.#formatText(value, key, true);
    if (Array.isArray(value)) return `[${value.map((item) => this.#formatFlow(item, key)).join(", ")}]`;
    const isTyped = this.#settings.typed_fields.includes(key);
    const pairs = sortedEntries(value, this.#data.fields[shape]).map(
      ([name, item]) =>
        `${this.#formatScalar(name, "", true)}: ${this.#formatFlow(item, isTyped ? key : name)}`,
    );
    return `{${pairs.join(", ")}}`;
  }

  /** Format a text as the value of a key. */
  #formatText(text, key, inFlow = false) {
    const isQuoted = this.#settings.quoted_fields.includes(key);
    return isQuoted ? quote(String(text).normalize("NFC")) : this.#formatScalar(text, key, inFlow);
  }

  /** Format a text without quotes if every YAML parser then reads this text, or its type. */
  #formatScalar(value, key, inFlow = false) {
    const text = String(value).normalize("NFC");
    const isTyped = this.#settings.typed_fields.includes(key);
    const isText = isTyped || !NOT_TEXT.some((pattern) => pattern.test(text));
    const isPrintable = text.search(UNPRINTABLE) < 0;
    const isPlain =
      STARTS_PLAIN.test(text) && !NOT_PLAIN.test(text) && !(inFlow && NOT_PLAIN_IN_FLOW.test(text));
    return isText && isPrintable && isPlain ? text : quote(text);
  }
}

/** Return the shape of a field's value or of its items, or null. */
export function shapeOf({ type, of }) {
  if (type === "list") return shapeOf(of);
  return type === "shape" ? of : null;
}

/** Return the entries of a mapping: known keys in the order of `fields`, then the others. */
export function sortedEntries(mapping, fields = {}) {
  const keys = Object.keys(fields);
  const rank = (key) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.entries(mapping).sort(([a], [b]) => rank(a) - rank(b));
}

const isCollection = (value) => typeof value === "object";

const formatComment = (sentence) =>
  `# ${sentence.normalize("NFC").replace(UNPRINTABLE, " ").replace(/ +/g, " ").trim()}`;

/** Quote a text as JSON does; escape what is invisible. */
function quote(text) {
  const escape = (char) => `\\U${char.codePointAt(0).toString(16).toUpperCase().padStart(8, "0")}`;
  return JSON.stringify(text).replace(UNPRINTABLE, escape);
}

const codePointOf = (char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
