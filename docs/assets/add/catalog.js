/** The published papers, to look up by id, identifier, link and title. */

import { openEngine } from "../search/engine.js";
import { urlKey } from "./links.js";
import { loadRules } from "./rules.js";
import { similarity, toRegExp } from "./text.js";

const APOSTROPHES = /['’]/g;

/** Load the papers of the site at `base`. */
export async function loadCatalog(base) {
  const [engine, rules] = await Promise.all([openEngine(base), loadRules(base)]);
  return new Catalog(engine.index, await engine.loadCards(), rules);
}

export class Catalog {
  #index;
  #limits;
  #folding;
  #digits;
  #rows; // by arXiv ID and DOI
  #titles;
  #links;
  #linkKeys = null;
  #table; // of links

  constructor(index, cards, { data, folding }) {
    this.#index = index;
    this.#folding = folding;
    this.#links = cards.links;
    this.#limits = data.limits;
    this.#table = data.links;
    this.#digits = toRegExp(data.patterns.digits, "g");
    this.#rows = new Map();
    for (const [row, line] of cards.numbers.toLowerCase().split("\n").entries()) {
      for (const identifier of line.split(" ").filter(Boolean)) this.#rows.set(identifier, row);
    }
  }

  has(id) {
    return this.#index.row(id) !== undefined;
  }

  /** Return the id of the paper with an arXiv ID or DOI, or null. */
  findByIdentifier(value) {
    const row = this.#rows.get(value.toLowerCase());
    return row === undefined ? null : this.#index.id(row);
  }

  /** Return `{id, name}` of the newest paper with a link, and how its card names the link; or null. */
  findByLink(url) {
    return this.findAllByLink(url)[0] ?? null;
  }

  /** Return `{id, name}` of all papers with a link, newest first. */
  findAllByLink(url) {
    const found = this.#linksByKey.get(urlKey(url, this.#table)) ?? [];
    return found.map(([row, name]) => ({ id: this.#index.id(row), name }));
  }

  /** Rows and names of links by their key. */
  get #linksByKey() {
    if (this.#linkKeys) return this.#linkKeys;
    this.#linkKeys = new Map();
    for (const [row, links] of this.#links.entries()) {
      for (const [name, href, url = href] of links ?? []) {
        const key = url && urlKey(url, this.#table); // the record's, also if it leads elsewhere today
        if (!key) continue;
        if (!this.#linkKeys.has(key)) this.#linkKeys.set(key, []);
        this.#linkKeys.get(key).push([row, name]);
      }
    }
    return this.#linkKeys;
  }

  /** Return the id of the paper with a title, ignoring case, accents and punctuation, or null. */
  findByTitle(title) {
    const folded = this.#folding.fold(title, " ");
    const match = folded && this.#foldedTitles.find((entry) => entry.folded === folded);
    return match ? this.#index.id(match.row) : null;
  }

  /**
   * Return the papers whose titles begin with a text, as `{id, title, venue, year, isWhole}`, newest first.
   *
   * Only letters and digits count, since URLs spell titles without punctuation. `venue` is an id.
   */
  findByTitleStart(text) {
    const start = this.#letters(text);
    const entries = start ? this.#foldedTitles.filter(({ letters }) => letters.startsWith(start)) : [];
    return entries.map(({ row, letters }) => ({
      id: this.#index.id(row),
      title: this.#index.title(row),
      venue: this.#index.venue(row)?.id ?? null,
      year: this.#index.years[row],
      isWhole: letters === start,
    }));
  }

  #letters = (text) => this.#folding.fold(text.replace(APOSTROPHES, ""), " ").replaceAll(" ", "");

  /** Return id and short name of each paper, newest first. */
  get names() {
    const rows = Array.from({ length: this.#index.size }, (_, row) => row);
    return rows.map((row) => ({ id: this.#index.id(row), short: this.#index.names(row)[0] }));
  }

  /** Return the title of a paper, or null. */
  titleOf(id) {
    const row = this.#index.row(id);
    return row === undefined ? null : this.#index.title(row);
  }

  /**
   * Return `{id, title}` of the papers whose titles are nearly equal to one, leaving out the paper `own`.
   *
   * As `near_equal_titles` of hooks/catalog/checks/names.py, only titles that share a rare word are compared.
   * A title that cannot be folded is similar only to itself.
   */
  findSimilar(title, own = null) {
    const folded = this.#folding.fold(title);
    const entries = this.#foldedTitles.filter(({ row }) => own === null || this.#index.row(own) !== row);
    if (folded === null) return this.#papers(entries.filter(({ row }) => this.#index.title(row) === title));
    const rareWords = rareWordFinder([...entries, { words: wordsOf(folded) }], this.#limits);
    const rare = new Set(rareWords(wordsOf(folded)));
    const sharesRareWord = ({ words }) =>
      [...words].some((word) => rare.has(word)) && rareWords(words).some((word) => rare.has(word));
    const isSimilar = (entry) =>
      entry.isFoldable &&
      (entry.folded === folded || sharesRareWord(entry)) &&
      similarity(entry.folded, folded) >= this.#limits.duplicate_similarity / 100;
    return this.#papers(entries.filter(isSimilar)).filter(
      (paper) => !this.#haveOtherNumbers(title, paper.title),
    );
  }

  #papers(entries) {
    return entries.map(({ row }) => ({ id: this.#index.id(row), title: this.#index.title(row) }));
  }

  /** Test for titles of parts or versions: `Wave-9`, `Wave-10`. */
  #haveOtherNumbers(first, second) {
    const numbers = (title) => (title.match(this.#digits) ?? []).join(" ");
    return numbers(first) !== numbers(second);
  }

  get #foldedTitles() {
    this.#titles ??= Array.from({ length: this.#index.size }, (_, row) => {
      const title = this.#index.title(row);
      const folded = this.#folding.fold(title, " ");
      const isFoldable = this.#folding.fold(title) !== null;
      return { row, folded, letters: this.#letters(title), words: wordsOf(folded), isFoldable };
    });
    return this.#titles;
  }
}

/** Return a function that picks a title's rarest words, if they are in few enough of the `entries`. */
function rareWordFinder(entries, { rare_words: maxWords, papers_per_rare_word: maxTitles }) {
  const counts = new Map();
  for (const { words } of entries) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const compare = (a, b) => counts.get(a) - counts.get(b) || (a < b ? -1 : 1);
  return (words) =>
    [...words]
      .sort(compare)
      .slice(0, maxWords)
      .filter((word) => counts.get(word) <= maxTitles);
}

const wordsOf = (folded) => new Set(folded.split(" ").filter(Boolean));
