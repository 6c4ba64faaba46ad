/** Undoes hooks/catalog/search/packing.py: numbers and words from short text. */

const BASE = 45;

/** Numbers, written one after the other. */
export function numbers(text) {
  const found = new Uint32Array(text.length);
  let count = 0;
  let lead = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const digit = code - (code > 92 ? 36 : 35); // the backslash is no digit
    if (digit < BASE) {
      found[count++] = lead * BASE + digit;
      lead = 0;
    } else {
      lead = lead * BASE + digit - BASE + 1;
    }
  }
  return found.slice(0, count);
}

/** Lists of numbers, each written after its length: list `at` is `values` from `starts[at]` to `starts[at + 1]`. */
export function lists(text) {
  const written = numbers(text);
  const starts = [0];
  let kept = 0;
  for (let at = 0; at < written.length; ) {
    const length = written[at++];
    written.copyWithin(kept, at, at + length);
    at += length;
    starts.push((kept += length));
  }
  return { values: written.slice(0, kept), starts: Uint32Array.from(starts) };
}

/** The lists of the other side: for each value, the rows that have it. */
export function inverted({ values, starts }, size) {
  const counts = new Uint32Array(size + 1);
  for (const value of values) counts[value + 1]++;
  for (let value = 0; value < size; value++) counts[value + 1] += counts[value];
  const next = counts.slice();
  const rows = new Uint32Array(values.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = starts[row]; at < starts[row + 1]; at++) rows[next[values[at]]++] = row;
  }
  return { values: rows, starts: counts };
}

/** One list of `lists`. */
export const list = ({ values, starts }, row) => values.subarray(starts[row], starts[row + 1]);

/** Texts, one a line. */
export const lines = (text) => (text === "" ? [] : text.split("\n"));

/** Words, each written without what it shares with the one before. */
export function words(text) {
  let before = "";
  return lines(text).map((line) => {
    const code = line.charCodeAt(0);
    before = before.slice(0, code - (code > 92 ? 36 : 35)) + line.slice(1);
    return before;
  });
}
