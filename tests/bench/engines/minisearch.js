/** MiniSearch over one compact file, with folding, weights and facet counts as on the site. */

import MiniSearch from "/peers/minisearch.js";

const CHUNK_PAPERS = 500;
const MAX_UNCHUNKED_PAPERS = 2000;
const WEIGHTS = { names: 12, title: 6, authors: 5, venue: 3, year: 3, tags: 2 };
const FOLDED_LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae" };
const COMPOUND = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
const CAMEL = /(?<=\p{Ll}|\d)(?=\p{Lu})|(?<=\p{L})(?=\d)|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøłđæ]/g, (letter) => FOLDED_LETTERS[letter]);

/** Return each word, its parts, and the joined parts of compounds. */
function tokenize(text) {
  const terms = [];
  for (const [compound] of text.matchAll(COMPOUND)) {
    const words = compound.split("-");
    if (words.length > 1) terms.push(fold(words.join("")));
    for (const word of words) {
      terms.push(fold(word));
      const parts = word.split(CAMEL);
      if (parts.length > 1) terms.push(...parts.map(fold));
    }
  }
  return terms;
}

/** Load the columns of catalog.json: texts, years and bits, and the rows of each vocabulary. */
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

const namesOf = ({ names, rows }, row) => rows[row].map((number) => names[number]);

function value(data, row, field) {
  switch (field) {
    case "id":
      return row;
    case "names":
      return data.names[row];
    case "title":
      return data.titles[row];
    case "authors":
      return namesOf(data.authors, row).join(" ");
    case "venue":
      return namesOf(data.venue, row)[0];
    case "year":
      return String(data.years[row]);
    case "tags":
      return namesOf(data.tag, row).join(" ");
  }
}

async function buildIndex(data) {
  const index = new MiniSearch({
    fields: Object.keys(WEIGHTS),
    extractField: (row, field) => value(data, row, field),
    tokenize,
    processTerm: (term) => term,
  });
  const rows = data.titles.map((_, row) => row);
  if (rows.length <= MAX_UNCHUNKED_PAPERS) index.addAll(rows);
  else await index.addAllAsync(rows, { chunkSize: CHUNK_PAPERS });
  return index;
}

/** Search for all words, the last perhaps incomplete; if no paper has all of them, for any. */
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
    queries: [
      { combineWith, queries: [words.join(" ")] },
      { ...exact, queries: joined.length ? [joined.join(" ")] : [] },
    ],
  });
  const hits = index.search(query("AND"), options);
  return hits.length ? hits : index.search(query("OR"), options);
}

/** Count the values of each facet among some papers. */
function countFacets(data, rows) {
  const facets = {};
  for (const name of ["category", "venue", "tag"]) {
    const counts = new Uint32Array(data[name].names.length);
    for (const row of rows) for (const number of data[name].rows[row]) counts[number]++;
    const entries = data[name].names.map((value, at) => [value, counts[at]]);
    facets[name] = Object.fromEntries(entries.filter(([, count]) => count));
  }
  const years = {};
  const has = { code: 0, project: 0 };
  for (const row of rows) {
    years[data.years[row]] = (years[data.years[row]] ?? 0) + 1;
    if (data.has[row] & 1) has.code++;
    if (data.has[row] & 2) has.project++;
  }
  return { ...facets, year: years, has };
}

export async function open(base) {
  const data = await load(base);
  const index = await buildIndex(data);
  return {
    search(text) {
      const ids = find(index, text).map(({ id }) => id);
      return { ids, total: ids.length, facets: countFacets(data, ids) };
    },
    paper: (row) => ({
      id: row, // tests/bench/search.py maps rows to ids
      title: data.titles[row],
      authors: namesOf(data.authors, row).join(", "),
      venue: namesOf(data.venue, row)[0],
      year: data.years[row],
    }),
  };
}
