/** A lenient parser of canonical YAML: yaml.js formats its result again and compares. */

const MAX_KEY_LENGTH = 1_000; // YAML's own limit is a little higher

const QUOTED = /^"[^"\\]*(?:\\.[^"\\]*)*"/u;
const PLAIN_IN_BLOCK = /^[\p{L}\p{N}].*/u;
const PLAIN_IN_FLOW = /^[\p{L}\p{N}][^,[\]{}]*/u;
const KEY_IN_BLOCK = /^("[^"\\]*(?:\\.[^"\\]*)*"|[^\s"#[{-].*?):(?: |$)/u;
const KEY_IN_FLOW = /^("[^"\\]*(?:\\.[^"\\]*)*"|[^,[\]{}"]+?): /u;

/** A text that is not in canonical form; `line` counts from 1. */
export class NotCanonical extends Error {
  constructor(message, [text, line]) {
    const hasComment = /(?:^| )#/.test(text);
    super(hasComment ? `${message} Comments are allowed only on lines of their own, above a key.` : message);
    this.line = line;
  }
}

/** Parses lines once. */
export class YamlParser {
  #lines;
  #limits;
  #hidden;
  #at = 0;
  #rest = ""; // of the current line
  #values = 1;

  /** `lines` are pairs of text and number, `limits` those of the rules; `hidden` matches what is refused. */
  constructor(lines, limits, hidden) {
    this.#lines = lines;
    this.#limits = limits;
    this.#hidden = hidden;
  }

  /** Parse all lines as a mapping. Throws `NotCanonical`. */
  parse() {
    const record = this.#mapping(0, 1);
    if (this.#at < this.#lines.length - 1 || this.#line !== "") {
      this.#fail("Expected a key, a colon, and a value.");
    }
    return record;
  }

  get #line() {
    return this.#lines[this.#at]?.[0] ?? "";
  }

  #fail(message) {
    throw new NotCanonical(message, this.#lines[this.#at] ?? this.#lines.at(-1) ?? ["", 1]);
  }

  /** Yield the key (or "- ") of each further line with an indent, and keep the rest of that line. */
  *#linesAt(indent, start) {
    const spaces = " ".repeat(indent);
    for (;;) {
      const match = this.#line.startsWith(spaces) && start.exec(this.#line.slice(indent));
      if (!match) return;
      this.#rest = this.#line.slice(indent + match[0].length);
      yield match[1];
    }
  }

  #mapping(indent, depth) {
    const entries = [];
    for (const text of this.#linesAt(indent, KEY_IN_BLOCK)) {
      const key = this.#key(text);
      entries.push([key, this.#rest ? this.#restOfLine(depth) : this.#block(indent + 2, depth)]);
    }
    return Object.fromEntries(entries);
  }

  /** Parse the indented lines below a key. */
  #block(indent, depth) {
    this.#count(depth);
    this.#at += 1;
    if (!this.#line.startsWith(`${" ".repeat(indent)}- `)) return this.#mapping(indent, depth + 1);
    return Array.from(this.#linesAt(indent, /^- /), () => this.#restOfLine(depth + 1));
  }

  /** Parse a value that fills the rest of the line. */
  #restOfLine(depth) {
    const value = this.#value(depth, PLAIN_IN_BLOCK);
    if (this.#rest) this.#fail("The value ends before the line does.");
    this.#at += 1;
    return value;
  }

  /** Parse a value of any type; `plain` matches unquoted text. */
  #value(depth, plain) {
    this.#count(depth);
    if (this.#rest.startsWith('"')) return this.#unquote(this.#take(QUOTED));
    if (this.#rest.startsWith("[")) return this.#flowItems("]", () => this.#value(depth + 1, PLAIN_IN_FLOW));
    if (this.#rest.startsWith("{")) {
      return Object.fromEntries(this.#flowItems("}", () => this.#flowPair(depth + 1)));
    }
    return this.#take(plain);
  }

  #flowPair(depth) {
    return [this.#key(this.#take(KEY_IN_FLOW)), this.#value(depth, PLAIN_IN_FLOW)];
  }

  /** Parse what is between two brackets. */
  #flowItems(end, parseItem) {
    const items = [];
    this.#take(/^./u);
    while (!this.#rest.startsWith(end)) {
      if (items.length) this.#take(/^, /u);
      items.push(parseItem());
    }
    this.#take(/^./u);
    return items;
  }

  /** Remove a match from the start of the line; return it, or its group. */
  #take(pattern) {
    const match = pattern.exec(this.#rest) ?? this.#fail("The value cannot be read.");
    this.#rest = this.#rest.slice(match[0].length);
    return match[1] ?? match[0];
  }

  #key(text) {
    this.#count(0);
    const key = text.startsWith('"') ? this.#unquote(text) : text;
    if (key === "<<" || text.length > MAX_KEY_LENGTH) this.#fail("This is not a key.");
    return key;
  }

  #unquote(text) {
    const toJson = (escape, code) => (code ? String.fromCodePoint(Number.parseInt(code, 16)) : escape);
    try {
      const value = JSON.parse(text.replace(/\\(?:U([0-9A-F]{8})|.)/gu, toJson));
      if (!this.#hidden.test(value)) return value;
    } catch {
      // an escape that the formatter never writes
    }
    return this.#fail("The quoted text cannot be read.");
  }

  #count(depth) {
    if (depth > this.#limits.depth) this.#fail("Lists and mappings are nested too deeply.");
    if ((this.#values += 1) > this.#limits.values) this.#fail("The file has too many values.");
  }
}
