/** The record that the form describes. Nothing is guessed: what is not entered stays out. */

import { InvalidLink, arxivYear, parseLink } from "./link.js";

const METHOD_NAME = /^[\p{L}\p{N}\p{M}_^&@$.+!?'’*-]{2,30}$/u;
const NOT_IN_COMMENTS = /[\p{C}\p{Zl}\p{Zp}]+/gu;
const MAX_COMMENT_LENGTH = 200;
const PREPRINT = "arxiv";

/** Return a text on one line, in composed form. */
export const singleLine = (text) => text.normalize("NFC").trim().split(/\s+/).join(" ");

/** Return the method's name before the colon of a title, if it looks like one: `Wav2Lip`, `AD-NeRF`. */
export function methodName(title) {
  const [, before, after] = /^([^:]*):(.*)$/s.exec(title) ?? [];
  const name = before?.trim() ?? "";
  const characters = name.match(/[\p{L}\p{N}]/gu) ?? [];
  const isName = METHOD_NAME.test(name) && characters.length >= 2 && !/^\d+$/.test(name);
  return isName && after.trim() ? name : "";
}

/**
 * Make the record of a form. `fields` are the form's texts; `fields.links` are pairs of kind and URL, and
 * `fields.metadata` is that of a preprint by datacite.js, or null.
 *
 * Returns `{record, comments, newVenue, problems}`: `comments` are sentences for the file, `newVenue` names a
 * venue that the catalog lacks or is "", and `problems` are those that the record itself cannot show.
 */
export function draftRecord(fields, rules, today) {
  const { identifiers, links, problems } = parseLinks(fields.links, rules.data.links);
  const authors = fields.authors.split("\n").map(singleLine).filter(Boolean);
  const venueText = singleLine(fields.venue.replace(NOT_IN_COMMENTS, " "));
  const venue = venueText ? rules.venueId(venueText) : null;
  const year = fields.year.trim();
  const newVenue = venueText && !venue ? `${venueText} ${year}`.trim().slice(0, MAX_COMMENT_LENGTH) : "";
  const record = {
    ...(fields.title.trim() && { title: singleLine(fields.title) }),
    ...(fields.short.trim() && { short: singleLine(fields.short) }),
    ...(fields.summary.trim() && { summary: singleLine(fields.summary) }),
    ...(authors.length && { authors }),
    ...publication(venue, year, identifiers.arxiv),
    ...(fields.category && { categories: [fields.category] }),
    ...(fields.tags.length && { tags: fields.tags }),
    ...identifiers,
    ...submission(fields.metadata, identifiers.arxiv),
    ...(Object.keys(links).length && { links }),
    added: today,
    sources: [fields.source],
  };
  const comments = newVenue ? [`Venue, not in data/venues.yml yet: ${newVenue}`] : [];
  return { record, comments, newVenue, problems };
}

/** Return venue and year: those entered, or arXiv's. */
function publication(venue, year, arxiv) {
  if (venue && venue !== PREPRINT) return { venue, ...(year && { year }) };
  return arxiv ? { venue: PREPRINT, year: String(arxivYear(arxiv)) } : {};
}

/** Return the date of submission, if it is known of this very preprint. */
const submission = (metadata, arxiv) =>
  metadata?.submitted && metadata.arxiv === arxiv ? { submitted: metadata.submitted } : {};

/** Parse pairs of kind and URL into identifiers and links, and the problems with them. */
function parseLinks(pairs, table) {
  const identifiers = {};
  const urls = {};
  const problems = [];
  for (const [kind, text] of pairs) {
    try {
      const facts = parseLink(text, table);
      for (const field of ["arxiv", "doi"]) {
        const [value, first] = [facts[field], identifiers[field]];
        if (value && first && first.toLowerCase() !== value.toLowerCase()) {
          problems.push(secondIdentifier(field, value));
        } else if (value) identifiers[field] = value;
      }
      for (const [parsedKind, url] of facts.links) (urls[kind || parsedKind] ??= new Set()).add(url);
    } catch (error) {
      if (!(error instanceof InvalidLink)) throw error;
      problems.push(linkProblem(error.message, "Write the whole URL, or leave it out"));
    }
  }
  const links = Object.entries(urls).map(([kind, set]) => [kind, set.size > 1 ? [...set] : [...set][0]]);
  return { identifiers, links: Object.fromEntries(links), problems };
}

const secondIdentifier = (field, value) =>
  linkProblem(
    `A paper has one ${field === "doi" ? "DOI" : "arXiv ID"}; this is a second one: ${value}`,
    "Keep the paper's own",
  );

const linkProblem = (message, hint) => ({
  rule: "bad-url",
  severity: "error",
  path: ["links"],
  message,
  hint,
});
