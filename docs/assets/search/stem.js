/** English words without their endings: `animating`, `animated` and `animation` have one stem. */

export const SHORTEST = 4; // letters of a word that has an ending

const ENDINGS = [
  [/(?<=\w{2})ies$/, "y"],
  [/(?<=(s|x|z|ch|sh))es$/, ""],
  [/(?<=\w{3}[^su])s$/, ""],
  [/(?<=\w{4})al$/, ""],
  [/(?<=\w{3})(ing|ed|ion|ive|or)$/, ""],
  [/([b-df-hj-np-rtv-z])\1$/, "$1"],
  [/(?<=\w{3})e$/, ""],
];

export function stem(word) {
  return word.length >= SHORTEST && /^[a-z]+$/.test(word) ? ENDINGS.reduce((rest, [ending, by]) => rest.replace(ending, by), word) : word;
}
