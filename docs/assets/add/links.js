/** Rules on links. See hooks/catalog/utils/urls.py and hooks/catalog/checks/links.py. */

import { paperFile, publishedId } from "./identity.js";
import { repr } from "./messages.js";
import { isUnprintable, toFullRegExp, toRegExp } from "./text.js";

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

const matchStart = ([source, flags], text) => new RegExp(`^(?:${source})`, flags).exec(text);

/** Return the field and value in an arXiv or DOI URL, `["arxiv", "2008.10010"]`, or null. */
export function identifierInUrl(url, { patterns }) {
  const arxiv = toFullRegExp(patterns.arxiv_page).exec(url);
  if (arxiv) return ["arxiv", arxiv[1]];
  const doi = toFullRegExp(patterns.doi_page).exec(url);
  if (!doi) return null;
  const value = percentDecode(doi[1]);
  const [prefix] = matchStart(patterns.arxiv_doi, value) ?? [];
  return prefix === undefined ? ["doi", value] : ["arxiv", value.slice(prefix.length)];
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
