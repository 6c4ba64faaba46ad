/** Decoder for the formats of hooks/catalog/search/packing.py. */

const FINAL_DIGITS = 70;
const LEADING_DIGITS = 20;

/** Return the value of a digit; the alphabet skips the backslash. */
const digitValue = (code) => code - (code > 92 ? 36 : 35);

/** Decode a sequence of numbers. */
export function unpackNumbers(text) {
  const numbers = new Uint32Array(text.length);
  let count = 0;
  let lead = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = digitValue(text.charCodeAt(at));
    if (digit < FINAL_DIGITS) {
      numbers[count++] = lead * FINAL_DIGITS + digit;
      lead = 0;
    } else {
      lead = lead * LEADING_DIGITS + digit - FINAL_DIGITS + 1;
    }
  }
  return numbers.slice(0, count);
}

/**
 * Decode lists of numbers, each of which follows its length.
 *
 * Returns `{items, starts}`: list `row` is `items` from `starts[row]` to before `starts[row + 1]`.
 */
export function unpackLists(text) {
  const items = unpackNumbers(text);
  const starts = [0];
  let end = 0;
  for (let at = 0; at < items.length;) {
    const length = items[at++];
    items.copyWithin(end, at, at + length); // over the lengths
    at += length;
    starts.push((end += length));
  }
  return { items: items.slice(0, end), starts: Uint32Array.from(starts) };
}

/** Decode lists of ascending numbers, given as the gaps between them. */
export function unpackGaps(text) {
  const lists = unpackLists(text);
  const { items, starts } = lists;
  for (let row = 0; row + 1 < starts.length; row++) {
    let next = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) next = 1 + (items[at] += next);
  }
  return lists;
}

/** Return list `row` of some lists. */
export const listAt = ({ items, starts }, row) => items.subarray(starts[row], starts[row + 1]);

/** Invert lists whose items are below `size`: for each item, list the rows that contain it. */
export function invert({ items, starts }, size) {
  const itemStarts = new Uint32Array(size + 1);
  for (const item of items) itemStarts[item + 1]++;
  for (let item = 0; item < size; item++) itemStarts[item + 1] += itemStarts[item];
  const next = itemStarts.slice();
  const rows = new Uint32Array(items.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = starts[row]; at < starts[row + 1]; at++) rows[next[items[at]]++] = row;
  }
  return { items: rows, starts: itemStarts };
}

/** Resolve lists of numbers, in place: 0 is the next number from `next`, and others count from 1. */
export function resolveNext(lists, next = 0) {
  const { items } = lists;
  for (let at = 0; at < items.length; at++) items[at] = items[at] ? items[at] - 1 : next++;
  return lists;
}

/** Split a text into lines; an empty text has none. */
export const splitLines = (text) => (text === "" ? [] : text.split("\n"));

/** Decode front-coded words: each line starts with the number of letters shared with the word before. */
export function unpackWords(text) {
  let word = "";
  return splitLines(text).map((line) => {
    word = word.slice(0, digitValue(line.charCodeAt(0))) + line.slice(1);
    return word;
  });
}

/**
 * Decode texts. A generator, which yields between words and texts.
 *
 * Returns the `words` of all, and `rows`: for each text the numbers of its words, as `{items, starts}`.
 */
export function* unpackTexts({ words, once, rows }) {
  const frequent = unpackWords(words);
  const all = [...frequent, ...splitLines(once)];
  yield;
  return { words: all, rows: resolveNext(unpackLists(rows), frequent.length) };
}
