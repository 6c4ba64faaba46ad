/** Rules on links. See hooks/catalog/utils/urls.py and hooks/catalog/checks/links.py. */

import { paperFile, publishedId } from "./identity.js";
import { fill, repr } from "./messages.js";
import { isUnprintable, toFullRegExp, toRegExp, toStartRegExp } from "./text.js";

const PERCENT_ENCODED = /(?:%[0-9a-f]{2})+/gi;

/** Return what is wrong with a URL that must not become a link, `[fault, values]`; null if nothing is. */
export function urlFault(url, { patterns, max_port: maxPort }) {
  const scheme = matchStart(patterns.scheme, url);
  if (scheme && !["http", "https"].includes(scheme[1].toLowerCase())) {
    return ["scheme", { scheme: repr(scheme[1]) }];
  }
  const [unsafe] = toRegExp(patterns.unsafe).exec(url) ?? [];
  if (unsafe !== undefined) {
    const character = repr(unsafe);
    if (isUnprintable(unsafe)) return ["invisible", { character }];
    return ["character", { character, encoded: percentEncode(unsafe) }];
  }
  if (!scheme) return ["no_scheme", {}];
  const [, authority] = /^\/\/([^/?#]*)/.exec(url.slice(scheme[0].length)) ?? ["", ""];
  if (authority.includes("@")) return ["username", {}];
  const [host, port] = partition(authority.toLowerCase(), ":");
  if (port !== null && !(/^[0-9]+$/.test(port) && Number(port) <= maxPort)) return ["port", {}];
  return toFullRegExp(patterns.host).test(host) ? null : ["host", { host: repr(host) }];
}

const matchStart = (pattern, text) => toStartRegExp(pattern).exec(text);

/** Return the field and value in an arXiv or DOI URL, `["arxiv", "2008.10010"]`, or null. */
export function identifierInUrl(url, { patterns }) {
  const arxiv = toFullRegExp(patterns.arxiv_page).exec(url);
  if (arxiv) return ["arxiv", arxiv[1]];
  const doi = toFullRegExp(patterns.doi_page).exec(url);
  if (!doi) return null;
  const value = percentDecode(doi[1]);
  const [prefix] = matchStart(patterns.arxiv_doi, value) ?? [];
  if (prefix === undefined) return ["doi", value];
  return ["arxiv", value.slice(prefix.length).replace(/v\d+$/, "")];
}

const withoutScheme = (url) => url.trim().replace(/^https?:\/\/(?:www\.)?/i, "");

/** Return the page of a paper that a URL leads to, `{source, kind, link, values}`, or null. */
export function findPaperPage(url, { forms }) {
  const text = withoutScheme(url).split("#", 1)[0];
  for (const { pattern, groups, values, link, kind, source } of forms) {
    const match = toFullRegExp(pattern).exec(text);
    if (!match) continue;
    const texts = Object.fromEntries(groups.map((name, at) => [name, match[at + 1] ?? ""]));
    const entries = Object.entries(values).map(([name, template]) => [name, fill(template, texts)]);
    return { source, kind, link: fill(link, texts), values: Object.fromEntries(entries) };
  }
  return null;
}

/** Return a key that URLs of the same page share, as `url_key` of hooks/catalog/utils/url_keys.py. */
export function urlKey(url, table) {
  const identifier = identifierInUrl(url.trim(), table);
  if (identifier) return identifier.join(":").toLowerCase();
  const text = withoutScheme(url);
  for (const { pattern, site, keeps_case: keepsCase } of table.pages) {
    const [, ...ids] = toFullRegExp(pattern).exec(text) ?? [];
    if (ids.length) return `${site}:${keepsCase ? ids.join("/") : ids.join("/").toLowerCase()}`;
  }
  return text
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .replace(/\/+$/, "")
    .toLowerCase();
}

/** Split a text at the first separator; the second part is null without one. */
function partition(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

const parseHex = (run) => Uint8Array.from(run.match(/[0-9a-f]{2}/gi), (pair) => Number.parseInt(pair, 16));
const percentDecode = (text) =>
  text.replace(PERCENT_ENCODED, (run) => new TextDecoder().decode(parseHex(run)));
const percentEncode = (char) =>
  Array.from(new TextEncoder().encode(char), (byte) => `%${toHex(byte)}`).join("");
const toHex = (byte) => byte.toString(16).toUpperCase().padStart(2, "0");

/** Yield the path and URL of each link of a record. */
function* linksOf({ valid }, { data }) {
  for (const kind of Object.keys(data.fields.links)) {
    for (const [at, url] of [valid.links?.[kind] ?? []].flat().entries()) yield [["links", kind, at], url];
  }
}

/** Return the violation of an arXiv or DOI link: its variant and values. */
function derivedLink(record, url, [field, value], { data, catalog, messages }) {
  const values = {
    ...messages.describeIdentifier(field),
    ...{ url: messages.quote(url), field, value, quoted_value: messages.quote(value) },
  };
  const current = record.fields[field];
  const isText = typeof current === "string";
  if (!toFullRegExp(data.links.patterns[field]).test(value)) return ["invalid", values];
  if (isText && current.trim().toLowerCase() === value.toLowerCase()) return ["same", values];
  const owner = catalog?.findByIdentifier(value) ?? null;
  if (owner !== null && owner !== publishedId(record, catalog)) {
    return ["other", { ...values, file: paperFile(owner) }];
  }
  if (current === undefined) return ["missing", values];
  const currentText = isText ? messages.quote(current) : messages.describeType(current);
  return ["conflict", { ...values, current: currentText }];
}

/** Return the id of a page's venue, or the venue as the URL spells it. */
function venueOf({ values: { venue } }, { spellings }, folding) {
  const folded = folding.fold(venue);
  return Object.hasOwn(spellings, folded) ? spellings[folded] : venue;
}

/** Test whether two statements name one venue, or two workshops of one conference, in the same year. */
function isSameEvent(first, second, { vocabularies: { venues } }) {
  if (first.year !== second.year) return false;
  const [left, right] = [first, second].map(({ venue }) => venues.find(({ id }) => id === venue)?.parent);
  return first.venue === second.venue || (Boolean(left) && left === right);
}

/** Return the short name of a venue, and the year: CVPR 2023. */
const eventName = ({ venue, year }, { vocabularies: { venues } }) =>
  `${venues.find(({ id }) => id === venue)?.short ?? venue} ${year}`;

const isFilled = (value) => value !== undefined && Object.keys(value).length > 0;

export const LINK_RULES = {
  *"insecure-url"(record, context) {
    const sources = (record.valid.facts ?? []).map(({ source }, at) => [["facts", at, "source"], source]);
    for (const [path, url] of [...linksOf(record, context), ...sources]) {
      if (!url.startsWith("http:")) continue;
      yield [path, "http", { url: context.messages.quote(url), https_url: `https${url.slice(4)}` }];
    }
  },

  *"derived-link"(record, context) {
    if (record.kind !== "paper") return;
    for (const [path, url] of linksOf(record, context)) {
      const identifier = identifierInUrl(url, context.data.links);
      if (!identifier) continue;
      yield [path, ...derivedLink(record, url, identifier, context)];
    }
  },

  *"other-proceedings"(record, { data, folding, messages }) {
    const { venue = "arxiv", year, claims = [] } = record.valid;
    if (record.kind !== "paper" || !year) return;
    const statements = [{ venue, year }, ...claims.filter((claim) => claim.venue && claim.year)];
    for (const [path, url] of linksOf(record, { data })) {
      const page = findPaperPage(url, data.links);
      if (!data.links.proceedings.includes(page?.source)) continue;
      const event = { venue: venueOf(page, data, folding), year: page.values.year };
      if (statements.some((statement) => isSameEvent(event, statement, data))) continue;
      const [proceedings, publication] = [event, statements[0]].map((item) => eventName(item, data));
      yield [path, "other", { url: messages.quote(url), proceedings, publication }];
    }
  },

  *"repeated-link"(record, context) {
    const kinds = new Map();
    for (const [path, url] of linksOf(record, context)) {
      const key = url.replace(/\/+$/, "");
      if (kinds.has(key)) {
        yield [path, "repeated", { url: context.messages.quote(url), kind: kinds.get(key) }];
      } else kinds.set(key, path[1]);
    }
  },

  *"no-link"({ id, fields }, { messages }) {
    if (!["links", "arxiv", "doi"].some((key) => Object.hasOwn(fields, key) && isFilled(fields[key]))) {
      yield [[], "none", { id: messages.quote(id) }];
    }
  },
};
