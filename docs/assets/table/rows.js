/** The rows that the page of a long table lacks; see hooks/catalog/html/table_rows.py. */

import { element } from "../search/dom.js";

/**
 * Complete the rows of a table from the file at `url`; return all, in order.
 *
 * The file lists an element for each row, as `[name, attributes, ...nodes]`; null if the page has it.
 */
export async function completeRows(pageRows, url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} returned ${response.status} ${response.statusText}`);
  const nodes = await response.json();
  if (nodes.filter((node) => node === null).length !== pageRows.length) {
    throw new Error("the page is older than the table");
  }
  const rows = pageRows.values();
  return nodes.map((node) => (node === null ? rows.next().value : makeNode(node)));
}

function makeNode(node) {
  if (typeof node === "string") return node;
  const [name, { href, ...attributes }, ...nodes] = node;
  return element(name, { ...attributes, href: webUrl(href) }, nodes.map(makeNode));
}

/** Return a link as it is, or null if it is none that is safe to follow. */
function webUrl(href) {
  const isWeb = URL.canParse(href, document.baseURI) && /^https?:/.test(new URL(href, document.baseURI));
  return href !== undefined && isWeb ? href : null;
}
