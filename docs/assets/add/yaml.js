/** The canonical form of a record, as hooks/catalog/writing/format.py writes it: `write`, and `read`, which reads nothing else. */

import { HIDDEN, NotCanonical, Reader } from "./reader.js";

export { NotCanonical };

/** The keys of each shape in their order, as in hooks/catalog/records/schema.py. */
export const KEYS = {
  paper: ["id", "file", "title", "short", "aliases", "authors", "venue", "year", "track", "pages", "categories", "tags", "arxiv", "doi", "links", "status", "note", "added", "replaces", "sources", "claims"],
  dataset: ["id", "file", "name", "aliases", "year", "paper", "kind", "subjects", "hours", "size", "resolution", "language", "licence", "availability", "links", "note", "facts", "added", "sources", "claims"],
  links: ["paper", "code", "project", "demo", "video", "dataset"],
  claims: ["source", "name", "title", "authors", "venue", "year", "pages", "arxiv", "doi", "taken"],
  facts: ["states", "source"],
};
/** The line that tells editors the schema. */
export const HEADS = {
  paper: "# yaml-language-server: $schema=../../schema/paper.schema.json",
  dataset: "# yaml-language-server: $schema=../schema/dataset.schema.json",
};
export const WIDTH = 100; // columns that a list may fill before it is written one item a line
export const QUOTED = ["title", "arxiv", "name", "states"]; // always in quotes
export const TYPED = ["year", "added", "taken", "pages", "subjects", "hours", "size"]; // what YAML may see as number, date or mark
const INNER = ["links", "claims", "facts"]; // keys whose values are shapes

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const STARTS_WELL = /^[\p{L}\p{N}]/u;
const NOT_PLAIN = /: | #|:$|[\\"]| $/;
const IN_FLOW = /[,[\]{}]|:\?/;
/** Texts that YAML 1.1 takes for something else, of those that begin with a letter or digit. */
const NOT_TEXT = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|null|Null|NULL)$/,
  /^(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/,
  /^[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}(?:[Tt]| +)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?: *(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/,
];

/** The text of a record's file. `comments`, a sentence each, stand below its first line; `kind` is paper or dataset. */
export function write(record, comments = [], kind = "paper") {
  const lines = mapping(record, 0, kind);
  return [HEADS[kind], ...comments.map(comment), ...(lines.length ? lines : ["{}"]), ""].join("\n");
}

const comment = (sentence) => `# ${sentence.normalize("NFC").replace(UNPRINTABLE, " ").replace(/ +/g, " ").trim()}`;

/** The lines of a mapping: known keys in the order of their shape, then the others as they come. */
function mapping(record, indent, shape) {
  return ordered(record, shape).flatMap(([key, value]) => item(key, value, indent, INNER.includes(key) ? key : null));
}

function ordered(record, shape) {
  const keys = KEYS[shape] ?? [];
  const rank = (key) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.entries(record).sort(([one], [other]) => rank(one) - rank(other));
}

/** The lines of a key and its value. */
function item(key, value, indent, shape) {
  const begin = " ".repeat(indent) + scalar(key, "");
  if (!isBlock(value)) return [`${begin}: ${named(value, key)}`];
  const line = `${begin}: ${flow(value, key)}`;
  const inside = Object.values(value);
  if (!inside.length || (shape === null && !inside.some(isBlock) && [...line].length <= WIDTH)) return [line];
  if (!Array.isArray(value)) return [`${begin}:`, ...mapping(value, indent + 2, shape)];
  return [`${begin}:`, ...value.map((one) => `${" ".repeat(indent)}  - ${flow(one, key, shape)}`)];
}

/** A value in one line. */
function flow(value, key, shape = null) {
  if (!isBlock(value)) return named(value, key, true);
  if (Array.isArray(value)) return `[${value.map((one) => flow(one, key)).join(", ")}]`;
  const pairs = ordered(value, shape).map(([name, one]) => `${scalar(name, "", true)}: ${flow(one, TYPED.includes(key) ? key : name)}`);
  return `{${pairs.join(", ")}}`;
}

const isBlock = (value) => typeof value === "object";

/** A text as the value of a key. */
const named = (text, key, inFlow = false) => (QUOTED.includes(key) ? quoted(String(text).normalize("NFC")) : scalar(text, key, inFlow));

/** A text without quotes where every reader of YAML takes it for this text, or for its type. */
function scalar(value, key, inFlow = false) {
  const text = String(value).normalize("NFC");
  const isText = TYPED.includes(key) || !NOT_TEXT.some((pattern) => pattern.test(text));
  const isPlain = STARTS_WELL.test(text) && text.search(UNPRINTABLE) < 0 && !NOT_PLAIN.test(text) && !(inFlow && IN_FLOW.test(text));
  return isText && isPlain ? text : quoted(text);
}

/** A text in double quotes, as JSON writes it; what cannot be seen is escaped. */
function quoted(text) {
  const escaped = (char) => "\\U" + char.codePointAt(0).toString(16).toUpperCase().padStart(8, "0");
  return JSON.stringify(text).replace(UNPRINTABLE, escaped);
}

/**
 * The record that a text says: texts, lists and plain objects. Comments may stand on lines of their own above a key; they are left out.
 *
 * What was read is written again and must give the same lines. So whatever the reader makes of a text in another form, it is never
 * taken for a record; and of one in this form, the writer vouches for the meaning. Throws `NotCanonical`.
 */
export function read(text, kind = "paper") {
  const lines = text.split("\n").map((line, at) => [line, at + 1]);
  const hidden = lines.find(([line]) => HIDDEN.test(line));
  if (hidden) throw new NotCanonical(`A character that cannot be seen stands here: ${codeOf(HIDDEN.exec(hidden[0])[0])}.`, hidden);
  if (lines[0][0] !== HEADS[kind]) throw new NotCanonical(`The first line is to be “${HEADS[kind]}”.`, ["", 1]);
  const kept = lines.filter(([line]) => !line.startsWith("#"));
  const record = new Reader(kept).record();
  const again = write(record, [], kind).split("\n").slice(1);
  const other = kept.find(([line], at) => line !== again[at]) ?? (kept.length < again.length ? kept.at(-1) : null);
  if (other) throw new NotCanonical("This line is written in another way.", other);
  return record;
}

const codeOf = (char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
