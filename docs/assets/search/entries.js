/** Search for everything but papers: lists, datasets, metrics and pages. A linear scan: they are few. */

import { fetchJson } from "./engine.js";
import { compact, tokenize } from "./fold.js";
import { checkFormat } from "./index.js";

// Scores of one word of a query.
const IN_TITLE = 3;
const WHOLE_TITLE_WORD = 2;

const EXACT_TITLE = 8; // for the whole query

/** Load the entries from search/others.json, with their words. */
export async function loadEntries(base) {
  const { entries } = checkFormat(await fetchJson(new URL("search/others.json", base)));
  return entries.map(([kind, title, href, about, text]) => ({
    kind,
    title,
    href,
    about,
    titleWords: tokenize(title),
    words: tokenize(`${title} ${about} ${text}`),
  }));
}

/**
 * Return the entries with all words of a parsed query, by kind: the best first, at most `limit` of each.
 * If none has them all, those that the names in the query mean: the dataset and the tag of "mead emotion".
 */
export function searchEntries(entries, query, limit) {
  const required = query.words.filter(({ optional }) => !optional).flatMap(({ parts }) => parts);
  const words = [...required, ...query.phrases.flat(), ...query.names.flat()];
  const namesEntry = (name) => entries.filter(({ titleWords }) => isSame(titleWords, name));
  const named = query.names.flatMap(namesEntry);
  if (!words.length || query.filters.length > query.names.length) return groupByKind(named, limit);
  const typed = compact(query.text);
  const ranked = entries
    .map((entry) => ({ entry, score: entryScore(entry, words, typed) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score);
  return groupByKind(ranked.length ? ranked.map(({ entry }) => entry) : named, limit);
}

const isSame = (words, others) => words.join("") === others.join("");

function groupByKind(entries, limit) {
  const byKind = new Map();
  for (const entry of entries) {
    const hits = byKind.get(entry.kind) ?? byKind.set(entry.kind, []).get(entry.kind);
    if (hits.length < limit) hits.push(entry);
  }
  return byKind;
}

/** Score an entry for the words of a query, and for all of it as typed: 0 if it lacks any. */
function entryScore({ kind, titleWords, words }, queryWords, typed) {
  let score = 0;
  let hits = 0; // in the title
  for (const queryWord of queryWords) {
    const isInTitle = titleWords.some((word) => word.startsWith(queryWord));
    if (!isInTitle && !words.some((word) => word.startsWith(queryWord))) return 0;
    hits += isInTitle;
    score += 1 + (isInTitle ? IN_TITLE : 0) + (titleWords.includes(queryWord) ? WHOLE_TITLE_WORD : 0);
  }
  if (kind === "page" && !hits) return 0; // pages mention many things
  const bonus = titleWords.join("") === typed ? EXACT_TITLE : 0;
  return bonus + score / (titleWords.length || 1) + score / 8; // short titles first, but not at any price
}
