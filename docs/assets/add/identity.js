/** What makes a record itself: its id, and the numbers and the title that no other has. See hooks/catalog/checks/identity.py. */

import { length, quote, whole } from "./letters.js";
import { yearOf } from "./names.js";

/** An id as systems see it that know no case. */
const caseless = (id) => id.normalize("NFKC").replace(/[ßẞ]/g, "ss").toLowerCase();
const lastFour = (id) => [...id].slice(-4).join("");
const papersFile = (id) => `data/papers/${lastFour(id)}/${id}.yml`;

/** The id under which the catalog knows this very record; null, if it is new. */
const ownId = ({ id, file }, known) => (known.id(id) && file === papersFile(id) ? id : null);

/** A number that another paper has. */
function* twice(one, known, field, name) {
  if (one.kind !== "paper" || !known || one.sound[field] === undefined) return;
  const other = known.number(one.sound[field]);
  if (other !== null && other !== ownId(one, known)) {
    yield [[field], `${papersFile(other)} has the ${name} ${quote(one.sound[field])} too`, "Make one record of them, or correct the id"];
  }
}

export const IDENTITY = {
  *"id-pattern"({ kind, id, sound }, { data, letters }) {
    const { paper_id, entry_id } = data.patterns;
    if (whole(kind === "paper" ? paper_id : entry_id).test(id) && length(id) <= data.limits.id) return;
    const year = /\d{4}$/.exec(id)?.[0] ?? yearOf(sound) ?? "2020";
    const name = letters.slug(id.endsWith(year) ? id.slice(0, -year.length) : id).slice(0, data.limits.id - 5).replace(/^-+|-+$/g, "");
    const hint = kind === "paper" ? `Rename the file, perhaps to ${name || "name"}-${year}.yml` : "Write lower-case words joined by hyphens, like acm-mm";
    yield [[], `${quote(id)} is not an id`, hint];
  },

  *"id-folder"({ kind, id, file }, { data }) {
    const folder = file.split("/").at(-2);
    if (kind === "paper" && whole(data.patterns.paper_id).test(id) && folder !== lastFour(id)) {
      yield [[], `${quote(id)} stands in the folder ${folder}`, `Move it to ${papersFile(id)}`];
    }
  },

  *"id-collision"(one, { data, known }) {
    const key = caseless(one.id);
    const isTaken =
      one.kind === "paper" ? known?.id(key) && ownId(one, known) === null : key !== one.id && data.vocabularies.datasets.some(({ id }) => id === key);
    if (isTaken) yield [[], `The id ${quote(one.id)} collides with ${quote(key)}`, "Rename one"];
  },

  *"reserved-id"({ id }, { data }) {
    if (data.reserved.includes(id.toLowerCase())) yield [[], `${quote(id)} is reserved`, "Choose another name"];
  },

  *"reused-id"(one, { data, known }) {
    const owner = (id) => (Object.hasOwn(data.replaced, id) ? data.replaced[id] : null);
    const own = known && ownId(one, known);
    for (const [at, old] of (one.sound.replaces ?? []).entries()) {
      const isTaken = old === one.id || known?.id(old) || data.gone.includes(old) || ![null, own].includes(owner(old));
      if (isTaken) yield [["replaces", at], `${quote(old)} is in use`, "An address leads to one place"];
    }
    const { id, kind } = one;
    if (data.gone.includes(id)) yield [[], `${quote(id)} was given up: see data/gone.yml`, "Choose another name"];
    else if (kind === "paper" && ![null, own].includes(owner(id))) yield [[], `${quote(id)} is an earlier id of ${owner(id)}`, "Choose another name"];
  },

  *"duplicate-arxiv"(one, { known }) {
    yield* twice(one, known, "arxiv", "arXiv id");
  },

  *"duplicate-doi"(one, { known }) {
    yield* twice(one, known, "doi", "DOI");
  },

  *"near-equal-titles"(one, { known }) {
    if (one.kind !== "paper" || !known || one.sound.title === undefined) return;
    for (const { id, title } of known.near(one.sound.title, ownId(one, known))) {
      yield [["title"], `Nearly the title of ${papersFile(id)}: ${quote(title)}`, "If it is one paper, make one record of them"];
    }
  },
};
