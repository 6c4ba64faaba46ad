/** Words that differ in a letter or two: wrong, missing, doubled or exchanged ones. */

/** How many slips a word may have, by its length: short words would be anything else. */
export const slips = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * The slips between a typed word and a term, or `most + 1` if there are more.
 * With `open`, the term may go on: `pupet` is one slip from the beginning of `puppetry`.
 * Edit distance with exchanges of neighbours (optimal string alignment), in three rows.
 */
export function distance(typed, term, most, open = false) {
  const width = Math.min(term.length, typed.length + most);
  if (width < typed.length - most || (!open && term.length > width)) return most + 1;
  let before = new Uint8Array(width + 1);
  let above = Uint8Array.from({ length: width + 1 }, (_, at) => at);
  let row = new Uint8Array(width + 1);
  for (let i = 1; i <= typed.length; i++) {
    let least = (row[0] = i);
    for (let j = 1; j <= width; j++) {
      let cost = above[j - 1] + (typed[i - 1] === term[j - 1] ? 0 : 1);
      cost = Math.min(cost, above[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && typed[i - 1] === term[j - 2] && typed[i - 2] === term[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, above, row] = [above, row, before];
  }
  return open ? above.reduce((least, cost) => Math.min(least, cost)) : above[width];
}
