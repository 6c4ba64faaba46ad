/** Addresses: which ones may be linked, and which follow from an arXiv id or a DOI. See hooks/catalog/utils/urls.py. */

import { pattern, quote, whole } from "./letters.js";

const ENCODED = /(?:%[0-9a-f]{2})+/gi;
const MAX_PORT = 65535;
const COPY = "Copy it from your browser's bar";
const bad = (reason, hint, dangerous = false) => ({ reason, hint, dangerous });

/** Why an address must not become a link; null, if it may. `told` is that part of the rules. */
export function badUrl(url, { patterns }) {
  const scheme = new RegExp(`^(?:${patterns.scheme[0]})`, patterns.scheme[1]).exec(url);
  if (scheme && !["http", "https"].includes(scheme[1].toLowerCase())) {
    return bad(`the scheme ${quote(scheme[1])} is not a web address`, "Write an https:// address", true);
  }
  const [unsafe] = pattern(patterns.unsafe).exec(url) ?? [];
  if (unsafe) return bad(`the character ${quote(unsafe)} must not stand in an address`, /[\p{C}\p{Z}]/u.test(unsafe) && unsafe !== " " ? "Leave it out" : `Write ${encoded(unsafe)}`);
  if (!scheme) return bad("an address starts with https://", `Write https://${url.replace(/^[/:]+/, "")}`);
  const place = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? "";
  if (place.includes("@")) return bad("an address must not hold a user name", "Write the address without it");
  const [host, port] = split(place, ":");
  if (port !== null && !(/^\d+$/.test(port) && Number(port) <= MAX_PORT)) return bad("not an address: its port is no number", COPY);
  return whole(patterns.host).test(host.toLowerCase()) ? null : bad(`${quote(host.toLowerCase())} is not the name of a host`, COPY);
}

/** The field and value that an arXiv or DOI address stands for: `["arxiv", "2008.10010"]`; null, if it is none. */
export function derived(url, told) {
  const arxiv = whole(told.derived.arxiv_page).exec(url);
  if (arxiv) return ["arxiv", arxiv.groups.id];
  const doi = whole(told.derived.doi_page).exec(url);
  if (!doi) return null;
  const value = decoded(doi.groups.id);
  const own = new RegExp(`^(?:${told.derived.arxiv_doi[0]})`, told.derived.arxiv_doi[1]).exec(value);
  return own ? ["arxiv", value.slice(own[0].length)] : ["doi", value];
}

/** A text up to a sign, and after it; null without the sign. */
function split(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

const bytes = (run) => Uint8Array.from(run.match(/[0-9a-f]{2}/gi), (pair) => Number.parseInt(pair, 16));
const decoded = (text) => text.replace(ENCODED, (run) => new TextDecoder().decode(bytes(run)));
const encoded = (char) => Array.from(new TextEncoder().encode(char), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");

/** The addresses of a record, with their places. */
function* placed({ sound }, { data }) {
  for (const kind of Object.keys(data.fields.links)) {
    for (const [at, url] of [sound.links?.[kind] ?? []].flat().entries()) yield [["links", kind, at], url];
  }
}

const isThere = (value) => value !== undefined && Object.keys(value).length > 0;

export const LINKS = {
  *"insecure-url"(one, rules) {
    const facts = (one.sound.facts ?? []).map(({ source }, at) => [["facts", at, "source"], source]);
    for (const [path, url] of [...placed(one, rules), ...facts]) {
      if (url.startsWith("http:")) yield [path, `${quote(url)} is not encrypted`, `Try https${url.slice(4)}`];
    }
  },

  *"derived-link"(one, rules) {
    if (one.kind !== "paper") return;
    for (const [path, url] of placed(one, rules)) {
      const [field, value] = derived(url, rules.data.told) ?? [];
      if (field) yield [path, `${quote(url)} follows from ${field}`, `Write ${field}: "${value}" instead`];
    }
  },

  *"repeated-link"(one, rules) {
    const seen = new Map();
    for (const [path, url] of placed(one, rules)) {
      const bare = url.replace(/\/+$/, "");
      if (seen.has(bare)) yield [path, `${quote(url)} is already the ${seen.get(bare)} link`, "Keep one"];
      seen.set(bare, path[1]);
    }
  },

  *"no-link"({ id, written }) {
    if (!["links", "arxiv", "doi"].some((key) => Object.hasOwn(written, key) && isThere(written[key]))) {
      yield [[], `${quote(id)} cannot be reached`, "Add a link, if there is one"];
    }
  },
};
