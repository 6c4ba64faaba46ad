/** Citations that hooks/catalog/citing/ rendered: fetched on demand, and joined to files. */

const FORMAT = 1;
const BASE = new URL("../../", import.meta.url);
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const LINE_ID = /^(?:\{"id":")?([a-z\d-]+)/; // of a paper in CSL-JSON or CSV
const files = new Map();

/** Fetch a file of the site once; after a failure, the next call tries again. */
function fetchOnce(name) {
  if (!files.has(name)) {
    const file = fetchFile(name).then((response) => response.json());
    files.set(name, file);
    file.catch(() => files.delete(name));
  }
  return files.get(name);
}

/** Fetch a file: its path from the root of the site, or its URL. */
async function fetchFile(name) {
  const response = await fetch(new URL(name, BASE));
  if (!response.ok) throw new Error(`${name} cannot be read: ${response.status} ${response.statusText}`);
  return response;
}

async function fetchManifest() {
  const manifest = await fetchOnce("cite/formats.json");
  if (manifest?.format !== FORMAT) {
    throw new Error(`The citations have format ${manifest?.format}, but this page needs format ${FORMAT}.`);
  }
  return manifest;
}

/** Fetch the list of formats. */
export const fetchFormats = async () => (await fetchManifest()).formats;

/** Hash an id with FNV-1a, 32 bits: it picks the paper's shard. */
export function hash(id) {
  let value = FNV_OFFSET;
  for (let at = 0; at < id.length; at++) value = Math.imul(value ^ id.charCodeAt(at), FNV_PRIME);
  return value >>> 0;
}

/** Fetch a paper's citations, by format; undefined for an unknown paper. */
export async function fetchCitations(id) {
  const { shards } = await fetchManifest();
  const shard = await fetchOnce(`cite/${hash(id) % shards}.json`);
  return Object.hasOwn(shard, id) ? shard[id] : undefined;
}

/** Return the citation in a format. Throws if the file has none. */
export function fragment(id, citations, format) {
  if (typeof citations?.[format] !== "string") throw new Error(`The citation of ${id} cannot be read.`);
  return citations[format];
}

const hasAuthors = (id, citations) => Boolean(JSON.parse(fragment(id, citations, "csl")).author);

/**
 * Join the citations of papers to the text of a file.
 *
 * Returns `{text, size, missing, authorless}`: the number of ids, those unknown, and those without authors.
 */
export async function joinCitations(ids, { id: format, head, between, foot }) {
  const citations = await Promise.all(ids.map(fetchCitations));
  const texts = ids.flatMap((id, at) => (citations[at] ? [fragment(id, citations[at], format)] : []));
  return {
    text: head + texts.join(between) + foot,
    size: ids.length,
    missing: ids.filter((_, at) => !citations[at]),
    authorless: ids.filter((id, at) => citations[at] && !hasAuthors(id, citations[at])),
  };
}

/**
 * Cut the papers of a long list out of the file of the whole catalog, which has each of them on a line.
 *
 * Takes the URLs of the list as JSON and of that file; returns the same as `joinCitations`.
 */
export async function cutCitations(listUrl, catalogUrl, { head, between, foot }) {
  const [records, file] = await Promise.all([
    fetchFile(listUrl).then((response) => response.json()),
    fetchFile(catalogUrl).then((response) => response.text()),
  ]);
  const lines = new Map(
    file
      .slice(head.length, -foot.length)
      .split(between)
      .map((line) => [LINE_ID.exec(line)?.[1], line]),
  );
  const ids = records.map(({ id }) => id);
  return {
    text: head + ids.flatMap((id) => lines.get(id) ?? []).join(between) + foot,
    size: ids.length,
    missing: ids.filter((id) => !lines.has(id)),
    authorless: records.filter(({ authors }) => !authors?.length).map(({ id }) => id),
  };
}

/** Run a generator to its end and return its value. */
function runToEnd(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Sort papers newest first, as every list does; unknown ids go last. */
export async function sortNewestFirst(ids) {
  if (ids.length < 2) return ids;
  const { Index } = await import("../search/index.js");
  const index = runToEnd(Index.decode(await fetchOnce("search/index.json")));
  const rank = (id) => index.row(id) ?? Infinity;
  return ids.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
