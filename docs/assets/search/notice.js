/** Tells readers which words of a query papers lack, or have in another spelling. */

import { stem } from "./stem.js";

/** Return the notice about a ranking of rank.js, or "". `layers` are those of the engine. */
export function rankingNotice({ mode, matches, rows }, layers) {
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
  const lacks = ({ scores }, row) => !(scores[row] > 0);
  const missing = required.filter((match) => lacks(match, rows[0]));
  const isSame = rows.every((row) =>
    required.every((match) => lacks(match, row) === missing.includes(match)),
  );
  return isSame
    ? `Showing papers without ${quote(missing.map(wordText))}.`
    : "Showing papers with most of them.";
}

/** Return the term of a paper that a word was corrected to; null if the word is a form or prefix of it. */
function correction({ terms, typed }, row, layers) {
  const isInPaper = (text) =>
    layers.some((layer) => {
      const term = layer.termNumbers.get(text);
      return term !== undefined && layer.hasTerm(row, term);
    });
  const byCertainty = [...terms].sort(([, left], [, right]) => right - left);
  const [text] = byCertainty.find(([text]) => isInPaper(text)) ?? [];
  return text && !text.startsWith(typed) && stem(text) !== stem(typed) ? text : null;
}

const wordText = ({ word }) => word.parts.join("-");

const quote = (texts) => new Intl.ListFormat("en").format(texts.map((text) => `“${text}”`));
