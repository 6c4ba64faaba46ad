/** Rules on links. See hooks/catalog/utils/urls.py and hooks/catalog/checks/links.py. */

import { quote, toFullRegExp, toRegExp } from "./text.js";

const PERCENT_ENCODED = /(?:%[0-9a-f]{2})+/gi;
const MAX_PORT = 65535;
const COPY_HINT = "Copy it from your browser's bar";

const problem = (reason, hint, isDangerous = false) => ({ reason, hint, isDangerous });

/** Return why a URL must not become a link, `{reason, hint, isDangerous}`, or null. */
export function urlProblem(url, { patterns }) {
  const scheme = new RegExp(`^(?:${patterns.scheme[0]})`, patterns.scheme[1]).exec(url);
  if (scheme && !["http", "https"].includes(scheme[1].toLowerCase())) {
    return problem(`the scheme ${quote(scheme[1])} is not a web address`, "Write an https:// address", true);
  }
  const [unsafe] = toRegExp(patterns.unsafe).exec(url) ?? [];
  if (unsafe) {
    const isInvisible = /[\p{C}\p{Z}]/u.test(unsafe) && unsafe !== " ";
    const hint = isInvisible ? "Leave it out" : `Write ${percentEncode(unsafe)}`;
    return problem(`the character ${quote(unsafe)} must not stand in an address`, hint);
  }
  if (!scheme)
    return problem("an address starts with https://", `Write https://${url.replace(/^[/:]+/, "")}`);
  return authorityProblem(/^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? "", patterns);
}

/** Return what is wrong with host, port and user of a URL, or null. */
function authorityProblem(authority, patterns) {
  if (authority.includes("@")) {
    return problem("an address must not hold a user name", "Write the address without it");
  }
  const [host, port] = partition(authority.toLowerCase(), ":");
  if (port !== null && !(/^\d+$/.test(port) && Number(port) <= MAX_PORT)) {
    return problem("not an address: its port is no number", COPY_HINT);
  }
  const isHost = toFullRegExp(patterns.host).test(host);
  return isHost ? null : problem(`${quote(host)} is not the name of a host`, COPY_HINT);
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
      const [field, value] = identifierInUrl(url, context.data.links) ?? [];
      if (field) yield [path, `${quote(url)} follows from ${field}`, `Write ${field}: "${value}" instead`];
    }
  },

  *"repeated-link"(record, context) {
    const kinds = new Map();
    for (const [path, url] of linksOf(record, context)) {
      const key = url.replace(/\/+$/, "");
      if (kinds.has(key)) yield [path, `${quote(url)} is already the ${kinds.get(key)} link`, "Keep one"];
      kinds.set(key, path[1]);
    }
  },

  *"no-link"({ id, fields }) {
    if (!["links", "arxiv", "doi"].some((key) => Object.hasOwn(fields, key) && isFilled(fields[key]))) {
      yield [[], `${quote(id)} cannot be reached`, "Add a link, if there is one"];
    }
  },
};
