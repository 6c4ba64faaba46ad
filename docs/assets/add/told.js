/** What a link tells of a paper by itself, without asking anybody: the browser's half of hooks/catalog/lookup/link.py. */

const BEYOND = /[^A-Za-z0-9_.~%/:=&?#+!$,;'@()*[\]-]/gu; // what an address must not hold as it is
const SHOWN = 60; // letters of a text that a message repeats

/** A text that names no paper; `hint` says what to write. */
export class NotALink extends Error {
  constructor(message, { examples }) {
    super(message);
    this.hint = `Write a link such as ${examples}`;
  }
}

const shown = (text) => `“${text.slice(0, SHOWN)}${text.length > SHOWN ? " …" : ""}”`;
const cache = new Map();

/** What a pattern of the table, a source with flags, finds in a text as a whole. */
function whole([source, flags], text) {
  const key = `${flags}/${source}`;
  if (!cache.has(key)) cache.set(key, new RegExp(`^(?:${source})$`, flags));
  return cache.get(key).exec(text);
}

/**
 * What a link, an arXiv id or a DOI tells, by the table in add/rules.json.
 *
 * `title` is as an address spells it, without its signs; all else is certain. `links` are pairs of kind and address. Throws NotALink.
 */
export function told(text, table) {
  text = text.trim();
  const found = bare(text, table);
  if (found) return found;
  const url = cleaned(text, table);
  const known = derived(url, table);
  if (known) return numbered(...known, table);
  const address = url.replace(/^https?:\/\/(?:www\.)?/i, "").split("#")[0];
  for (const form of table.forms) {
    const match = whole(form.pattern, address);
    if (match) return read(form, match.groups ?? {}, url, table);
  }
  const kind = guessed(url, table);
  return telling({ links: [[kind, url]], source: table.stated[kind] ?? "primary" });
}

/** Everything that can be told, the rest of it unknown. */
const telling = (facts) => ({ arxiv: null, doi: null, title: null, family: null, venue: null, year: null, links: [], source: "", ...facts });

/** An arXiv id or DOI as such: `2008.10010v2`, `arXiv:2008.10010`, `doi:10.1145/3394171.3413532`. */
function bare(text, table) {
  const number = text.replace(/^(?:arxiv|doi):\s*/i, "");
  const arxiv = number.replace(/v\d+$/, "");
  if (whole(table.patterns.arxiv, arxiv)) return numbered("arxiv", arxiv, table);
  if (whole(table.patterns.doi, number)) return numbered(...(derived(`https://doi.org/${number}`, table) ?? ["doi", number]), table);
  return null;
}

function numbered(field, value, table) {
  if (!whole(table.patterns[field], value)) throw new NotALink(`${shown(value)} is no ${field === "arxiv" ? "arXiv id" : "DOI"}`, table);
  return telling({ [field]: value, year: field === "arxiv" ? arxivYear(value) : null, source: table.stated[field] });
}

/** The year in an arXiv id. */
export function arxivYear(arxiv) {
  const [, digits] = /^(?:.*\/)?(\d\d)\d\d/.exec(arxiv) ?? [];
  return digits === undefined ? null : (digits > "90" ? 1900 : 2000) + Number(digits);
}

/** What the groups of a form's pattern say. */
function read({ values, link, kind, source }, groups, url, table) {
  const filled = (template) => template.replace(/\{(\w+)\}/g, (_, name) => groups[name] ?? "");
  const said = Object.fromEntries(Object.entries(values).map(([name, template]) => [name, filled(template)]));
  for (const field of ["arxiv", "doi"]) if (field in said) return numbered(field, said[field], table);
  return telling({
    ...said,
    title: said.title?.replaceAll("_", " ").trim() || null,
    year: said.year ? Number(said.year) : null,
    links: [[kind, filled(link) || url]],
    source,
  });
}

// --- Addresses

/** The field and value that an arXiv or DOI address stands for, or null. */
function derived(url, { derived: { arxiv_page, doi_page, arxiv_doi } }) {
  const page = whole(arxiv_page, url);
  if (page) return ["arxiv", page.groups.id];
  const resolver = whole(doi_page, url);
  if (!resolver) return null;
  const doi = unquoted(resolver.groups.id);
  const [own] = new RegExp(`^(?:${arxiv_doi[0]})`, arxiv_doi[1]).exec(doi) ?? [];
  return own ? ["arxiv", doi.slice(own.length)] : ["doi", doi];
}

function unquoted(text) {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** An address as it can be opened: redirects unwrapped, scheme added, spaces encoded. */
function cleaned(address, table) {
  let url = address.replaceAll("\n", "").trim().replace(/^[<>]+|[<>]+$/g, "").trim();
  if (!url) throw new NotALink("There is no link", table);
  const refused = (reason) => new NotALink(`${shown(address)} is no link: ${reason}`, table);
  if (url.startsWith("//")) url = `https:${url}`;
  else if (!/^[a-z][a-z0-9+.\-\s]*:(?!\d)/i.test(url)) {
    const [host] = url.split(/[/?#]/, 1);
    if (!/^(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?$/i.test(host) || new RegExp(...table.patterns.page).test(host)) throw refused("it is no web address");
    url = `https://${url}`;
  }
  url = unwrapped(unwrapped(url, table), table).toWellFormed().replace(BEYOND, encodeURIComponent);
  const [, place] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? [];
  if (place === undefined) throw refused("an address starts with https://");
  if (place.includes("@")) throw refused("an address must not hold a user name");
  const [, host, port = "80"] = /^([^:]*)(?::(.*))?$/.exec(place);
  if (!whole(table.patterns.host, host.toLowerCase()) || !/^\d{1,5}$/.test(port) || port > 65535) throw refused(`${shown(host)} is not the name of a host`);
  if (whole(table.patterns.entrance, url)) throw refused("it leads to no paper");
  return url;
}

/** The address that a redirect of a search engine carries. */
function unwrapped(url, table) {
  const [, place, query] = /^[a-z]+:\/\/([^?#]*)\?([^#]*)/i.exec(url) ?? [];
  if (query === undefined || !whole(table.patterns.redirect, place.replace(/\/+$/, ""))) return url;
  const inside = new URLSearchParams(query);
  return ["url", "target", "q"].flatMap((name) => inside.getAll(name)).find((value) => value.startsWith("http")) ?? url;
}

/** The kind of a link by its host. */
function guessed(url, { hosts }) {
  const address = url.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/+$/, "").replace(/\.git$/, "").replace(/\/+$/, "").toLowerCase();
  const [name] = address.split("/", 1);
  const [, kind] = hosts.find(([host]) => address.startsWith(host) || name.endsWith(`.${host}`)) ?? [];
  if (!kind) return "paper";
  return ["code", "project"].includes(kind) && address.endsWith(".pdf") ? "paper" : kind;
}
