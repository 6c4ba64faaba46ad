/** Rules on references to other records and vocabularies. See hooks/catalog/checks/references.py. */

import { didYouMean, quote } from "./text.js";

const MAX_LISTED_IDS = 12;
const LIST_FIELDS = ["categories", "tags", "sources", "kind", "aliases", "replaces"];

// Each returns pairs of a path and an id.
const itemsOf = ({ valid }, field) => (valid[field] ?? []).map((id, at) => [[field, at], id]);
const valueOf = ({ valid }, field) => (valid[field] === undefined ? [] : [[[field], valid[field]]]);
const claimsOf = ({ valid }, field) =>
  (valid.claims ?? []).flatMap((claim, at) =>
    claim[field] === undefined ? [] : [[["claims", at, field], claim[field]]],
  );

/** Yield a problem for each id that is not in a vocabulary. `resolve` maps a known spelling to its id. */
function* unknownIds(references, kind, vocabulary, resolve = () => null) {
  if (!vocabulary.length) return;
  const ids = vocabulary.map(({ id }) => id);
  const file = `data/${kind === "category" ? "categories" : `${kind}s`}.yml`;
  const isShort = ids.length <= MAX_LISTED_IDS;
  const fallback = isShort
    ? `Known: ${ids.join(", ")}; add it if it is new`
    : `See ${file}; add it there if it is new`;
  for (const [path, reference] of references) {
    if (ids.includes(reference)) continue;
    const id = resolve(reference);
    const hint = id ? `Write ${id}` : didYouMean(reference, ids, fallback);
    yield [path, `Unknown ${kind} ${quote(reference)}`, hint];
  }
}

/** Return what the record states for a field that claims are about. */
function recordValue({ kind, valid }, field, shapes) {
  if (field === "venue" && kind === "paper") return valid.venue ?? "arxiv";
  return valid[field] ?? (shapes[kind][field]?.type === "list" ? [] : null);
}

/** Test whether another rule reports the field of record or claim, which may be the only difference. */
function hasOwnProblem({ fields }, field, ownValue, claimedValue, { vocabularies: { venues } }) {
  if (field !== "venue") return Object.hasOwn(fields, field) && !ownValue?.length;
  return (
    venues.length > 0 && [ownValue, claimedValue].some((venue) => !venues.some(({ id }) => id === venue))
  );
}

/** Yield the path, field and value of each fact in claims that are marked as taken. */
function* takenFacts({ valid }, { data }) {
  for (const [at, claim] of (valid.claims ?? []).entries()) {
    if (claim.taken !== "true") continue;
    for (const field of Object.keys(data.fields.claim)) {
      if (["source", "taken"].includes(field) || claim[field] === undefined) continue;
      yield [["claims", at, field], field, claim[field]];
    }
  }
}

export const REFERENCE_RULES = {
  *"unknown-venue"(record, { data, venueId }) {
    if (record.kind !== "paper") return;
    const venues = [...valueOf(record, "venue"), ...claimsOf(record, "venue")];
    yield* unknownIds(venues, "venue", data.vocabularies.venues, venueId);
  },

  *"unknown-category"(record, { data }) {
    yield* unknownIds(itemsOf(record, "categories"), "category", data.vocabularies.categories);
  },

  *"unknown-tag"(record, { data }) {
    yield* unknownIds(itemsOf(record, "tags"), "tag", data.vocabularies.tags);
  },

  *"unknown-source"(record, { data }) {
    const sources = [...itemsOf(record, "sources"), ...claimsOf(record, "source")];
    yield* unknownIds(sources, "source", data.vocabularies.sources);
  },

  *"unknown-paper"(record, { catalog }) {
    if (record.kind !== "dataset" || !catalog) return;
    for (const [path, id] of valueOf(record, "paper")) {
      if (catalog.has(id)) continue;
      yield [path, `Unknown paper ${quote(id)}`, "See data/papers/; add it there if it is new"];
    }
  },

  *"repeated-item"(record) {
    for (const field of LIST_FIELDS) {
      const items = new Set();
      for (const [path, item] of itemsOf(record, field)) {
        if (items.has(item)) yield [path, `${quote(item)} appears twice in ${field}`, "Keep only one"];
        items.add(item);
      }
    }
  },

  *"taken-claim"(record, context) {
    const claimedFields = new Set();
    for (const [path, field, claimed] of takenFacts(record, context)) {
      const own = recordValue(record, field, context.data.fields);
      if (hasOwnProblem(record, field, own, claimed, context.data)) continue;
      if (JSON.stringify(own) !== JSON.stringify(claimed)) {
        const current = own === null ? "none" : quote(String(own));
        const claim = `${field} ${quote(String(claimed))}`;
        const message = `The taken claim has ${claim}, but the record has ${current}`;
        yield [path, message, "Change one of them"];
      } else if (claimedFields.has(field)) {
        yield [path, `Two taken claims for ${field}`, "Mark only the one the record follows"];
      }
      claimedFields.add(field);
    }
  },
};
