/** Rules on titles, authors, venues and years. See hooks/catalog/checks/names.py. */

import { arxivYear } from "./link.js";
import { toRegExp } from "./text.js";

/** Return a name with the given name first: `Namboodiri, Vinay P.` is Vinay P. Namboodiri. */
function givenFirst(name) {
  const at = name.indexOf(", ");
  return at < 0 ? name : `${name.slice(at + 2)} ${name.slice(0, at)}`;
}

/** Return the id of an author, "" if there can be none, or the name if its letters cannot be folded. */
function authorId(name, paper, { data, folding }) {
  const folded = folding.fold(givenFirst(name));
  if (folded === null) return givenFirst(name);
  const person = data.people.find(
    ({ names, papers }) => names.includes(folded) && (!papers.length || papers.includes(paper)),
  );
  if (person) return person.id;
  const slug = folding.slug(givenFirst(name));
  return slug.length <= data.limits.author_slug && !data.reserved.includes(slug) ? slug : "";
}

const authorsOf = ({ valid }) => (valid.authors ?? []).entries();

export const NAME_RULES = {
  *"no-venue"({ kind, fields, valid }) {
    if (kind !== "paper") return;
    const has = (key) => Object.hasOwn(fields, key);
    const isPreprint = valid.venue === "arxiv" && has("arxiv");
    if (has("venue") && !has("year") && !isPreprint) {
      yield [["venue"], "no_year"];
    } else if (!has("venue") && !has("arxiv")) {
      yield [[], "no_venue"];
    }
  },

  *"future-year"({ valid: { year, added } }, { data }) {
    if (Number(year) > data.year) {
      yield [["year"], "year", { date: year, latest_year: data.year }];
    }
    if (Number(added?.slice(0, 4)) > data.year) {
      yield [["added"], "added", { date: added }];
    }
  },

  *"submission-date"({ kind, fields, valid: { submitted, arxiv } }, { messages }) {
    if (kind !== "paper" || submitted === undefined) return;
    if (arxiv === undefined) {
      if (!Object.hasOwn(fields, "arxiv")) yield [["submitted"], "missing"];
      return;
    }
    const [year, month] = submitted.split("-").map(Number);
    const digits = arxiv.slice(arxiv.lastIndexOf("/") + 1);
    const months = (arxivYear(arxiv) - year) * 12 + Number(digits.slice(2, 4)) - month;
    if (months !== 0 && months !== 1) {
      yield [["submitted"], "other", { date: submitted, arxiv: messages.quote(arxiv) }];
    }
  },

  *"duplicate-author"(record, context) {
    const ids = new Set();
    for (const [at, name] of authorsOf(record)) {
      const id = authorId(name, record.id, context);
      if (id && ids.has(id)) {
        yield [["authors", at], "duplicate", { name: context.messages.quote(name) }];
      }
      ids.add(id);
    }
  },

  *"joined-names"(record, { data, messages }) {
    for (const [at, name] of authorsOf(record)) {
      const names = name.split(toRegExp(data.patterns.name_separator));
      if (names.length > 1) {
        yield [["authors", at], "joined", { name: messages.quote(name), names: names.join(", ") }];
      }
    }
  },

  *"author-slug"(record, { folding, messages }) {
    for (const [at, name] of authorsOf(record)) {
      if (folding.fold(givenFirst(name)) === "") {
        yield [["authors", at], "symbols", { name: messages.quote(name) }];
      }
    }
  },

  *"title-dress"({ kind, valid: { title } }, { data, folding }) {
    if (kind !== "paper" || title === undefined) return;
    const isUpper = /\p{Uppercase}/u.test(title) && !/[\p{Lowercase}\p{Lt}]/u.test(title);
    if (isUpper && folding.split(title).length > 2) {
      yield [["title"], "capitals"];
    }
    if (toRegExp(data.patterns.trailing_period).test(title)) {
      yield [["title"], "period"];
    }
  },
};
