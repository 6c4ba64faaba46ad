/** Years in queries: `2024`, `since 2024`, `2023-25`, `>2023`. See hooks/catalog/queries/years.py. */

const YEAR = /^(?:19|20)\d\d$/;
const YEAR_RANGE = /^((?:19|20)\d\d)?\s*(?:\.\.|-|\/|–|—)\s*((?:19|20)\d\d|(?<=\d.)\d\d)?$/;
const COMPARISON = /^(?:(>=|<=|>|<)((?:19|20)\d\d)|((?:19|20)\d\d)\+)$/;

/** Return the canonical value of a filter by year, `2020..2022`; null if the text is none. */
export function canonicalYears(value) {
  if (YEAR.test(value)) return value;
  const comparison = COMPARISON.exec(value);
  if (comparison) {
    const [, sign, compared, least] = comparison;
    if (least) return `${least}..`;
    const year = Number(compared);
    return { ">": `${year + 1}..`, ">=": `${year}..`, "<": `..${year - 1}`, "<=": `..${year}` }[sign];
  }
  const [match, from = "", end = ""] = YEAR_RANGE.exec(value) ?? [];
  if (!match || !(from || end)) return null;
  const to = end.length === 2 ? from.slice(0, 2) + end : end;
  if (to !== end && to <= from) return null; // 2020-12 is a month
  const [first, last] = from && to && from > to ? [to, from] : [from, to];
  return first === last ? first : `${first}..${last}`;
}

/** Return the first and last year of a filter's value; null if it is malformed. */
export function parseYears(value) {
  const years = canonicalYears(value);
  if (years === null) return null;
  const [from, to = from] = years.split("..");
  return [Number(from || 0), Number(to || 9999)];
}

/**
 * Read an expression of several words at a position.
 *
 * `words` are the plain words of a query, null for a clause that is none; `grammar` is that of the index.
 * Returns the canonical range and the position after the expression, or null.
 */
export function readYears(words, at, grammar) {
  const { year_words: yearWords, year_tails: yearTails, range_words: rangeWords } = grammar;
  const word = words[at] ?? "";
  const year = (position) => (YEAR.test(words[position] ?? "") ? words[position] : null);
  for (const [start, joints] of Object.entries(rangeWords)) {
    if (start && word !== start) continue;
    const first = at + (start ? 1 : 0);
    const [from, to] = [year(first), year(first + 2)];
    if (!from || !to || !joints.includes(words[first + 1] ?? "")) continue;
    const [low, high] = from > to ? [to, from] : [from, to];
    return [low === high ? low : `${low}..${high}`, first + 3];
  }
  const maxWords = grammar.limits.year_words;
  for (let size = maxWords; size >= 0; size--) {
    const template = size ? valueOf(yearWords, words, at, size) : "{0}";
    const value = year(at + size);
    if (!template || !value) continue;
    const end = at + size + 1;
    for (let tail = maxWords; tail > 0; tail--) {
      const after = valueOf(yearTails, words, end, tail);
      if (after) return [fill(after, value), end + tail];
    }
    return [fill(template, value), end];
  }
  const value = word ? canonicalYears(word) : null;
  return value ? [value, at + 1] : null;
}

/** Return the value of some words in a row; undefined if there is none. */
function valueOf(values, words, at, size) {
  const row = words.slice(at, at + size);
  const text = row.length === size && row.every(Boolean) ? row.join(" ") : "";
  return Object.hasOwn(values, text) ? values[text] : undefined;
}

/** Fill a range of years with a year, and numbers of years added to it. */
const fill = (template, year) =>
  template.replace(/\{(-?\d)\}/g, (_, step) => String(Number(year) + Number(step)));
