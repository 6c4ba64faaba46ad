/** Sentences below the link: what it states, and whether the catalog has the paper. */

/** Describe in a sentence what a link states. */
export function describe({ arxiv, doi, venue, year, title, links }) {
  if (arxiv) return `arXiv ${arxiv}, a preprint of ${year}.`;
  if (doi) return `DOI ${doi}. Please enter title, venue and year.`;
  if (title) {
    const source = [venue, year].filter(Boolean).join(" ");
    const warning = "The URL omits punctuation and may be truncated. Please check the title.";
    return `A paper${source && ` from ${source}`}. ${warning}`;
  }
  if (venue) return `A paper from ${[venue, year].filter(Boolean).join(" ")}.`;
  const [[kind] = []] = links;
  if (kind === "paper") return "We can't read metadata from this link.";
  return `A ${kind} link. If the paper is on arXiv or has a DOI, add that to the links below.`;
}

/**
 * Return as nodes whether the catalog has a paper, by the outcome of recognize.js.
 *
 * `paperLink` makes the link to a paper, `editLink` the one to its file, and `otherButton` the button for a
 * paper that was mistaken for another.
 */
export function catalogStatus({ outcome, id, by }, facts, { paperLink, editLink, otherButton }) {
  const status = {
    known: () => [
      "Already in the catalog: ",
      paperLink(id),
      ". ",
      editLink(id),
      ...(by === "identifier" ? [] : [" ", otherButton()]),
    ],
    similar: () => [
      by === "link"
        ? "Another paper has this link: "
        : "A paper in the catalog has a title that starts alike: ",
      paperLink(id),
      ". If yours is a different paper, continue.",
    ],
    missing: () => [`No paper in the catalog ${missing(by, facts)}.`],
    unclear: () => ["This link alone cannot tell whether the paper is in the catalog; its title will."],
    unavailable: () => ["The catalog could not be loaded, so GitHub will check whether the paper is in it."],
  };
  return status[outcome]();
}

function missing(by, { arxiv, venue, year }) {
  if (by === "identifier") return `has this ${arxiv ? "arXiv ID" : "DOI"}`;
  return `is from ${venue} ${year} and has this title`;
}
