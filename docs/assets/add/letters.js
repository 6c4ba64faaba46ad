/** Texts as Python sees them: its white space, its printed form, and `fold` of hooks/catalog/utils/text.py by the table of the rules. */

const ASCII_WORDS = /[^a-z0-9]+/g;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const QUOTED = 80; // characters of a text that a message shows
const LIKE = 60; // percent of equal letters from which a word may have been meant

/** A pattern of the rules, to search with. */
export const pattern = ([source, flags], more = "") => new RegExp(source, flags + more);

/** A pattern that a whole text must match. */
export const whole = ([source, flags]) => new RegExp(`^(?:${source})$`, flags);

/** How many characters of Unicode a text has. */
export const length = (text) => [...text].length;

/** Found text as it can be printed: see `quote` of hooks/catalog/documents/problems.py. */
export function quote(text) {
  const characters = [...text];
  const shown = characters.length > QUOTED ? `${characters.slice(0, QUOTED - 1).join("")}…` : text;
  const sign = shown.includes("'") && !shown.includes('"') ? '"' : "'";
  const escaped = shown.replaceAll("\\", "\\\\").replaceAll(sign, `\\${sign}`);
  return sign + escaped.replace(UNPRINTABLE, (one) => `\\u${one.codePointAt(0).toString(16).padStart(4, "0")}`) + sign;
}

/** How like two texts are, from 0 to 1: twice the letters of their longest common part, by all letters. */
export function likeness(one, other) {
  const [a, b] = [[...one], [...other]];
  let row = new Uint16Array(b.length + 1);
  for (const letter of a) {
    const next = new Uint16Array(b.length + 1);
    for (let at = 0; at < b.length; at++) next[at + 1] = letter === b[at] ? row[at] + 1 : Math.max(row[at + 1], next[at]);
    row = next;
  }
  const all = a.length + b.length;
  return all ? 1 - (all - 2 * row[b.length]) / all : 1;
}

/** A hint that names the known word nearest to a misspelt one, or `otherwise` if none is near. */
export function didYouMean(word, known, otherwise) {
  const [best, score] = known.reduce(
    (found, name) => {
      const like = likeness(word.toLowerCase(), name.toLowerCase());
      return like > found[1] ? [name, like] : found;
    },
    ["", 0],
  );
  return score >= LIKE / 100 ? `Did you mean ${quote(best)}?` : otherwise;
}

export class Letters {
  #spaces;
  #folded = new Map();

  constructor({ patterns, letters }) {
    this.#spaces = new RegExp(`${patterns.space[0]}+`, patterns.space[1]);
    for (const [start, texts] of letters) {
      for (const [at, text] of texts.split("\t").entries()) this.#folded.set(start + at, text);
    }
  }

  /** The words of a text, as Python's `split` finds them. */
  split(text) {
    return text.split(this.#spaces).filter(Boolean);
  }

  /** The form in which texts are compared. For a letter that the table lacks, `otherwise`; if that is null, the answer is null. */
  fold(text, otherwise = null) {
    let found = "";
    for (const char of text) {
      const code = char.codePointAt(0);
      const plain = code < 128 ? char.toLowerCase() : (this.#folded.get(code) ?? otherwise);
      if (plain === null) return null;
      found += plain;
    }
    return found.replace(ASCII_WORDS, " ").trim();
  }

  /** The form in which a text stands in an address; letters that the table lacks are left out. */
  slug(text) {
    return this.fold(text.replaceAll("+", " plus "), " ").replaceAll(" ", "-");
  }
}
