/** Rules on references to other records and vocabularies. See hooks/catalog/checks/references.py. */

const LIST_FIELDS = ["categories", "tags", "sources", "kind", "aliases", "replaces", "instead", "emotions"];

/** Where kinds of records are, if not in a file named after them. */
const FILES = { paper: "data/papers/", dataset: "data/datasets/", category: "data/categories.yml" };

// Each returns pairs of a path and an id.
const itemsOf = ({ valid }, field) => (valid[field] ?? []).map((id, at) => [[field, at], id]);
const datasetsOf = ({ kind, valid }) =>
  Object.entries((kind === "paper" && valid.datasets) || {}).flatMap(([use, ids]) =>
    ids.map((id, at) => [["datasets", use, at], id]),
  );
const valueOf = ({ valid }, field) => (valid[field] === undefined ? [] : [[[field], valid[field]]]);
const claimsOf = ({ valid }, field) =>
  (valid.claims ?? []).flatMap((claim, at) =>
    claim[field] === undefined ? [] : [[["claims", at, field], claim[field]]],
  );

/** Yield a violation for each id that is not in a vocabulary. */
function* unknownIds(record, references, kind, vocabulary, { data, folding, messages }) {
  if (!vocabulary.length && kind !== "paper") return;
  const ids = vocabulary.map(({ id }) => id);
  const file = FILES[kind] ?? `data/${kind}s.yml`;
  for (const [path, reference] of references) {
    if (ids.includes(reference)) continue;
    const values = { kind, name: messages.quote(reference), file, known: ids.join(", ") };
    const id = idOfSpelling(reference, record, vocabulary, folding);
    const similar = id ? null : messages.findSimilar(reference, ids);
    if (id) yield [path, "spelling", { ...values, value: id }];
    else if (similar) yield [path, "similar", { ...values, similar: messages.quote(similar) }];
    else yield [path, ids.length <= data.limits.listed_names ? "few" : "many", values];
  }
}

/** Return the id of the only entry with a spelling; a year after it may be that of the record. */
function idOfSpelling(text, { valid }, vocabulary, folding) {
  const year = ` ${valid.year}`;
  const folded = folding.fold(text);
  const spelling = folded?.endsWith(year) ? folded.slice(0, -year.length) : folded;
  if (!spelling) return null;
  const matches = vocabulary.filter(({ id, name = "", short = "", aliases = [] }) =>
    [id, name, short, ...aliases].some((known) => folding.fold(known) === spelling),
  );
  return matches.length === 1 ? matches[0].id : null;
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
      if (["source", "taken", "refused", "weak"].includes(field) || claim[field] === undefined) continue;
      yield [["claims", at, field], field, claim[field]];
    }
  }
}

/** Yield the path and length of each list in the values of a record. */
function* listLengths(value, path) {
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  if (isList) yield [path, value.length];
  for (const [step, inner] of isList ? value.entries() : Object.entries(value)) {
    yield* listLengths(inner, [...path, step]);
  }
}

export const REFERENCE_RULES = {
  *"unknown-venue"(record, context) {
    if (record.kind !== "paper") return;
    const venues = [...valueOf(record, "venue"), ...claimsOf(record, "venue")];
    yield* unknownIds(record, venues, "venue", context.data.vocabularies.venues, context);
  },

  *"unknown-category"(record, context) {
    const { categories } = context.data.vocabularies;
    yield* unknownIds(record, itemsOf(record, "categories"), "category", categories, context);
  },

  *"unknown-tag"(record, context) {
    yield* unknownIds(record, itemsOf(record, "tags"), "tag", context.data.vocabularies.tags, context);
  },

  *"unknown-source"(record, context) {
    const sources = [...itemsOf(record, "sources"), ...claimsOf(record, "source")];
    yield* unknownIds(record, sources, "source", context.data.vocabularies.sources, context);
  },

  *"unknown-paper"(record, context) {
    if (record.kind !== "dataset" || !context.catalog) return;
    const papers = valueOf(record, "paper").filter(([, id]) => !context.catalog.has(id));
    if (papers.length) yield* unknownIds(record, papers, "paper", context.catalog.names, context);
  },

  *"unknown-dataset"(record, context) {
    const { kind, id, valid } = record;
    const known = context.data.vocabularies.datasets;
    const isNew = kind === "dataset" && !known.some((dataset) => dataset.id === id);
    const datasets = isNew ? [...known, { id, name: valid.name, aliases: valid.aliases }] : known;
    const references = kind === "paper" ? datasetsOf(record) : itemsOf(record, "instead");
    yield* unknownIds(record, references, "dataset", datasets, context);
  },

  *"repeated-item"(record, { messages }) {
    const items = new Set();
    const listed = LIST_FIELDS.flatMap((field) => itemsOf(record, field));
    for (const [path, item] of [...listed, ...datasetsOf(record)]) {
      const key = JSON.stringify([path.slice(0, -1), item]);
      if (items.has(key)) yield [path, "repeated", { item: messages.quote(item), field: path.at(-2) }];
      items.add(key);
    }
  },

  *"list-length"({ fields }, { data: { limits } }) {
    for (const [path, length] of listLengths(fields, [])) {
      const field = path.findLast((step) => typeof step === "string");
      const variant = field === "authors" ? "authors" : "other";
      const limit = variant === "authors" ? limits.authors : limits.items;
      if (length > limit) yield [path, variant, { field, count: length.toLocaleString("en"), limit }];
    }
  },

  *"taken-claim"(record, context) {
    for (const [at, { taken, refused }] of (record.valid.claims ?? []).entries()) {
      if (taken === "true" && refused === "true") yield [["claims", at, "refused"], "refused"];
    }
    const claimedFields = new Set();
    for (const [path, field, claimed] of takenFacts(record, context)) {
      const own = recordValue(record, field, context.data.fields);
      if (hasOwnProblem(record, field, own, claimed, context.data)) continue;
      if (JSON.stringify(own) !== JSON.stringify(claimed)) {
        const quoteValue = (value) => context.messages.quote([value].flat().join(", "));
        const values = { field, claimed: quoteValue(claimed) };
        if (own?.length) yield [path, "conflict", { ...values, current: quoteValue(own) }];
        else yield [path, "missing", values];
      } else if (claimedFields.has(field)) {
        yield [path, "two", { field }];
      }
      claimedFields.add(field);
    }
  },
};
