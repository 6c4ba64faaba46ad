/** Edit distance between a typed word and a term. */

const MAX_LETTERS = 40; // longer words are not typing errors
const rows = [0, 1, 2].map(() => new Uint8Array(MAX_LETTERS + 4));

/** Return how many typos to allow in a word. Short words get none: they would match anything. */
export function maxTypos(word) {
  if (word.length < 4 || word.length > MAX_LETTERS) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * Return the edit distance between a typed word and a term, or `limit + 1` if it exceeds `limit` (at most 3).
 *
 * Swapped neighbors are one edit (optimal string alignment). With `asPrefix`, the term may continue after the
 * word: `pupet` is one edit from `puppetry`. Keeps only three rows of the matrix.
 */
export function editDistance(word, term, limit, asPrefix = false) {
  const width = Math.min(term.length, word.length + limit);
  const isTooLong = word.length > MAX_LETTERS || (!asPrefix && term.length > width);
  if (isTooLong || width < word.length - limit) return limit + 1;
  let [previous, above, row] = rows;
  for (let j = 0; j <= width; j++) above[j] = j;
  for (let i = 1; i <= word.length; i++) {
    let rowMin = (row[0] = i);
    for (let j = 1; j <= width; j++) {
      let cost = above[j - 1] + (word[i - 1] === term[j - 1] ? 0 : 1);
      if (above[j] < cost) cost = above[j] + 1;
      if (row[j - 1] < cost) cost = row[j - 1] + 1;
      const isSwap = i > 1 && j > 1 && word[i - 1] === term[j - 2] && word[i - 2] === term[j - 1];
      if (isSwap && previous[j - 2] < cost) cost = previous[j - 2] + 1;
      row[j] = cost;
      if (cost < rowMin) rowMin = cost;
    }
    if (rowMin > limit) return limit + 1;
    [previous, above, row] = [above, row, previous];
  }
  let distance = above[width];
  if (asPrefix) for (let j = 0; j < width; j++) if (above[j] < distance) distance = above[j];
  return Math.min(distance, limit + 1);
}
