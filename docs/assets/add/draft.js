/** What the form says, as a record of the catalog. Only what was said gets in: nothing is guessed. */

import { NotALink, arxivYear, told } from "./told.js";

const NAME = /^[\p{L}\p{N}\p{M}_^&@$.+!?'’*-]{2,30}$/u;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]+/gu; // what must not stand in a comment
const REMARK = 200; // letters of a comment
const PREPRINT = "arxiv";

/** A text on one line, composed as the catalog wants it. */
export const squeezed = (text) => text.normalize("NFC").trim().split(/\s+/).join(" ");

/** The name of the method before the colon of a title, if it looks like one: `Wav2Lip`, `AD-NeRF`. */
export function nameIn(title) {
  const [, before, after] = /^([^:]*):(.*)$/s.exec(title) ?? [];
  const name = before?.trim() ?? "";
  const isName = NAME.test(name) && (name.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2 && !/^\d+$/.test(name);
  return isName && after.trim() ? name : "";
}

/**
 * The record that the fields make. `fields` are the texts of the form, `links` pairs of kind and address. Beside `record` there are the
 * `comments` of the file; `venue`, the name of one that the catalog does not know; and `problems` that no record can have any more.
 */
export function draft(fields, rules, today) {
  const { facts, links, problems } = gathered(fields, rules.data.told);
  const record = {};
  if (fields.title.trim()) record.title = squeezed(fields.title);
  const said = squeezed(fields.venue.replace(UNSEEN, " "));
  const venue = said ? rules.venue(said) : null;
  const year = fields.year.trim();
  if (fields.short.trim()) record.short = squeezed(fields.short);
  const authors = fields.authors.split("\n").map(squeezed).filter(Boolean);
  if (authors.length) record.authors = authors;
  if (venue && venue !== PREPRINT) {
    record.venue = venue;
    if (year) record.year = year;
  } else if (facts.arxiv) {
    record.venue = PREPRINT;
    record.year = String(arxivYear(facts.arxiv));
  }
  if (fields.category) record.categories = [fields.category];
  if (fields.tags.length) record.tags = fields.tags;
  Object.assign(record, facts);
  if (Object.keys(links).length) record.links = links;
  record.added = today;
  record.sources = [fields.source];
  const unknown = said && !venue ? `${said} ${year}`.trim().slice(0, REMARK) : "";
  return { record, problems, venue: unknown, comments: unknown ? [`Venue, not in data/venues.yml yet: ${unknown}`] : [] };
}

/** arXiv id, DOI and links of all addresses; what is none of these is a problem. */
function gathered(fields, table) {
  const facts = {};
  const links = {};
  const problems = [];
  for (const [kind, address] of fields.links) {
    try {
      const { arxiv, doi, links: pairs } = told(address, table);
      for (const [field, value] of [["arxiv", arxiv], ["doi", doi]]) {
        if (value && (facts[field] ?? value).toLowerCase() !== value.toLowerCase()) problems.push(trouble(`A paper has one ${field === "doi" ? "DOI" : "arXiv id"}; this is the second: ${value}`, "Keep that of the paper itself"));
        else if (value) facts[field] = value;
      }
      for (const [guess, url] of pairs) (links[kind || guess] ??= []).push(url);
    } catch (error) {
      if (!(error instanceof NotALink)) throw error;
      problems.push(trouble(error.message, "Write its whole address, or leave it out"));
    }
  }
  const all = Object.entries(links).map(([kind, urls]) => [kind, [...new Set(urls)]]);
  return { facts, problems, links: Object.fromEntries(all.map(([kind, urls]) => [kind, urls.length > 1 ? urls : urls[0]])) };
}

const trouble = (message, hint) => ({ rule: "bad-url", severity: "error", path: ["links"], message, hint });
