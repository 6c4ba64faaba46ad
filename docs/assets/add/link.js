/** Facts that a link states by itself, without a request. See hooks/catalog/lookup/link.py. */

import { findPaperPage, identifierInUrl, urlFault } from "./links.js";
import { fill } from "./messages.js";
import { toRegExp, toStartRegExp } from "./text.js";

const NOT_IN_URLS = /[^A-Za-z0-9_.~%/:=&?#+!$,;'@()*[\]-]/gu;
const MAX_QUOTED_LENGTH = 60;

/** A text that is not a link to a paper; `hint` says what to write. */
export class InvalidLink extends Error {
  constructor(message, { examples }) {
    super(message);
    this.hint = `Write a link such as ${examples}`;
  }
}

const quote = (text) => `“${text.slice(0, MAX_QUOTED_LENGTH)}${text.length > MAX_QUOTED_LENGTH ? " …" : ""}”`;

const regExps = new Map();

/** Match a whole text against a pattern of the table, a source with flags. */
function fullMatch([source, flags], text) {
  const key = `${flags}/${source}`;
  if (!regExps.has(key)) regExps.set(key, new RegExp(`^(?:${source})$`, flags));
  return regExps.get(key).exec(text);
}

/**
 * Parse a link, an arXiv ID or a DOI by the table `links` of add/rules.json.
 *
 * Returns `{arxiv, doi, title, family, venue, year, links, source}`, null where the link states nothing. All
 * is certain except `title`, which URLs spell without punctuation. `links` are pairs of kind and URL.
 * Throws `InvalidLink`.
 */
export function parseLink(text, table) {
  text = text.trim();
  const identifierFacts = parseIdentifier(text, table);
  if (identifierFacts) return identifierFacts;
  const url = normalizeUrl(text, table);
  const identifier = identifierInUrl(url, table);
  if (identifier) return factsOfIdentifier(...identifier, table);
  const page = findPaperPage(url, table);
  if (page) return factsOfPage(page, url, table);
  const kind = kindByHost(url, table);
  return linkFacts({ links: [[kind, url]], source: table.sources[kind] ?? "primary" });
}

const UNKNOWN = {
  arxiv: null,
  doi: null,
  title: null,
  family: null,
  venue: null,
  year: null,
  links: [],
  source: "",
};
const linkFacts = (facts) => ({ ...UNKNOWN, ...facts });

/** Parse a bare arXiv ID or DOI: `2008.10010v2`, `arXiv:2008.10010 [cs.CV]`, `doi:10.1145/3394171`. */
function parseIdentifier(text, table) {
  const { patterns } = table;
  const identifier = stripUrlEnd(text.replace(toStartRegExp(patterns.identifier_prefix), ""), table);
  const arxiv = [patterns.arxiv_class, patterns.arxiv_version].reduce(
    (id, pattern) => id.replace(toRegExp(pattern), ""),
    identifier,
  );
  if (fullMatch(patterns.arxiv, arxiv)) return factsOfIdentifier("arxiv", arxiv, table);
  if (!fullMatch(patterns.doi, identifier)) return null;
  const [field, value] = identifierInUrl(`https://doi.org/${identifier}`, table) ?? ["doi", identifier];
  return factsOfIdentifier(field, value, table);
}

function factsOfIdentifier(field, text, table) {
  const value = stripUrlEnd(text, table);
  if (!fullMatch(table.patterns[field], value)) {
    throw new InvalidLink(`${quote(value)} is not a valid ${field === "arxiv" ? "arXiv ID" : "DOI"}`, table);
  }
  const year = field === "arxiv" ? arxivYear(value) : null;
  return linkFacts({ [field]: value, year, source: table.sources[field] });
}

/** Strip punctuation that ends the sentence rather than the URL. */
function stripUrlEnd(text, { end }) {
  const strip = (url) => {
    let length = url.length;
    while (end.includes(url.charAt(length - 1)) && length > 0) length--;
    return url.slice(0, length);
  };
  const count = (url, char) => url.split(char).length;
  let url = strip(text);
  while (url.endsWith(")") && count(url, "(") < count(url, ")")) url = strip(url.slice(0, -1));
  return url;
}

/** Return the year in an arXiv ID, or null. */
export function arxivYear(arxiv) {
  const [, digits] = /^(?:.*\/)?(\d\d)\d\d/.exec(arxiv) ?? [];
  return digits === undefined ? null : (digits > "90" ? 1900 : 2000) + Number(digits);
}

function factsOfPage({ kind, link, source, values }, url, table) {
  for (const field of ["arxiv", "doi"]) {
    if (field in values) return factsOfIdentifier(field, values[field], table);
  }
  return linkFacts({
    ...values,
    title: values.title?.replaceAll("_", " ").trim() || null,
    year: values.year ? Number(values.year) : null,
    links: [[kind, link || url]],
    source,
  });
}

// --- URLs

/** Return a URL that can be opened: redirects unwrapped, scheme added, spaces encoded. */
function normalizeUrl(text, table) {
  let url = text
    .replaceAll("\n", "")
    .trim()
    .replace(/^[<>]+|[<>]+$/g, "")
    .trim();
  if (!url) throw new InvalidLink("No link given", table);
  const invalid = (reason) => new InvalidLink(`${quote(text)} is not a link: ${reason}`, table);
  if (url.startsWith("//")) url = `https:${url}`;
  else if (!/^[a-z][a-z0-9+.\-\s]*:(?!\d)/i.test(url)) {
    if (!startsWithHost(url, table)) throw invalid("not a web address");
    url = `https://${url}`;
  }
  url = unwrapRedirect(unwrapRedirect(url, table), table)
    .toWellFormed()
    .replace(NOT_IN_URLS, encodeURIComponent);
  const [fault, values] = urlFault(url, table) ?? [];
  if (fault) throw invalid(fill(table.faults[fault][0], values));
  if (fullMatch(table.patterns.site_root, url)) throw invalid("a home page, not a paper");
  return url;
}

function startsWithHost(text, { patterns }) {
  const [host] = text.split(/[/?#]/, 1);
  const isFile = new RegExp(...patterns.file_extension).test(host);
  return /^(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?$/i.test(host) && !isFile;
}

/** Return the target of a search engine's redirect, or the URL itself. */
function unwrapRedirect(url, table) {
  const [, page, query] = /^[a-z]+:\/\/([^?#]*)\?([^#]*)/i.exec(url) ?? [];
  if (query === undefined || !fullMatch(table.patterns.redirect, page.replace(/\/+$/, ""))) return url;
  const parameters = new URLSearchParams(query);
  const targets = ["url", "target", "q"].flatMap((name) => parameters.getAll(name));
  return targets.find((value) => value.startsWith("http")) ?? url;
}

/** Return the kind of a link by its host. */
function kindByHost(url, { hosts }) {
  const bareUrl = url
    .replace(/^https?:\/\/(?:www\.)?/i, "")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .replace(/\/+$/, "")
    .toLowerCase();
  const [name] = bareUrl.split("/", 1);
  const [, kind] = hosts.find(([host]) => bareUrl.startsWith(host) || name.endsWith(`.${host}`)) ?? [];
  if (!kind) return "paper";
  return ["code", "project"].includes(kind) && bareUrl.endsWith(".pdf") ? "paper" : kind;
}
