/** Text as Python sees it: white space, characters, and `fold` of hooks/catalog/utils/text.py. */

const NON_WORD = /[^a-z0-9]+/g;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Compile a pattern of the rules, to search with. */
export const toRegExp = ([source, flags], extraFlags = "") => new RegExp(source, flags + extraFlags);

/** Compile a pattern of the rules that must match the start of a text. */
export const toStartRegExp = ([source, flags]) => new RegExp(`^(?:${source})`, flags);

/** Compile a pattern of the rules that must match a whole text. */
export const toFullRegExp = ([source, flags]) => new RegExp(`^(?:${source})$`, flags);

/** Count the Unicode characters of a text. */
export const countCharacters = (text) => [...text].length;

/** Test whether all letters of a text that have a case are capitals, as Python's `str.isupper`. */
export const isUpper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);

/** Test whether a text has a character that Python's `repr` escapes. */
export const isUnprintable = (text) => UNPRINTABLE.test(text);

/** Return how similar two texts are, 0 to 1: twice their longest common subsequence by the sum of lengths. */
export function similarity(first, second) {
  const [a, b] = [[...first], [...second]];
  let row = new Uint16Array(b.length + 1);
  for (const char of a) {
    const next = new Uint16Array(b.length + 1);
    for (let at = 0; at < b.length; at++) {
      next[at + 1] = char === b[at] ? row[at] + 1 : Math.max(row[at + 1], next[at]);
    }
    row = next;
  }
  const total = a.length + b.length;
  return total ? 1 - (total - 2 * row[b.length]) / total : 1;
}

/** Folds texts by the table of `add/rules.json`, which knows Latin, Greek and Cyrillic letters. */
export class TextFolding {
  #spaces;
  #table = new Map();

  constructor({ patterns, letters }) {
    this.#spaces = toRegExp(patterns.space);
    for (const [start, texts] of letters) {
      for (const [at, text] of texts.split("\t").entries()) this.#table.set(start + at, text);
    }
  }

  /** Split a text at white space, as Python's `str.split` does. */
  split(text) {
    return text.split(this.#spaces).filter(Boolean);
  }

  /** Remove white space around a text, as Python's `str.strip` does. */
  strip(text) {
    const words = this.split(text);
    if (!words.length) return "";
    return text.slice(text.indexOf(words[0]), text.lastIndexOf(words.at(-1)) + words.at(-1).length);
  }

  /**
   * Fold a text to the form in which texts are compared.
   *
   * Characters missing from the table become `substitute`; without one, the result is null.
   */
  fold(text, substitute = null) {
    let folded = "";
    for (const char of text) {
      const code = char.codePointAt(0);
      const plain = code < 128 ? char.toLowerCase() : (this.#table.get(code) ?? substitute);
      if (plain === null) return null;
      folded += plain;
    }
    return folded.replace(NON_WORD, " ").trim();
  }

  /** Return the form of a text in a URL, without the characters missing from the table. */
  slug(text) {
    return this.fold(text.replaceAll("+", " plus "), " ").replaceAll(" ", "-");
  }
}
