/** Rules on ids, and on identifiers and titles that must be unique. See hooks/catalog/checks/identity.py. */

import { yearOf } from "./ids.js";
import { countCharacters, quote, toFullRegExp } from "./text.js";

/** Return an id as case-insensitive file systems see it. */
const caseFold = (id) => id.normalize("NFKC").replace(/[ßẞ]/g, "ss").toLowerCase();

const lastFourCharacters = (id) => [...id].slice(-4).join("");
const paperFile = (id) => `data/papers/${lastFourCharacters(id)}/${id}.yml`;

/** Return the id under which this very record is published; null if it is new. */
const publishedId = ({ id, file }, catalog) => (catalog.has(id) && file === paperFile(id) ? id : null);

function* duplicateIdentifier(record, catalog, field, label) {
  const value = record.valid[field];
  if (record.kind !== "paper" || !catalog || value === undefined) return;
  const id = catalog.findByIdentifier(value);
  if (id !== null && id !== publishedId(record, catalog)) {
    const message = `${paperFile(id)} has the same ${label} ${quote(value)}`;
    yield [[field], message, `Merge the two records, or correct the ${label}`];
  }
}

function idHint({ kind, id, valid }, { data, folding }) {
  if (kind !== "paper") return "Use lowercase words joined by hyphens, like acm-mm";
  const year = /\d{4}$/.exec(id)?.[0] ?? yearOf(valid) ?? "2020";
  const name = id.endsWith(year) ? id.slice(0, -year.length) : id;
  const slug = folding.slug(name).slice(0, data.limits.id - `-${year}`.length);
  return `Rename the file, for example to ${slug.replace(/^-+|-+$/g, "") || "name"}-${year}.yml`;
}

export const IDENTITY_RULES = {
  *"id-pattern"(record, context) {
    const { id, kind } = record;
    const { patterns, limits } = context.data;
    const pattern = kind === "paper" ? patterns.paper_id : patterns.entry_id;
    if (toFullRegExp(pattern).test(id) && countCharacters(id) <= limits.id) return;
    yield [[], `${quote(id)} is not a valid ID`, idHint(record, context)];
  },

  *"id-folder"({ kind, id, file }, { data }) {
    const folder = file.split("/").at(-2);
    if (
      kind === "paper" &&
      toFullRegExp(data.patterns.paper_id).test(id) &&
      folder !== lastFourCharacters(id)
    ) {
      yield [[], `${quote(id)} is in the folder ${folder}`, `Move it to ${paperFile(id)}`];
    }
  },

  *"id-collision"(record, { data, catalog }) {
    const key = caseFold(record.id);
    const collides =
      record.kind === "paper"
        ? catalog?.has(key) && publishedId(record, catalog) === null
        : key !== record.id && data.vocabularies.datasets.some(({ id }) => id === key);
    if (collides) yield [[], `The ID ${quote(record.id)} collides with ${quote(key)}`, "Rename one of them"];
  },

  *"reserved-id"({ id }, { data }) {
    if (data.reserved.includes(id.toLowerCase())) {
      yield [[], `${quote(id)} is a reserved name`, "Choose another ID"];
    }
  },

  *"reused-id"(record, { data, catalog }) {
    const { id, kind } = record;
    const ownerOf = (id) => (Object.hasOwn(data.replaced, id) ? data.replaced[id] : null);
    const own = catalog && publishedId(record, catalog);
    const isForeign = (id) => ![null, own].includes(ownerOf(id));
    for (const [at, old] of (record.valid.replaces ?? []).entries()) {
      if (old === id || catalog?.has(old) || data.gone.includes(old) || isForeign(old)) {
        yield [
          ["replaces", at],
          `${quote(old)} is already in use`,
          "Remove it: an old ID leads to one place only",
        ];
      }
    }
    if (data.gone.includes(id)) {
      yield [[], `${quote(id)} is a retired ID: see data/gone.yml`, "Choose another ID"];
    } else if (kind === "paper" && isForeign(id)) {
      yield [[], `${quote(id)} is an earlier ID of ${ownerOf(id)}`, "Choose another ID"];
    }
  },

  *"duplicate-arxiv"(record, { catalog }) {
    yield* duplicateIdentifier(record, catalog, "arxiv", "arXiv ID");
  },

  *"duplicate-doi"(record, { catalog }) {
    yield* duplicateIdentifier(record, catalog, "doi", "DOI");
  },

  *"near-equal-titles"(record, { catalog }) {
    const { title } = record.valid;
    if (record.kind !== "paper" || !catalog || title === undefined) return;
    for (const similar of catalog.findSimilar(title, publishedId(record, catalog))) {
      const message = `Nearly the same title as ${paperFile(similar.id)}: ${quote(similar.title)}`;
      yield [["title"], message, "If they are the same paper, merge the records"];
    }
  },
};
