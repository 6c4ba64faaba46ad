/** Citations, ready made by hooks/catalog/citing/: here they are fetched, when somebody asks for them, and joined. */

const FORMAT = 1;
const BASE = new URL("../../", import.meta.url);
const files = new Map();

/** A file of the site, fetched once; after a failure, the next call tries again. */
function file(name) {
  if (!files.has(name)) {
    const failed = (error) => {
      files.delete(name);
      throw error;
    };
    files.set(name, fetched(name).catch(failed));
  }
  return files.get(name);
}

async function fetched(name) {
  const reply = await fetch(new URL(name, BASE));
  if (!reply.ok) throw new Error(`${name} cannot be read: ${reply.status} ${reply.statusText}`);
  return reply.json();
}

async function catalog() {
  const found = await file("cite/formats.json");
  if (found?.format !== FORMAT) throw new Error(`The citations have format ${found?.format}; this page reads ${FORMAT}.`);
  return found;
}

/** The formats that there are. */
export const formats = async () => (await catalog()).formats;

/** FNV-1a, 32 bits: in which shard a paper is. */
export function hash(id) {
  let found = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) found = Math.imul(found ^ id.charCodeAt(at), 0x01000193);
  return found >>> 0;
}

/** The citations of a paper by format; undefined if there is no such paper. */
export async function citations(id) {
  const { shards } = await catalog();
  const shard = await file(`cite/${hash(id) % shards}.json`);
  return Object.hasOwn(shard, id) ? shard[id] : undefined;
}

/** One citation. */
export function fragment(id, found, format) {
  if (typeof found?.[format] !== "string") throw new Error(`The citation of ${id} cannot be read.`);
  return found[format];
}

/** A file of some papers, as the site's own files are made; `missing` are the papers that there are not. */
export async function joined(ids, { id: format, head, between, foot }) {
  const found = await Promise.all(ids.map(citations));
  const texts = ids.flatMap((id, at) => (found[at] ? [fragment(id, found[at], format)] : []));
  return { text: head + texts.join(between) + foot, missing: ids.filter((_, at) => !found[at]) };
}

/** What a generator gives at its end. */
function finished(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Papers in the order of every list; those that there are not come last. */
export async function newestFirst(ids) {
  if (ids.length < 2) return ids;
  const { Index } = await import("../search/index.js");
  const index = finished(Index.of(await file("search/index.json")));
  const place = (id) => index.row(id) ?? Infinity;
  return ids.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
}
