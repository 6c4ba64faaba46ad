/** MiniSearch over one compact file, with folding, weights and facet counts as on the site. */

import MiniSearch from "/peers/minisearch.js";

const CHUNK_PAPERS = 500;
const MAX_UNCHUNKED_PAPERS = 2000;
const FACETS = ["venue", "tag", "category", "has", "dataset", "license"];
const WEIGHTS = {
  names: 12,
  title: 6,
  authors: 5,
  venue: 5,
  year: 5,
  tag: 4,
  dataset: 4,
  category: 1,
  has: 3,
  license: 3,
  fullNames: 1,
  summary: 1,
};
const STOP_WORDS = new Set(
  "a al an and are as at by et for from in is its of on or the their to using via with".split(" "),
); // of docs/assets/search/query.js
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

/** Load the columns of catalog.json: texts, years, and the rows of each vocabulary. */
async function load(base) {
  const data = await (await fetch(`${base}catalog.json`)).json();
  const facets = Object.fromEntries(FACETS.map((name) => [name, decodeLists(data.facets[name])]));
  return {
    titles: data.titles.split("\n"),
    names: data.names.split("\n"),
    summaries: data.summaries.split("\n"),
    years: data.years,
    authors: decodeLists(data.authors),
    facets,
  };
}

/** Decode a vocabulary: the name of each value, all its short names, its full name, and the values by row. */
function decodeLists({ names, fullNames, rows }) {
  const allNames = names.split("\n");
  return {
    names: allNames.map((line) => line.split("\t")[0]),
    allNames,
    fullNames: fullNames.split("\n"),
    rows,
  };
}

const textsOf = (texts, rows, row) => rows[row].map((number) => texts[number] ?? "");
const namesOf = ({ names, rows }, row) => textsOf(names, rows, row);

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
    case "year":
      return String(data.years[row]);
    case "summary":
      return data.summaries[row];
    case "fullNames":
      return Object.values(data.facets)
        .flatMap(({ fullNames, rows }) => textsOf(fullNames, rows, row))
        .join(" ");
    default: {
      const { allNames, rows } = data.facets[field];
      return textsOf(allNames, rows, row).join(" ");
    }
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
  let words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.some((word) => !STOP_WORDS.has(word))) words = words.filter((word) => !STOP_WORDS.has(word));
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
  for (const [name, { names, rows: values }] of Object.entries(data.facets)) {
    const counts = new Uint32Array(names.length);
    for (const row of rows) for (const number of values[row]) counts[number]++;
    const entries = names.map((value, at) => [value, counts[at]]);
    facets[name] = Object.fromEntries(entries.filter(([, count]) => count));
  }
  const years = {};
  for (const row of rows) years[data.years[row]] = (years[data.years[row]] ?? 0) + 1;
  return { ...facets, year: years };
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
      id: row, // tests/bench/quality.py maps rows to ids
      title: data.titles[row],
      authors: namesOf(data.authors, row).join(", "),
      venue: namesOf(data.facets.venue, row)[0],
      year: data.years[row],
    }),
  };
}
