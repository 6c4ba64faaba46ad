/** The form in which texts are compared: lower case, no accents, letters that do not decompose spelt out. */

const SPELT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ħ: "h", ı: "i", ŋ: "n", ŧ: "t" };
const SPELT_LETTER = new RegExp(`[${Object.keys(SPELT).join("")}]`, "g");
const PLAIN_WORD = /[a-z0-9]+/g;
const BEYOND_ASCII = /[^\x00-\x7f]/;
const WORD = /[\p{L}\p{N}]+/gu;
const APOSTROPHE = /(?<=\p{L})['’](?=\p{L})/gu;

/** Letters that are written without spaces: a part of such a word is as good as a word. */
export const UNSPACED = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff]/;

const SAID = { ä: "ae", ö: "oe", ü: "ue", "+": "plus" };
export const SPOKEN = new RegExp(`[${Object.keys(SAID).join("")}]`, "gi");

/** Letters and signs as they are spelt out: `Zollhöfer` is `zollhoefer`, too, and `GeneFace++` is `genefaceplusplus`. */
export const spelt = (text) => text.toLowerCase().replace(SPOKEN, (letter) => SAID[letter]);

/** A text, folded: `Nießner` is `niessner`, `Łukasz` is `lukasz`. */
export function fold(text) {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFC");
  return plain.replace(SPELT_LETTER, (letter) => SPELT[letter]);
}

/** The words of a text, folded: `Audio-Driven` has two. */
export function words(text) {
  const folded = fold(/['’]/.test(text) ? text.replace(APOSTROPHE, "") : text);
  return folded.match(BEYOND_ASCII.test(folded) ? WORD : PLAIN_WORD) ?? [];
}

/** A text without spaces and signs: `Lip-Sync`, `lip sync` and `lipsync` are the same. */
export const compact = (text) => words(text).join("");
