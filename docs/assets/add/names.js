/** Rules on titles, authors, venues and years. See hooks/catalog/checks/names.py. */

import { quote, toRegExp } from "./text.js";

/** Return a name with the given name first: `Namboodiri, Vinay P.` is Vinay P. Namboodiri. */
function givenFirst(name) {
  const at = name.indexOf(", ");
  return at < 0 ? name : `${name.slice(at + 2)} ${name.slice(0, at)}`;
}

/** Return the id of the author that a paper names; the name itself if its letters cannot be folded. */
function authorId(name, paper, { data, folding }) {
  const folded = folding.fold(givenFirst(name));
  if (folded === null) return givenFirst(name);
  const person = data.people.find(
    ({ names, papers }) => names.includes(folded) && (!papers.length || papers.includes(paper)),
  );
  return person?.id ?? folding.slug(givenFirst(name));
}

const authorsOf = ({ valid }) => (valid.authors ?? []).entries();

export const NAME_RULES = {
  *"no-venue"({ kind, fields, valid }) {
    if (kind !== "paper") return;
    const has = (key) => Object.hasOwn(fields, key);
    const isPreprint = valid.venue === "arxiv" && has("arxiv");
    if (has("venue") && !has("year") && !isPreprint) {
      yield [["venue"], "The venue has no year", "Write year: ..."];
    } else if (!has("venue") && !has("arxiv")) {
      const hint = 'Write venue: and year:, or arxiv: "2008.10010"';
      yield [[], "Neither a venue with its year nor an arXiv ID", hint];
    }
  },

  *"future-year"({ valid: { year, added } }, { data }) {
    if (Number(year) > data.year) {
      yield [["year"], `${year} is in the future`, `Write ${data.year} or earlier`];
    }
    if (Number(added?.slice(0, 4)) > data.year) {
      yield [["added"], `${added} is in the future`, "Write today's date"];
    }
  },

  *"duplicate-author"(record, context) {
    const ids = new Set();
    for (const [at, name] of authorsOf(record)) {
      const id = authorId(name, record.id, context);
      if (id && ids.has(id)) {
        yield [["authors", at], `${quote(name)} is already an author of this paper`, "Keep only one"];
      }
      ids.add(id);
    }
  },

  *"joined-names"(record, { data }) {
    for (const [at, name] of authorsOf(record)) {
      const names = name.split(toRegExp(data.patterns.joined));
      if (names.length > 1) {
        yield [["authors", at], `${quote(name)} is more than one name`, `Write [${names.join(", ")}]`];
      }
    }
  },

  *"author-slug"(record, { folding }) {
    for (const [at, name] of authorsOf(record)) {
      if (folding.fold(givenFirst(name)) === "") {
        yield [["authors", at], `${quote(name)} is not a name`, "Write the author's name, or remove it"];
      }
    }
  },

  *"title-dress"({ kind, valid: { title } }, { data, folding }) {
    if (kind !== "paper" || title === undefined) return;
    const isUpper = /\p{Uppercase}/u.test(title) && !/[\p{Lowercase}\p{Lt}]/u.test(title);
    if (isUpper && folding.split(title).length > 2) {
      yield [["title"], "The title is in all capitals", "Capitalize it as the paper does"];
    }
    if (toRegExp(data.patterns.full_stop).test(title)) {
      yield [["title"], "The title ends with a period", "Remove it"];
    }
  },
};
