/** Text as Python sees it: white space, quoting, and `fold` of hooks/catalog/utils/text.py. */

const NON_WORD = /[^a-z0-9]+/g;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const MAX_QUOTED_CHARACTERS = 80;
const MIN_SUGGESTION_SIMILARITY_PERCENT = 60;

/** Compile a pattern of the rules, to search with. */
export const toRegExp = ([source, flags], extraFlags = "") => new RegExp(source, flags + extraFlags);

/** Compile a pattern of the rules that must match a whole text. */
export const toFullRegExp = ([source, flags]) => new RegExp(`^(?:${source})$`, flags);

/** Count the Unicode characters of a text. */
export const countCharacters = (text) => [...text].length;

/** Quote a text for a message, as `quote` of hooks/catalog/documents/problems.py does. */
export function quote(text) {
  const characters = [...text];
  const isLong = characters.length > MAX_QUOTED_CHARACTERS;
  const excerpt = isLong ? `${characters.slice(0, MAX_QUOTED_CHARACTERS - 1).join("")}…` : text;
  const mark = excerpt.includes("'") && !excerpt.includes('"') ? '"' : "'";
  const escaped = excerpt.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`);
  return mark + escaped.replace(UNPRINTABLE, escapeCharacter) + mark;
}

const escapeCharacter = (char) => `\\u${char.codePointAt(0).toString(16).padStart(4, "0")}`;

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

/** Suggest the candidate nearest to a misspelled word; return `fallback` if none is near. */
export function didYouMean(word, candidates, fallback) {
  let [nearest, highest] = ["", 0];
  for (const candidate of candidates) {
    const score = similarity(word.toLowerCase(), candidate.toLowerCase());
    if (score > highest) [nearest, highest] = [candidate, score];
  }
  return highest >= MIN_SUGGESTION_SIMILARITY_PERCENT / 100 ? `Did you mean ${quote(nearest)}?` : fallback;
}

/** Folds texts by the table of `add/rules.json`, which knows Latin, Greek and Cyrillic letters. */
export class TextFolding {
  #spaces;
  #table = new Map();

  constructor({ patterns, letters }) {
    this.#spaces = new RegExp(`${patterns.space[0]}+`, patterns.space[1]);
    for (const [start, texts] of letters) {
      for (const [at, text] of texts.split("\t").entries()) this.#table.set(start + at, text);
    }
  }

  /** Split a text at white space, as Python's `str.split` does. */
  split(text) {
    return text.split(this.#spaces).filter(Boolean);
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
