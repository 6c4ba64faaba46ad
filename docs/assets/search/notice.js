/** Tells readers which words of a query papers lack, or have in another spelling. */

import { stem } from "./stem.js";

/** Return the notice about a ranking of rank.js, or "". `layers` are those of the engine. */
export function rankingNotice({ mode, matches, missing, rows }, layers) {
  if (mode === "abstract") return abstractNotice(missing, rows);
  const required = matches.filter(({ word }) => !word.optional);
  if (mode === "partial") return `No paper has all of these words. ${partialNotice(required, rows)}`;
  if (mode !== "fuzzy") return "";
  const corrections = required
    .map((match) => ({ match, term: correction(match, rows[0], layers) }))
    .filter(({ term }) => term !== null);
  if (!corrections.length) return "";
  const words = quote(corrections.map(({ match }) => wordText(match)));
  const terms = quote(corrections.map(({ term }) => term));
  return corrections.some(({ match }) => match.isKnown)
    ? `No paper has all of these words. Showing ${terms} instead of ${words}.`
    : `No results for ${words}. Showing ${terms} instead.`;
}

/** Name the words that the papers lack, if all lack the same. */
function partialNotice(required, rows) {
  const missing = missingWords(required, rows);
  return missing ? `Showing papers without ${quote(missing)}.` : "Showing papers with most of them.";
}

/** Name the words that the papers have in their abstracts only, if these are the same in all. */
function abstractNotice(required, rows) {
  const missing = missingWords(required, rows);
  return missing
    ? `Showing papers with ${quote(missing)} in the abstract.`
    : "Showing papers with some of these words in the abstract.";
}

/** Return the words that the papers lack, or null if not all lack the same. */
function missingWords(required, rows) {
  const lacks = ({ scores }, row) => !(scores[row] > 0);
  const missing = required.filter((match) => lacks(match, rows[0]));
  const isSame = rows.every((row) =>
    required.every((match) => lacks(match, row) === missing.includes(match)),
  );
  return isSame ? missing.map(wordText) : null;
}

/** Return the term of a paper that a word was corrected to; null if the word is a form or prefix of it. */
function correction({ terms, typed }, row, layers) {
  const isInPaper = (text) =>
    layers.some((layer) => {
      const term = layer.termNumbers.get(text);
      return term !== undefined && layer.hasTerm(row, term);
    });
  let best = "";
  for (const [text, certainty] of terms) {
    if (certainty > (terms.get(best) ?? 0) && isInPaper(text)) best = text;
  }
  return best && !best.startsWith(typed) && stem(best) !== stem(typed) ? best : null;
}

const wordText = ({ word }) => word.parts.join("-");

/** Join texts in quotes: `“a”, “b”, and “c”`. The first `Intl.ListFormat` would take a phone 50 ms. */
function quote(texts) {
  const quoted = texts.map((text) => `“${text}”`);
  if (quoted.length < 3) return quoted.join(" and ");
  return `${quoted.slice(0, -1).join(", ")}, and ${quoted.at(-1)}`;
}
