/** Names of other records: each must stand for one. See hooks/catalog/checks/references.py. */

import { didYouMean, quote } from "./letters.js";

const MANY = 12; // names that a hint can still list
const LISTS = ["categories", "tags", "sources", "kind", "aliases", "replaces"];

const items = ({ sound }, field) => (sound[field] ?? []).map((name, at) => [[field, at], name]);
const single = ({ sound }, field) => (sound[field] === undefined ? [] : [[[field], sound[field]]]);
const claimed = ({ sound }, field) =>
  (sound.claims ?? []).flatMap((claim, at) => (claim[field] === undefined ? [] : [[["claims", at, field], claim[field]]]));

/** Every name that is not in a vocabulary, with the one that it spells or the nearest. */
function* unknown(names, kind, entries, meant = () => null) {
  if (!entries.length) return;
  const known = entries.map(({ id }) => id);
  for (const [path, name] of names) {
    if (known.includes(name)) continue;
    const listed = known.length <= MANY ? `Known: ${known.join(", ")}` : "It is not among the known ones";
    const spelt = meant(name);
    const hint = spelt ? `Write ${spelt}` : didYouMean(name, known, `${listed}; add it if it is new`);
    yield [path, `Unknown ${kind} ${quote(name)}`, hint];
  }
}

/** What a record says of a fact that a claim is about. */
function said({ kind, sound }, field, fields) {
  if (field === "venue" && kind === "paper") return sound.venue ?? "arxiv";
  return sound[field] ?? (fields[kind][field]?.type === "list" ? [] : null);
}

/** Whether a field of record or claim has a problem of its own, which may be all that keeps them apart. */
function isTold({ written }, field, ours, theirs, { vocabularies: { venues } }) {
  if (field !== "venue") return Object.hasOwn(written, field) && !ours?.length;
  return venues.length > 0 && [ours, theirs].some((venue) => !venues.some(({ id }) => id === venue));
}

export const REFERENCES = {
  *"unknown-venue"(one, { data, venue }) {
    if (one.kind !== "paper") return;
    yield* unknown([...single(one, "venue"), ...claimed(one, "venue")], "venue", data.vocabularies.venues, venue);
  },

  *"unknown-category"(one, { data }) {
    yield* unknown(items(one, "categories"), "category", data.vocabularies.categories);
  },

  *"unknown-tag"(one, { data }) {
    yield* unknown(items(one, "tags"), "tag", data.vocabularies.tags);
  },

  *"unknown-source"(one, { data }) {
    yield* unknown([...items(one, "sources"), ...claimed(one, "source")], "source", data.vocabularies.sources);
  },

  *"unknown-paper"(one, { known }) {
    if (one.kind !== "dataset" || !known) return;
    for (const [path, name] of single(one, "paper")) {
      if (!known.id(name)) yield [path, `Unknown paper ${quote(name)}`, "The known ones stand in data/papers/; add it if it is new"];
    }
  },

  *"repeated-item"(one) {
    for (const field of LISTS) {
      const seen = new Set();
      for (const [path, item] of items(one, field)) {
        if (seen.has(item)) yield [path, `${quote(item)} stands twice in ${field}`, "Keep one"];
        seen.add(item);
      }
    }
  },

  *"taken-claim"(one, { data }) {
    const taken = new Set();
    for (const [at, claim] of (one.sound.claims ?? []).entries()) {
      for (const field of Object.keys(data.fields.claim)) {
        if (claim.taken !== "true" || ["source", "taken"].includes(field) || claim[field] === undefined) continue;
        const [ours, theirs] = [said(one, field, data.fields), claim[field]];
        if (isTold(one, field, ours, theirs, data)) continue;
        const path = ["claims", at, field];
        if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
          yield [path, `The taken claim says ${field} ${quote(String(theirs))}, the record ${quote(String(ours))}`, "Change one of them"];
        } else if (taken.has(field)) {
          yield [path, `Two claims are taken for ${field}`, "Mark the one that is followed"];
        }
        taken.add(field);
      }
    }
  },
};
