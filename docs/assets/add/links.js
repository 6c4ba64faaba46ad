/** Rules on links. See hooks/catalog/utils/urls.py and hooks/catalog/checks/links.py. */

import { quote, toFullRegExp, toRegExp } from "./text.js";

const PERCENT_ENCODED = /(?:%[0-9a-f]{2})+/gi;
const MAX_PORT = 65535;
const COPY_HINT = "Copy it from your browser's address bar";

const problem = (reason, hint, isDangerous = false) => ({ reason, hint, isDangerous });

/** Return why a URL must not become a link, `{reason, hint, isDangerous}`, or null. */
export function urlProblem(url, { patterns }) {
  const scheme = new RegExp(`^(?:${patterns.scheme[0]})`, patterns.scheme[1]).exec(url);
  if (scheme && !["http", "https"].includes(scheme[1].toLowerCase())) {
    return problem(`the scheme ${quote(scheme[1])} is not allowed`, "Use an https:// URL", true);
  }
  const [unsafe] = toRegExp(patterns.unsafe).exec(url) ?? [];
  if (unsafe) {
    const isInvisible = /[\p{C}\p{Z}]/u.test(unsafe) && unsafe !== " ";
    const hint = isInvisible ? "Remove it" : `Write ${percentEncode(unsafe)}`;
    return problem(`the character ${quote(unsafe)} is not allowed in a URL`, hint);
  }
  if (!scheme) return problem("a URL starts with https://", `Write https://${url.replace(/^[/:]+/, "")}`);
  return authorityProblem(/^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? "", patterns);
}

/** Return what is wrong with host, port and user of a URL, or null. */
function authorityProblem(authority, patterns) {
  if (authority.includes("@")) {
    return problem("a URL must not contain a username", "Remove the username");
  }
  const [host, port] = partition(authority.toLowerCase(), ":");
  if (port !== null && !(/^\d+$/.test(port) && Number(port) <= MAX_PORT)) {
    return problem("not a valid URL: its port is not a number", COPY_HINT);
  }
  const isHost = toFullRegExp(patterns.host).test(host);
  return isHost ? null : problem(`${quote(host)} is not a valid host name`, COPY_HINT);
}

/** Return the field and value in an arXiv or DOI URL, `["arxiv", "2008.10010"]`, or null. */
export function identifierInUrl(url, { derived: { arxiv_page, doi_page, arxiv_doi } }) {
  const arxiv = toFullRegExp(arxiv_page).exec(url);
  if (arxiv) return ["arxiv", arxiv.groups.id];
  const doi = toFullRegExp(doi_page).exec(url);
  if (!doi) return null;
  const value = percentDecode(doi.groups.id);
  const prefix = new RegExp(`^(?:${arxiv_doi[0]})`, arxiv_doi[1]).exec(value);
  return prefix ? ["arxiv", value.slice(prefix[0].length)] : ["doi", value];
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

/** Return what to do with an arXiv or DOI link, given the field that it belongs in. */
function derivedLinkHint(field, value, { fields }, { data }) {
  if (!toFullRegExp(data.links.patterns[field]).test(value)) {
    return `${quote(value)} is not ${field === "arxiv" ? "an arXiv ID" : "a DOI"}; check the link`;
  }
  const current = fields[field];
  if (current === undefined) return `Write ${field}: "${value}" instead`;
  if (String(current).trim().toLowerCase() === value.toLowerCase()) {
    return `Remove it; it is derived from ${field}`;
  }
  return `The record has ${field}: ${quote(String(current))}; keep only the correct one`;
}

const isFilled = (value) => value !== undefined && Object.keys(value).length > 0;

export const LINK_RULES = {
  *"insecure-url"(record, context) {
    const sources = (record.valid.facts ?? []).map(({ source }, at) => [["facts", at, "source"], source]);
    for (const [path, url] of [...linksOf(record, context), ...sources]) {
      if (url.startsWith("http:")) yield [path, `${quote(url)} is not encrypted`, `Try https${url.slice(4)}`];
    }
  },

  *"derived-link"(record, context) {
    if (record.kind !== "paper") return;
    for (const [path, url] of linksOf(record, context)) {
      const identifier = identifierInUrl(url, context.data.links);
      if (!identifier) continue;
      const message = `${quote(url)} is ${identifier[0] === "arxiv" ? "an arXiv" : "a DOI"} link`;
      yield [path, message, derivedLinkHint(...identifier, record, context)];
    }
  },

  *"repeated-link"(record, context) {
    const kinds = new Map();
    for (const [path, url] of linksOf(record, context)) {
      const key = url.replace(/\/+$/, "");
      if (kinds.has(key)) {
        yield [path, `${quote(url)} is already the ${kinds.get(key)} link`, "Keep only one"];
      }
      kinds.set(key, path[1]);
    }
  },

  *"no-link"({ id, fields }) {
    if (!["links", "arxiv", "doi"].some((key) => Object.hasOwn(fields, key) && isFilled(fields[key]))) {
      yield [[], `${quote(id)} has no link`, "Add one if you know it"];
    }
  },
};
