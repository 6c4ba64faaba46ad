/** A light English stemmer: `animating`, `animated` and `animation` share a stem. */

export const MIN_STEMMED_LETTERS = 4;

/** Suffixes and their replacements, applied in order. */
const SUFFIXES = [
  [/(?<=\w{2})ies$/, "y"],
  [/(?<=(s|x|z|ch|sh))es$/, ""],
  [/(?<=\w{3}[^su])s$/, ""],
  [/(?<=\w{4})al$/, ""],
  [/(?<=\w{3})(ing|ed|ion|ive|or)$/, ""],
  [/([b-df-hj-np-rtv-z])\1$/, "$1"],
  [/(?<=\w{3})e$/, ""],
];

/** Return the stem of a folded word; short words and words with digits or other scripts are unchanged. */
export function stem(word) {
  if (word.length < MIN_STEMMED_LETTERS || !/^[a-z]+$/.test(word)) return word;
  return SUFFIXES.reduce((rest, [suffix, replacement]) => rest.replace(suffix, replacement), word);
}
