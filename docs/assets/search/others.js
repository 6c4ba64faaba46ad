/** What is found beside papers: lists, datasets, metrics and pages. They are few, so each question reads them all. */

import { fetchJson } from "./engine.js";
import { compact, words } from "./fold.js";
import { checked } from "./index.js";

const TITLE = 3;
const EXACT = 2;
const SAME = 8;

/** Fetch and prepare them. */
export async function openOthers(base) {
  const { entries } = checked(await fetchJson(new URL("search/others.json", base)));
  return entries.map(([kind, title, href, about, text]) => ({ kind, title, href, about, names: words(title), words: words(`${title} ${about} ${text}`) }));
}

/** The entries that have every word of a query, the best of each kind first, at most `most` of a kind. */
export function findOthers(entries, query, most) {
  const asked = [...query.words.filter(({ optional }) => !optional).flatMap(({ parts }) => parts), ...query.phrases.flat()];
  if (!asked.length || query.filters.length) return new Map();
  const typed = compact(query.text);
  const ranked = entries
    .map((entry) => ({ entry, worth: worth(entry, asked) + (entry.names.join("") === typed ? SAME : 0) }))
    .filter(({ worth }) => worth > 0)
    .sort((one, other) => other.worth - one.worth);
  const found = new Map();
  for (const { entry } of ranked) {
    const kind = found.get(entry.kind) ?? found.set(entry.kind, []).get(entry.kind);
    if (kind.length < most) kind.push(entry);
  }
  return found;
}

/** What an entry is worth for some words; nothing if it lacks one of them. */
function worth({ names, words: all }, asked) {
  let sum = 0;
  for (const word of asked) {
    const inTitle = names.some((name) => name.startsWith(word));
    if (!inTitle && !all.some((one) => one.startsWith(word))) return 0;
    sum += 1 + (inTitle ? TITLE : 0) + (names.includes(word) ? EXACT : 0);
  }
  return sum / (names.length || 1) + sum / 8;
}
