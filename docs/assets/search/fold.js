/** Text normalization and tokenization for search. */

/** Letters without a Unicode decomposition, and their folded form. */
const FOLDED_LETTERS = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ħ: "h",
  ı: "i",
  ŋ: "n",
  ŧ: "t",
};
const FOLDED_LETTER = new RegExp(`[${Object.keys(FOLDED_LETTERS).join("")}]`, "g");
const ASCII_WORD = /[a-z0-9]+/g;
const NON_ASCII = /\P{ASCII}/u;
const WORD = /[\p{L}\p{N}]+/gu;
const APOSTROPHE = /(?<=\p{L})['’](?=\p{L})/gu;

/** Matches scripts written without spaces, in which a substring may be a word. */
export const UNSPACED_SCRIPT = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff]/;

/** Alternative spellings that folding does not produce. */
const SPELLINGS = { ä: "ae", ö: "oe", ü: "ue", "+": "plus" };
export const RESPELLABLE = new RegExp(`[${Object.keys(SPELLINGS).join("")}]`, "gi");

/** Spell out umlauts and plus signs: `Zollhöfer` -> `zollhoefer`, `GeneFace++` -> `genefaceplusplus`. */
export const respell = (text) => text.toLowerCase().replace(RESPELLABLE, (letter) => SPELLINGS[letter]);

/** Lowercase a text and strip its accents: `Nießner` -> `niessner`, `Łukasz` -> `lukasz`. */
export function fold(text) {
  if (!NON_ASCII.test(text)) return text.toLowerCase();
  const stripped = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFC");
  return stripped.replace(FOLDED_LETTER, (letter) => FOLDED_LETTERS[letter]);
}

/** Split a text into folded words: `Audio-Driven` -> `audio`, `driven`. */
export function tokenize(text) {
  const folded = fold(/['’]/.test(text) ? text.replace(APOSTROPHE, "") : text);
  return folded.match(NON_ASCII.test(folded) ? WORD : ASCII_WORD) ?? [];
}

/** Fold a text and remove spaces and punctuation: `Lip-Sync`, `lip sync` and `lipsync` become equal. */
export const compact = (text) => tokenize(text).join("");
