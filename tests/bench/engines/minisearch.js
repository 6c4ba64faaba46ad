/** MiniSearch over one compact file, with the folding, the weights and the counts that the site would give it. */

import MiniSearch from "/peers/minisearch.js";

const SLICE = 500; // papers that are added at once
const ALL_AT_ONCE = 2000;
const WEIGHTS = { names: 12, title: 6, authors: 5, venue: 3, year: 3, tags: 2 };
const SPELT = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae" };
const COMPOUND = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
const CAMEL = /(?<=\p{Ll}|\d)(?=\p{Lu})|(?<=\p{L})(?=\d)|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßøłđæ]/g, (letter) => SPELT[letter]);

/** Each word, its parts, and what the parts of a compound make together. */
function terms(text) {
  const found = [];
  for (const [compound] of text.matchAll(COMPOUND)) {
    const words = compound.split("-");
    if (words.length > 1) found.push(fold(words.join("")));
    for (const word of words) {
      found.push(fold(word));
      const parts = word.split(CAMEL);
      if (parts.length > 1) found.push(...parts.map(fold));
    }
  }
  return found;
}

/** The columns of catalog.json: texts, years and bits by row, and for each vocabulary the numbers of each row. */
async function load(base) {
  const data = await (await fetch(`${base}catalog.json`)).json();
  const lists = ({ names, rows }) => ({ names: names.split("\n"), rows });
  return {
    titles: data.titles.split("\n"),
    names: data.names.split("\n"),
    years: data.years,
    has: data.has,
    authors: lists(data.authors),
    venue: lists(data.venues),
    tag: lists(data.tags),
    category: lists(data.categories),
  };
}

const all = ({ names, rows }, row) => rows[row].map((number) => names[number]);

function value(data, row, field) {
  switch (field) {
    case "id": return row;
    case "names": return data.names[row];
    case "title": return data.titles[row];
    case "authors": return all(data.authors, row).join(" ");
    case "venue": return all(data.venue, row)[0];
    case "year": return String(data.years[row]);
    case "tags": return all(data.tag, row).join(" ");
  }
}

async function indexed(data) {
  const index = new MiniSearch({
    fields: Object.keys(WEIGHTS),
    extractField: (row, field) => value(data, row, field),
    tokenize: terms,
    processTerm: (term) => term,
  });
  const rows = data.titles.map((_, row) => row);
  if (rows.length <= ALL_AT_ONCE) index.addAll(rows);
  else await index.addAllAsync(rows, { chunkSize: SLICE });
  return index;
}

/** All words, the last of them perhaps not finished; if nothing has them all, any of them. */
function find(index, text) {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [];
  const joined = words.slice(1).map((word, at) => words[at] + word);
  if (words.length > 2) joined.push(words.join(""));
  const options = {
    boost: WEIGHTS,
    prefix: true,
    fuzzy: (term) => (term.length > 3 ? 0.2 : false),
    weights: { prefix: 0.3, fuzzy: 0.1 },
    tokenize: (list) => list.split(" "),
  };
  const exact = { prefix: false, fuzzy: false };
  const query = (combineWith) => ({
    combineWith: "OR",
    queries: [{ combineWith, queries: [words.join(" ")] }, { ...exact, queries: joined.length ? [joined.join(" ")] : [] }],
  });
  const found = index.search(query("AND"), options);
  return found.length ? found : index.search(query("OR"), options);
}

/** How many of the found papers each value of each facet has. */
function count(data, rows) {
  const counted = {};
  for (const name of ["category", "venue", "tag"]) {
    const counts = new Uint32Array(data[name].names.length);
    for (const row of rows) for (const number of data[name].rows[row]) counts[number]++;
    counted[name] = Object.fromEntries(data[name].names.map((value, at) => [value, counts[at]]).filter(([, some]) => some));
  }
  const years = {};
  const has = { code: 0, project: 0 };
  for (const row of rows) {
    years[data.years[row]] = (years[data.years[row]] ?? 0) + 1;
    if (data.has[row] & 1) has.code++;
    if (data.has[row] & 2) has.project++;
  }
  return { ...counted, year: years, has };
}

export async function open(base) {
  const data = await load(base);
  const index = await indexed(data);
  return {
    search(text) {
      const ids = find(index, text).map(({ id }) => id);
      return { ids, total: ids.length, facets: count(data, ids) };
    },
    paper: (row) => ({
      id: row, // the page of the benchmark knows the addresses
      title: data.titles[row],
      authors: all(data.authors, row).join(", "),
      venue: all(data.venue, row)[0],
      year: data.years[row],
    }),
  };
}
