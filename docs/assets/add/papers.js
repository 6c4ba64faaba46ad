/** Titles, authors and years: what a reader would stumble over. See hooks/catalog/checks/names.py. */

import { pattern, quote } from "./letters.js";

/** A name as it is read aloud: `Namboodiri, Vinay P.` is Vinay P. Namboodiri. */
function givenFirst(name) {
  const at = name.indexOf(", ");
  return at < 0 ? name : `${name.slice(at + 2)} ${name.slice(0, at)}`;
}

/** The person whom a paper calls by a name; the name itself, if its letters cannot be folded here. */
function authorId(name, paper, { data, letters }) {
  const folded = letters.fold(givenFirst(name));
  if (folded === null) return givenFirst(name);
  const known = data.people.find(({ names, papers }) => names.includes(folded) && (!papers.length || papers.includes(paper)));
  return known?.id ?? letters.slug(givenFirst(name));
}

const authors = ({ sound }) => (sound.authors ?? []).entries();

export const PAPERS = {
  *"no-venue"({ kind, written, sound }) {
    if (kind !== "paper") return;
    const has = (key) => Object.hasOwn(written, key);
    if (has("venue") && !has("year") && !(sound.venue === "arxiv" && has("arxiv"))) yield [["venue"], "A venue without its year", "Write year: ..."];
    else if (!has("venue") && !has("arxiv")) yield [[], "Neither a venue with its year nor an arXiv id", 'Write venue: and year:, or arxiv: "2008.10010"'];
  },

  *"future-year"({ sound: { year, added } }, { data }) {
    if (Number(year) > data.year) yield [["year"], `${year} is in the future`, `At most ${data.year}`];
    if (Number(added?.slice(0, 4)) > data.year) yield [["added"], `${added} is in the future`, "Write the day of today"];
  },

  *"duplicate-author"(one, rules) {
    const seen = new Set();
    for (const [at, name] of authors(one)) {
      const id = authorId(name, one.id, rules);
      if (id && seen.has(id)) yield [["authors", at], `${quote(name)} is already an author of this paper`, "Keep one"];
      seen.add(id);
    }
  },

  *"joined-names"(one, { data }) {
    for (const [at, name] of authors(one)) {
      const parts = name.split(pattern(data.patterns.joined));
      if (parts.length > 1) yield [["authors", at], `${quote(name)} is more than one name`, `Write [${parts.join(", ")}]`];
    }
  },

  *"author-slug"(one, { letters }) {
    for (const [at, name] of authors(one)) {
      if (letters.fold(givenFirst(name)) === "") yield [["authors", at], `${quote(name)} is not a name`, "Write the name, or leave it out"];
    }
  },

  *"title-dress"({ kind, sound: { title } }, { data, letters }) {
    if (kind !== "paper" || title === undefined) return;
    const isUpper = /\p{Uppercase}/u.test(title) && !/[\p{Lowercase}\p{Lt}]/u.test(title);
    if (isUpper && letters.split(title).length > 2) yield [["title"], "The title is all capitals", "Write it as the paper prints it"];
    if (pattern(data.patterns.full_stop).test(title)) yield [["title"], "The title ends in a full stop", "Leave it out"];
  },
};
