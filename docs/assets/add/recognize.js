/** Which published paper a link is about, as far as the link tells. */

const MIN_CERTAIN_LETTERS = 40; // CVF has shortened titles to 60 letters or more, and in some years to 20

/**
 * Return the published paper that a link is about: `{outcome, id, by}`. Outcomes:
 *
 * - `known`: it is the paper `id`, by its `identifier`, its `link` or its `title`
 * - `similar`: it may be the paper `id`, which has the same `link`, or a `title` that starts alike
 * - `missing`: no paper has its `identifier`, or none of its venue and year its `title`
 * - `unclear`: the link does not tell which paper it is
 * - `unavailable`: there is no catalog to compare with
 */
export function recognize(facts, catalog, rules) {
  if (!catalog) return { outcome: "unavailable" };
  const identifiers = [facts.arxiv, facts.doi].filter(Boolean);
  const id = identifiers.map((value) => catalog.findByIdentifier(value)).find(Boolean);
  if (id) return { outcome: "known", id, by: "identifier" };
  return findByUrl(facts, catalog) ?? findByTitle(facts, catalog, rules) ?? notFound(facts, identifiers);
}

/** Papers may share a repository or a project page, but not a page of their publisher. */
function findByUrl({ links }, catalog) {
  for (const [kind, url] of links) {
    const paper = catalog.findByLink(url);
    if (!paper) continue;
    const isOwnPage = kind === "paper" && paper.name === "Paper";
    return { outcome: isOwnPage ? "known" : "similar", id: paper.id, by: "link" };
  }
  return null;
}

/** URLs may shorten a title; a long start within a venue and year is certain enough. */
function findByTitle({ title, venue, year }, catalog, rules) {
  if (!title) return null;
  const venueId = venue && rules.venueId(venue);
  const isLong = rules.folding.fold(title, " ").replaceAll(" ", "").length >= MIN_CERTAIN_LETTERS;
  const papers = catalog.findByTitleStart(title);
  const atVenue = papers.filter((paper) => paper.venue === venueId && paper.year === year);
  const certain = atVenue.find(({ isWhole }) => isWhole) ?? (isLong && atVenue.length === 1 && atVenue[0]);
  if (certain) return { outcome: "known", id: certain.id, by: "title" };
  const [similar] = [...atVenue, ...papers.filter(({ isWhole }) => isLong || isWhole)];
  return similar ? { outcome: "similar", id: similar.id, by: "title" } : null;
}

function notFound({ title, venue, year }, identifiers) {
  if (identifiers.length) return { outcome: "missing", by: "identifier" };
  return title && venue && year ? { outcome: "missing", by: "title" } : { outcome: "unclear" };
}
