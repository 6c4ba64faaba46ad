/** The papers of the catalog, for who is about to write one: by id, number and title. */

import { open } from "../search/engine.js";
import { likeness } from "./letters.js";
import { openRules } from "./rules.js";

/** The papers of the site at `base`. */
export async function openKnown(base) {
  const [engine, rules] = await Promise.all([open(base), openRules(base)]);
  return new Known(engine.index, await engine.cards(), rules);
}

export class Known {
  #index;
  #limits;
  #letters;
  #digits;
  #numbers;
  #titles;
  #links;

  constructor(index, cards, { data, letters }) {
    this.#index = index;
    this.#letters = letters;
    this.#links = cards.links;
    this.#limits = data.limits;
    this.#digits = new RegExp(data.patterns.digits[0], `${data.patterns.digits[1]}g`);
    const lines = cards.numbers.toLowerCase().split("\n");
    this.#numbers = new Map(lines.flatMap((line, row) => line.split(" ").filter(Boolean).map((number) => [number, row])));
  }

  /** Whether a paper has this id. */
  id(id) {
    return this.#index.row(id) !== undefined;
  }

  /** The id of the paper with an arXiv id or a DOI; null, if there is none. */
  number(value) {
    const row = this.#numbers.get(value.toLowerCase());
    return row === undefined ? null : this.#index.id(row);
  }

  /** The id of the newest paper that has a link; null, if none has. */
  link(url) {
    const row = this.#links.findIndex((links) => links?.some(([, href]) => href && same(href) === same(url)));
    return row < 0 ? null : this.#index.id(row);
  }

  /** The title of the paper with an id. */
  title(id) {
    const row = this.#index.row(id);
    return row === undefined ? null : this.#index.title(row);
  }

  /** The id of the paper with this title, whatever its case, accents and signs; null, if there is none. */
  titled(title) {
    const folded = this.#letters.fold(title, " ");
    const found = folded && this.#read().find((one) => one.folded === folded);
    return found ? this.#index.id(found.row) : null;
  }

  /**
   * The papers whose titles are nearly this one: see `near_equal_titles` in hooks/catalog/checks/names.py, which compares titles that
   * share a rare word. `own` is the id of the paper that has the title, if the catalog knows it. Titles in letters that we
   * cannot fold are near only to themselves.
   */
  near(title, own = null) {
    const folded = this.#letters.fold(title);
    const others = this.#read().filter(({ row }) => own === null || this.#index.row(own) !== row);
    if (folded === null) return this.#named(others.filter(({ row }) => this.#index.title(row) === title));
    const held = new Map();
    for (const { words } of [...others, { words: wordsOf(folded) }]) {
      for (const word of words) held.set(word, (held.get(word) ?? 0) + 1);
    }
    const rarest = (words) =>
      [...words]
        .sort((one, other) => held.get(one) - held.get(other) || (one < other ? -1 : 1))
        .slice(0, 3)
        .filter((word) => held.get(word) <= this.#limits.rare);
    const rare = new Set(rarest(wordsOf(folded)));
    const shares = ({ words }) => [...words].some((word) => rare.has(word)) && rarest(words).some((word) => rare.has(word));
    const isNear = (one) => one.isWhole && (one.folded === folded || shares(one)) && likeness(one.folded, folded) >= this.#limits.near / 100;
    return this.#named(others.filter(isNear)).filter((other) => !this.#toldApart(title, other.title));
  }

  #named(rows) {
    return rows.map(({ row }) => ({ id: this.#index.id(row), title: this.#index.title(row) }));
  }

  /** Whether numbers in the titles say that these are parts or versions: `Wave-9`, `Wave-10`. */
  #toldApart(one, other) {
    const numbers = (title) => (title.match(this.#digits) ?? []).join(" ");
    return numbers(one) !== numbers(other);
  }

  /** Every title, folded. */
  #read() {
    this.#titles ??= Array.from({ length: this.#index.size }, (_, row) => {
      const folded = this.#letters.fold(this.#index.title(row), " ");
      return { row, folded, words: wordsOf(folded), isWhole: this.#letters.fold(this.#index.title(row)) !== null };
    });
    return this.#titles;
  }
}

/** What two addresses share that lead to one place: see hooks/catalog/lists/links.py. */
const same = (url) => url.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/+$/, "").replace(/\.git$/, "").toLowerCase();

const wordsOf = (folded) => new Set(folded.split(" ").filter(Boolean));
