/** Reads the canonical form, loosely: yaml.js writes again what was read, and compares. */

const MAX_DEPTH = 8; // these two as in hooks/catalog/documents/parser.py
const MAX_VALUES = 20_000;
const MAX_KEY = 1_000; // YAML's own limit lies a little above

/** Characters that nobody can see or that change the order of the text: `HIDDEN` of hooks/catalog/utils/text.py. */
export const HIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\u{e0000}-\u{e0fff}]/u;
const QUOTED = /^"[^"\\]*(?:\\.[^"\\]*)*"/u;
const PLAIN_BELOW = /^[\p{L}\p{N}].*/u;
const PLAIN_INSIDE = /^[\p{L}\p{N}][^,[\]{}]*/u;
const KEY_BELOW = /^("[^"\\]*(?:\\.[^"\\]*)*"|[^\s"#[{-].*?):(?: |$)/u;
const KEY_INSIDE = /^("[^"\\]*(?:\\.[^"\\]*)*"|[^,[\]{}"]+?): /u;

/** Thrown for a text that is not in the canonical form; `line` counts from 1. */
export class NotCanonical extends Error {
  constructor(message, [text, line]) {
    super(/(?:^| )#/.test(text) ? `${message} Comments are read only above a key, on lines of their own.` : message);
    this.line = line;
  }
}

/** One reading of some lines, which are pairs of a text and its number. */
export class Reader {
  #lines;
  #at = 0;
  #rest = ""; // of the line that is read
  #values = 1;

  constructor(lines) {
    this.#lines = lines;
  }

  /** The mapping that all lines are. */
  record() {
    const found = this.#mapping(0, 1);
    if (this.#at < this.#lines.length - 1 || this.#line !== "") this.#fail("A key, a colon and a value are expected here.");
    return found;
  }

  get #line() {
    return this.#lines[this.#at]?.[0] ?? "";
  }

  #fail(message) {
    throw new NotCanonical(message, this.#lines[this.#at] ?? this.#lines.at(-1) ?? ["", 1]);
  }

  /** Each line from here on with some spaces and a beginning, which is taken off. */
  *#lined(indent, begin) {
    const spaces = " ".repeat(indent);
    for (;;) {
      const found = this.#line.startsWith(spaces) && begin.exec(this.#line.slice(indent));
      if (!found) return;
      this.#rest = this.#line.slice(indent + found[0].length);
      yield found[1];
    }
  }

  #mapping(indent, depth) {
    const entries = [];
    for (const key of this.#lined(indent, KEY_BELOW)) entries.push([this.#key(key), this.#rest ? this.#whole(depth) : this.#block(indent + 2, depth)]);
    return Object.fromEntries(entries);
  }

  /** What stands below a key. */
  #block(indent, depth) {
    this.#count(depth);
    this.#at += 1;
    if (!this.#line.startsWith(`${" ".repeat(indent)}- `)) return this.#mapping(indent, depth + 1);
    return Array.from(this.#lined(indent, /^- /), () => this.#whole(depth + 1));
  }

  /** The value that fills the rest of the line. */
  #whole(depth) {
    const found = this.#value(depth, PLAIN_BELOW);
    if (this.#rest) this.#fail("The value ends before the line does.");
    this.#at += 1;
    return found;
  }

  /** A value of any kind; `plain` tells how far a text without quotes goes. */
  #value(depth, plain) {
    this.#count(depth);
    if (this.#rest.startsWith('"')) return this.#unquoted(this.#take(QUOTED));
    if (this.#rest.startsWith("[")) return this.#inside("]", () => this.#value(depth + 1, PLAIN_INSIDE));
    if (this.#rest.startsWith("{")) return Object.fromEntries(this.#inside("}", () => this.#pair(depth + 1)));
    return this.#take(plain);
  }

  #pair(depth) {
    return [this.#key(this.#take(KEY_INSIDE)), this.#value(depth, PLAIN_INSIDE)];
  }

  /** What stands between two brackets. */
  #inside(end, next) {
    const found = [];
    this.#take(/^./u);
    while (!this.#rest.startsWith(end)) {
      if (found.length) this.#take(/^, /u);
      found.push(next());
    }
    this.#take(/^./u);
    return found;
  }

  /** Take off the line what a pattern matches; its group, if it has one. */
  #take(pattern) {
    const found = pattern.exec(this.#rest) ?? this.#fail("The value cannot be read.");
    this.#rest = this.#rest.slice(found[0].length);
    return found[1] ?? found[0];
  }

  #key(text) {
    this.#count(0);
    const key = text.startsWith('"') ? this.#unquoted(text) : text;
    if (key === "<<" || text.length > MAX_KEY) this.#fail("This is no key.");
    return key;
  }

  #unquoted(text) {
    const plain = (escape, code) => (code ? String.fromCodePoint(Number.parseInt(code, 16)) : escape);
    try {
      const found = JSON.parse(text.replace(/\\(?:U([0-9A-F]{8})|.)/gu, plain));
      if (!HIDDEN.test(found)) return found;
    } catch {
      // an escape that is never written
    }
    return this.#fail("The text in quotes cannot be read.");
  }

  #count(depth) {
    if (depth > MAX_DEPTH) this.#fail("Lists and mappings nest too deep.");
    if ((this.#values += 1) > MAX_VALUES) this.#fail("The file holds too many values.");
  }
}
