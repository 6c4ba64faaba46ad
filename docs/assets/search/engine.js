/** Finds papers: the only module that pages need to know. */

import { nearest, select } from "./facets.js";
import { fold, words } from "./fold.js";
import { Index, checked } from "./index.js";
import { ofPapers, ofPeople } from "./postings.js";
import { parse } from "./query.js";
import { ranked } from "./rank.js";
import { stem } from "./stem.js";

const SLICE = 12; // milliseconds of work between two pauses

/** Fetch a JSON file of the site; an error says what went wrong. */
export async function fetchJson(url) {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${url} cannot be read: ${reply.status} ${reply.statusText}`);
  return reply.json();
}

/** Open the index of the site at `base`. */
export async function open(base) {
  const index = await inSlices(Index.of(await fetchJson(new URL("search/index.json", base))));
  return new Engine(base, index, await inSlices(ofPapers(index)));
}

/** Let keys, scrolling and drawing come through. */
const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resume) => setTimeout(resume));

/** Run a generator to its end, with pauses. Null if it is no longer wanted. */
async function inSlices(steps, wanted = () => true) {
  let began = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - began < SLICE) continue;
    await pause();
    if (!wanted()) return null;
    began = performance.now();
  }
}

export class Engine {
  #base;
  #turn = 0;
  #cards;
  #people;

  constructor(base, index, papers) {
    this.#base = base;
    this.index = index;
    /** Postings: of papers, and of people once they have come. */
    this.layers = [papers];
  }

  /** What cards show beside the index, and the arXiv ids and DOIs; fetched when first asked for. */
  cards() {
    this.#cards ??= fetchJson(new URL("search/cards.json", this.#base)).then(checked, (error) => {
      this.#cards = undefined;
      throw error;
    });
    return this.#cards;
  }

  /** The authors; fetched when first asked for. They come by themselves where only they can answer. */
  people() {
    this.#people ??= this.#join().catch((error) => {
      this.#people = undefined; // the next question tries again
      throw error;
    });
    return this.#people;
  }

  async #join() {
    const data = await fetchJson(new URL("search/people.json", this.#base));
    await inSlices(this.index.join(data));
    this.layers.push(await inSlices(ofPeople(this.index, data.latin)));
  }

  /**
   * The papers that a text and filters find.
   *
   * `sort` is `best`, `newest`, `oldest`, `title` or `venue`; without it the best come first, or the newest if there is no text. The
   * answer is null if another question came meanwhile, else: `rows`; `counts` and `unknown` of facets.js; `missing`, the ids that were
   * asked for and are of no paper; `how` words were found, of rank.js; `notice`, what that means, in a sentence for the reader; `marks`, which tells whether a word of a
   * text was asked for.
   */
  async ask({ text = "", filters = [], sort = "" }) {
    const turn = ++this.#turn;
    const wanted = () => turn === this.#turn;
    const query = parse(text);
    const all = [...query.filters, ...filters];
    if (all.some(({ key }) => key === "author" || key === "word")) await this.people();
    const match = await this.#matched(query, wanted);
    if (match === null || !wanted()) return null;
    const { rows, counts, unknown } = select(this.index, this.layers, match.rows, all);
    const suggested = unknown.map((filter) => ({ ...filter, nearest: nearest(this.index, filter) }));
    const missing = all.filter(({ key }) => key === "ids").flatMap(({ value }) => value.split(",")).filter((id) => this.index.row(id) === undefined);
    const order = sort || (query.words.length || query.phrases.length ? "best" : "newest");
    return { query, filters: all, counts, unknown: suggested, missing, rows: this.#sorted(rows, order), ...this.#explained(match, query, rows[0]) };
  }

  async #matched(query, wanted) {
    const match = await inSlices(ranked(this.index, this.layers, query), wanted);
    if (match && match.how !== "all" && this.layers.length === 1) {
      await this.people();
      return this.#matched(query, wanted);
    }
    if (match && query.numbers.length) match.rows = await this.#numbered(query.numbers, match.rows);
    return match;
  }

  /** The papers with an arXiv id or DOI. */
  async #numbered(numbers, rows) {
    const lines = (await this.cards()).numbers.toLowerCase().split("\n");
    return rows.filter((row) => numbers.some((number) => lines[row].split(" ").includes(number)));
  }

  #sorted(rows, order) {
    if (order === "best") return rows;
    const newest = Uint32Array.from(rows).sort();
    if (order === "oldest") return newest.reverse();
    if (order === "newest") return newest;
    const name = (row) => fold(order === "title" ? this.index.title(row) : this.index.venue(row).name);
    const names = new Map(Array.from(newest, (row) => [row, name(row)]));
    return newest.sort((one, other) => (names.get(one) < names.get(other) ? -1 : names.get(one) > names.get(other) ? 1 : one - other));
  }

  /** What was done to the query, in a sentence, and which words to mark. `first` is the first paper that is shown. */
  #explained({ how, found }, query, first) {
    const asked = found.filter(({ word }) => !word.optional);
    const quoted = new Set(query.phrases.flat());
    const marks = (text) => words(text).some((part) => quoted.has(part) || found.some((one) => one.has(part)));
    return { how, notice: first === undefined ? "" : this.#notice(how, asked, first), marks };
  }

  #notice(how, asked, first) {
    const written = ({ word }) => word.parts.join("-");
    if (how === "some") return `No paper has all these words. These lack ${quoted(asked.filter(({ scores }) => !(scores[first] > 0)).map(written))}.`;
    const taken = how === "alike" ? asked.map((one) => [written(one), this.#taken(one, first)]).filter(([, term]) => term) : [];
    return taken.length ? `No paper has ${quoted(taken.map(([typed]) => typed))}. These have ${quoted(taken.map(([, term]) => term))}.` : "";
  }

  /** The term that a misspelt word is taken for in a paper; none if the word is a form or beginning of it. */
  #taken({ terms, typed }, row) {
    const stands = (term) => this.layers.some((layer) => layer.number.has(term) && layer.has(layer.number.get(term), row));
    const [term] = [...terms].sort(([, one], [, other]) => other - one).find(([text]) => stands(text)) ?? [];
    return term && !term.startsWith(typed) && stem(term) !== stem(typed) ? term : null;
  }
}

const quoted = (texts) => texts.map((text) => `“${text}”`).join(" and ");
