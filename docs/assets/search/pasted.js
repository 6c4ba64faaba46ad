/** Finds the paper that a query pastes: by an arXiv ID, a DOI, or the address of one of its pages. */

import { Catalog } from "../add/catalog.js";
import { parseLink } from "../add/link.js";
import { recognize } from "../add/recognize.js";
import { loadRules } from "../add/rules.js";

/**
 * Return `{link, rows}` for the first link in a text: rows of the index, or null if the link does not tell
 * which paper it is. Returns null for a text without a link.
 *
 * `cards` are those of engine.js. Throws if the rules of the site at `base` cannot be loaded.
 */
export async function findPasted(text, index, cards, base) {
  const rules = await loadRules(base);
  const [link, facts] = firstLink(text, rules.data.links) ?? [];
  if (!facts) return null;
  const catalog = new Catalog(index, cards, rules);
  const shared = facts.links.flatMap(([, url]) => catalog.findAllByLink(url));
  if (shared.length) return { link, rows: [...new Set(shared.map(({ id }) => index.row(id)))] };
  const { outcome, id } = recognize(facts, catalog, rules);
  if (id) return { link, rows: [index.row(id)] };
  return { link, rows: outcome === "missing" ? [] : null };
}

/** Return the text and the facts of the first link: the whole text, or a word of it. */
function firstLink(text, table) {
  for (const part of [text.trim(), ...text.split(/[\s<>()"\u201c\u201d]+/u)]) {
    try {
      if (part) return [part, parseLink(part, table)];
    } catch {
      // no link: the next part may be one
    }
  }
  return null;
}
