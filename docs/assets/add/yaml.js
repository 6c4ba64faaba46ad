/** The canonical form of a record, as hooks/catalog/writing/format.py writes it. No other form is read. */

import { NotCanonical, YamlParser } from "./yaml-parser.js";

export { NotCanonical };

/** The keys of each shape in order, as in hooks/catalog/records/schema.py. */
export const KEYS = {
  paper: [
    ...["id", "file", "title", "short", "aliases", "authors", "venue", "year", "track", "pages"],
    ...["categories", "tags", "arxiv", "doi", "links", "status", "note", "added", "replaces"],
    ...["sources", "claims"],
  ],
  dataset: [
    ...["id", "file", "name", "aliases", "year", "paper", "kind", "subjects", "hours", "size"],
    ...["resolution", "language", "license", "availability", "links", "note", "facts", "added"],
    ...["sources", "claims"],
  ],
  links: ["paper", "code", "project", "demo", "video", "dataset"],
  claims: ["source", "name", "title", "authors", "venue", "year", "pages", "arxiv", "doi", "taken"],
  facts: ["states", "source"],
};
/** The first line of a file, by which editors find its schema. */
export const FIRST_LINES = {
  paper: "# yaml-language-server: $schema=../../schema/paper.schema.json",
  dataset: "# yaml-language-server: $schema=../schema/dataset.schema.json",
};
export const MAX_FLOW_COLUMNS = 100; // of a list in one line
export const QUOTED_FIELDS = ["title", "arxiv", "name", "states"]; // always in quotes
export const TYPED_FIELDS = ["year", "added", "taken", "pages", "subjects", "hours", "size"]; // not text
const NESTED_FIELDS = ["links", "claims", "facts"]; // with shapes of their own

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const STARTS_PLAIN = /^[\p{L}\p{N}]/u;
const NOT_PLAIN = /: | #|:$|[\\"]| $/;
const NOT_PLAIN_IN_FLOW = /[,[\]{}]|:\?/;
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

/** Format a record as the text of its file, with `comments` (one sentence each) below the first line. */
export function formatRecord(record, comments = [], kind = "paper") {
  const lines = formatMapping(record, 0, kind);
  return [FIRST_LINES[kind], ...comments.map(formatComment), ...(lines.length ? lines : ["{}"]), ""].join(
    "\n",
  );
}

const formatComment = (sentence) =>
  `# ${sentence.normalize("NFC").replace(UNPRINTABLE, " ").replace(/ +/g, " ").trim()}`;

/** Return the lines of a mapping. */
function formatMapping(record, indent, shape) {
  return sortedEntries(record, shape).flatMap(([key, value]) =>
    formatEntry(key, value, indent, NESTED_FIELDS.includes(key) ? key : null),
  );
}

/** Return the entries of a mapping: known keys in the order of the shape, then the others. */
function sortedEntries(record, shape) {
  const keys = KEYS[shape] ?? [];
  const rank = (key) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.entries(record).sort(([a], [b]) => rank(a) - rank(b));
}

/** Return the lines of a key and its value. */
function formatEntry(key, value, indent, shape) {
  const start = " ".repeat(indent) + formatScalar(key, "");
  if (!isCollection(value)) return [`${start}: ${formatText(value, key)}`];
  const line = `${start}: ${formatFlow(value, key)}`;
  const items = Object.values(value);
  const isFlat = shape === null && !items.some(isCollection);
  if (!items.length || (isFlat && [...line].length <= MAX_FLOW_COLUMNS)) return [line];
  if (!Array.isArray(value)) return [`${start}:`, ...formatMapping(value, indent + 2, shape)];
  return [`${start}:`, ...value.map((item) => `${" ".repeat(indent)}  - ${formatFlow(item, key, shape)}`)];
}

/** Format a value in one line. */
function formatFlow(value, key, shape = null) {
  if (!isCollection(value)) return formatText(value, key, true);
  if (Array.isArray(value)) return `[${value.map((item) => formatFlow(item, key)).join(", ")}]`;
  const pairs = sortedEntries(value, shape).map(
    ([name, item]) =>
      `${formatScalar(name, "", true)}: ${formatFlow(item, TYPED_FIELDS.includes(key) ? key : name)}`,
  );
  return `{${pairs.join(", ")}}`;
}

const isCollection = (value) => typeof value === "object";

/** Format a text as the value of a key. */
const formatText = (text, key, inFlow = false) =>
  QUOTED_FIELDS.includes(key) ? quote(String(text).normalize("NFC")) : formatScalar(text, key, inFlow);

/** Format a text without quotes if every YAML parser then reads this text, or its type. */
function formatScalar(value, key, inFlow = false) {
  const text = String(value).normalize("NFC");
  const isText = TYPED_FIELDS.includes(key) || !NOT_TEXT.some((pattern) => pattern.test(text));
  const isPrintable = text.search(UNPRINTABLE) < 0;
  const isPlain =
    STARTS_PLAIN.test(text) && !NOT_PLAIN.test(text) && !(inFlow && NOT_PLAIN_IN_FLOW.test(text));
  return isText && isPrintable && isPlain ? text : quote(text);
}

/** Quote a text as JSON does; escape what is invisible. */
function quote(text) {
  const escape = (char) => `\\U${char.codePointAt(0).toString(16).toUpperCase().padStart(8, "0")}`;
  return JSON.stringify(text).replace(UNPRINTABLE, escape);
}

const codePointOf = (char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/**
 * Parse the canonical text of a record into texts, lists and plain objects, without its comments.
 *
 * `patterns` and `limits` are those of the rules.
 * The result is formatted again and must give the same lines, so that a misreading never passes for a record.
 * Throws `NotCanonical`.
 */
export function parseRecord(text, kind, { patterns, limits }) {
  const hiddenCharacter = new RegExp(...patterns.hidden);
  const lines = text.split("\n").map((line, at) => [line, at + 1]);
  const hidden = lines.find(([line]) => hiddenCharacter.test(line));
  if (hidden) {
    throw new NotCanonical(
      `Invisible character: ${codePointOf(hiddenCharacter.exec(hidden[0])[0])}.`,
      hidden,
    );
  }
  if (lines[0][0] !== FIRST_LINES[kind]) {
    throw new NotCanonical(`The first line must be “${FIRST_LINES[kind]}”.`, ["", 1]);
  }
  const content = lines.filter(([line]) => !line.startsWith("#"));
  const record = new YamlParser(content, limits, hiddenCharacter).parse();
  const formatted = formatRecord(record, [], kind).split("\n").slice(1);
  const difference =
    content.find(([line], at) => line !== formatted[at]) ??
    (content.length < formatted.length ? content.at(-1) : null);
  if (difference) throw new NotCanonical("This line is formatted differently.", difference);
  return record;
}
