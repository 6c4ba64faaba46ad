/** Messages and hints: the templates of the rules, filled as in hooks/catalog/documents/wording.py. */

import { isUnprintable, similarity } from "./text.js";

const PLACEHOLDER = /\{([a-z_]+)\}/g;
const ESCAPES = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Replace the placeholders of a template. */
export const fill = (template, values) => template.replace(PLACEHOLDER, (_, name) => values[name]);

/** Return a text in quotes, with unprintable characters escaped, as Python's `repr`. */
export function repr(text) {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = Array.from(text, (char) => {
    if (char === "\\" || char === mark) return `\\${char}`;
    return isUnprintable(char) ? (ESCAPES[char] ?? escapeCode(char.codePointAt(0))) : char;
  });
  return mark + escaped.join("") + mark;
}

function escapeCode(code) {
  const [letter, digits] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).padStart(digits, "0")}`;
}

/** Makes problems of violations: `[path, rule, variant, values]`. */
export class Messages {
  #rules;
  #limits;
  #phrases;

  constructor({ rules, limits, phrases }) {
    this.#rules = rules;
    this.#limits = limits;
    this.#phrases = phrases;
  }

  /** Return the problem of a violation: `{rule, severity, path, message, hint}`. */
  problem([path, rule, variant, values = {}]) {
    const { severity, wordings } = this.#rules[rule];
    const [message, hint] = wordings[variant].map((template) => fill(template, values));
    return { rule, severity, path, message, hint };
  }

  /** Quote a text for a message; cut a long one. */
  quote(text) {
    const characters = [...text];
    const isLong = characters.length > this.#limits.quote;
    return repr(isLong ? `${characters.slice(0, this.#limits.quote - 1).join("")}…` : text);
  }

  /** Return the type of a value in words. */
  describeType(value) {
    if (typeof value === "string") return this.#phrases.text;
    return Array.isArray(value) ? this.#phrases.list : this.#phrases.mapping;
  }

  /** Return the words for an arXiv ID or a DOI, and for a link to one. */
  describeIdentifier(field) {
    return { identifier: this.#phrases[field], link: this.#phrases[`${field}_link`] };
  }

  /** Return the candidate nearest to a misspelled word, or null. */
  findSimilar(word, candidates) {
    let [nearest, highest] = [null, 0];
    for (const candidate of candidates) {
      const score = similarity(word.toLowerCase(), candidate.toLowerCase());
      if (score > highest) [nearest, highest] = [candidate, score];
    }
    return highest >= this.#limits.suggestion_similarity / 100 ? nearest : null;
  }
}
