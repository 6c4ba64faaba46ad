/** Words that differ in a letter or two: wrong, missing, doubled or exchanged ones. */

const LONGEST = 40; // letters; longer words are no slips of the finger
const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 4));

/** How many slips a word may have, by its length: short words would be anything else. */
export const slips = (word) => (word.length < 4 || word.length > LONGEST ? 0 : word.length < 8 ? 1 : 2);

/**
 * The slips between a typed word and a term, or `most + 1` if there are more than `most`, which is at most 3.
 * With `open`, the term may go on: `pupet` is one slip from the beginning of `puppetry`.
 * Edit distance with exchanges of neighbours (optimal string alignment), in three rows.
 */
export function distance(typed, term, most, open = false) {
  const width = Math.min(term.length, typed.length + most);
  if (typed.length > LONGEST || width < typed.length - most || (!open && term.length > width)) return most + 1;
  let [before, above, row] = rows;
  for (let j = 0; j <= width; j++) above[j] = j;
  for (let i = 1; i <= typed.length; i++) {
    let least = (row[0] = i);
    for (let j = 1; j <= width; j++) {
      let cost = above[j - 1] + (typed[i - 1] === term[j - 1] ? 0 : 1);
      if (above[j] < cost) cost = above[j] + 1;
      if (row[j - 1] < cost) cost = row[j - 1] + 1;
      const exchanged = i > 1 && j > 1 && typed[i - 1] === term[j - 2] && typed[i - 2] === term[j - 1];
      if (exchanged && before[j - 2] < cost) cost = before[j - 2] + 1;
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, above, row] = [above, row, before];
  }
  let found = above[width];
  if (open) for (let j = 0; j < width; j++) if (above[j] < found) found = above[j];
  return Math.min(found, most + 1);
}
