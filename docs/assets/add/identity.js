/** Rules on ids, and on identifiers and titles that must be unique. See hooks/catalog/checks/identity.py. */

import { yearOf } from "./ids.js";
import { countCharacters, toFullRegExp } from "./text.js";

/** Return an id as case-insensitive file systems see it. */
const caseFold = (id) =>
  id
    .normalize("NFKC")
    .replace(/[ßẞ]/g, "ss")
    .toLowerCase();

const lastFourCharacters = (id) => [...id].slice(-4).join("");
export const paperFile = (id) => `data/papers/${lastFourCharacters(id)}/${id}.yml`;

/** Return the id under which this very record is published; null if it is new. */
export const publishedId = ({ id, file }, catalog) => (catalog.has(id) && file === paperFile(id) ? id : null);

function* duplicateIdentifier(record, { catalog, messages }, field) {
  const value = record.valid[field];
  if (record.kind !== "paper" || !catalog || value === undefined) return;
  const id = catalog.findByIdentifier(value);
  if (id !== null && id !== publishedId(record, catalog)) {
    yield [[field], "duplicate", { file: paperFile(id), value: messages.quote(value) }];
  }
}

/** Return name and year of a valid ID for a paper with an invalid one. */
function validParts({ id, valid }, { data, folding }) {
  const year = /[0-9]{4}$/.exec(id)?.[0] ?? yearOf(valid) ?? "2020";
  const name = id.endsWith(year) ? id.slice(0, -year.length) : id;
  const slug = folding.slug(name).slice(0, data.limits.id - `-${year}`.length);
  return { name: slug.replace(/^-+|-+$/g, "") || "name", year };
}

export const IDENTITY_RULES = {
  *"id-pattern"(record, context) {
    const { id, kind } = record;
    const { patterns, limits } = context.data;
    const pattern = kind === "paper" ? patterns.paper_id : patterns.record_id;
    if (toFullRegExp(pattern).test(id) && countCharacters(id) <= limits.id) return;
    const quotedId = context.messages.quote(id);
    if (kind === "paper") yield [[], "paper", { id: quotedId, ...validParts(record, context) }];
    else yield [[], "entry", { id: quotedId }];
  },

  *"id-folder"({ kind, id, file }, { data, messages }) {
    const folder = file.split("/").at(-2);
    if (
      kind === "paper" &&
      toFullRegExp(data.patterns.paper_id).test(id) &&
      folder !== lastFourCharacters(id)
    ) {
      yield [[], "folder", { id: messages.quote(id), folder, file: paperFile(id) }];
    }
  },

  *"id-collision"(record, { data, catalog, messages }) {
    const key = caseFold(record.id);
    const collides =
      record.kind === "paper"
        ? catalog?.has(key) && publishedId(record, catalog) === null
        : key !== record.id && data.vocabularies.datasets.some(({ id }) => id === key);
    if (collides) yield [[], "collision", { id: messages.quote(record.id), other: messages.quote(key) }];
  },

  *"reserved-id"({ id }, { data, messages }) {
    if (data.reserved.includes(id.toLowerCase())) {
      yield [[], "reserved", { id: messages.quote(id) }];
    }
  },

  *"reused-id"(record, { data, catalog, messages }) {
    const { id, kind } = record;
    const ownerOf = (id) => (Object.hasOwn(data.replaced, id) ? data.replaced[id] : null);
    const own = catalog && publishedId(record, catalog);
    const isForeign = (id) => ![null, own].includes(ownerOf(id));
    for (const [at, old] of (record.valid.replaces ?? []).entries()) {
      if (old === id || catalog?.has(old) || data.gone.includes(old) || isForeign(old)) {
        yield [["replaces", at], "replaced", { id: messages.quote(old) }];
      }
    }
    if (data.gone.includes(id)) {
      yield [[], "retired", { id: messages.quote(id) }];
    } else if (kind === "paper" && isForeign(id)) {
      yield [[], "earlier", { id: messages.quote(id), owner: ownerOf(id) }];
    }
  },

  *"duplicate-arxiv"(record, context) {
    yield* duplicateIdentifier(record, context, "arxiv");
  },

  *"duplicate-doi"(record, context) {
    yield* duplicateIdentifier(record, context, "doi");
  },

  *"near-equal-titles"(record, { catalog, messages }) {
    const { title } = record.valid;
    if (record.kind !== "paper" || !catalog || title === undefined) return;
    for (const similar of catalog.findSimilar(title, publishedId(record, catalog))) {
      const title = messages.quote(similar.title);
      yield [["title"], "similar", { file: paperFile(similar.id), title }];
    }
  },
};
