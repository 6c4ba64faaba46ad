/**
 * The rows of a comparison, in groups, from the index and from search/compare.json; see
 * hooks/catalog/search/comparison.py.
 *
 * A group is `{name, url, rows}`, and a row `{name, kind, cells}` with the list of values of each paper. A
 * value is `{name, url}`; the URL may be null, and that of a group may be missing.
 */

import { isWebUrl } from "../search/card.js";

const makeValue = (name, href, base) => ({ name, url: href ? webUrl(href, base) : null });

/** Return the URL of a link of the site or to the web; null if it is not safe. */
export function webUrl(href, base) {
  const url = URL.canParse(href, base) ? new URL(href, base).href : "";
  return isWebUrl(url) ? url : null;
}

/** Describe a paper as the head of a column. */
export function describePaper(index, row, base) {
  const title = index.title(row);
  const id = index.id(row);
  return { id, name: index.names(row)[0] || title, title, url: new URL(`papers/${id}/`, base).href };
}

/** Return the groups of rows with a value for any of the papers, given by their rows in the index. */
export function comparedGroups(index, details, papers, base) {
  const facetRow = (name, facet, folder) => {
    const link = ({ id, name: text }) => makeValue(text, `${folder}/${id}/`, base);
    const cell = (paper) => index.facets[facet].valuesOf(paper).map(link);
    return { name, kind: "terms", cells: papers.map(cell) };
  };
  const detailRow = ({ name, kind, cells }) => {
    const value = (item) => (typeof item === "string" ? makeValue(item) : makeValue(...item, base));
    return { name, kind, cells: papers.map((paper) => (cells[paper] ?? []).map(value)) };
  };
  const publication = [facetRow("Venue", "venue", "venues"), facetRow("Year", "year", "years")];
  const groups = [
    { name: "Publication", rows: [...publication, ...details.publication.map(detailRow)] },
    { name: "Method", rows: tagRows(index.facets.tag, papers, base) },
    ...details.groups.map(({ name, rows }) => ({ name, rows: rows.map(detailRow) })),
  ];
  return withoutBlanks(groups);
}

/** Return a row for each group of tags. */
function tagRows(facet, papers, base) {
  let end = 0;
  return facet.headings.map(([name, size]) => {
    const values = new Set(facet.values.slice(end, (end += size)));
    const cell = (paper) =>
      facet
        .valuesOf(paper)
        .filter((value) => values.has(value))
        .map((value) => makeValue(value.name, `tags/${value.id}/`, base));
    return { name, kind: "terms", cells: papers.map(cell) };
  });
}

/** Return groups without rows that no paper has a value for. */
export function withoutBlanks(groups) {
  const isStated = ({ cells }) => cells.some((values) => values.length);
  return groups
    .map((group) => ({ ...group, rows: group.rows.filter(isStated) }))
    .filter(({ rows }) => rows.length);
}
