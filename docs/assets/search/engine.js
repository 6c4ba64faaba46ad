/** Finds papers: the only module that pages need to know. */

import { compact, fold, words } from "./fold.js";
import { Index } from "./index.js";
import { nearest, select } from "./facets.js";
import { Postings } from "./postings.js";
import { parse } from "./query.js";
import { ranked } from "./rank.js";
import { stem } from "./stem.js";

const SLICE = 8; // milliseconds of work between two pauses, so that keys and scrolling come through

/** Fetch a JSON file of the site; an error says what went wrong. */
export async function fetchJson(url) {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${url} cannot be read: ${reply.status} ${reply.statusText}`);
  return reply.json();
}

/** Open the index of the site at `base`. */
export async function open(base) {
  const index = new Index(await fetchJson(new URL("search/index.json", base)));
  return new Engine(base, index, await inSlices(Postings.of(index)));
}

/** Run a generator to its end, with pauses. Null if it is no longer wanted. */
async function inSlices(steps, wanted = () => true) {
  let began = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - began < SLICE) continue;
    await new Promise((resume) => setTimeout(resume));
    if (!wanted()) return null;
    began = performance.now();
  }
}

export class Engine {
  #base;
  #turn = 0;
  #cards;

  constructor(base, index, postings) {
    this.#base = base;
    this.index = index;
    this.postings = postings;
  }

  /** What cards show beside the index, and the arXiv ids and DOIs; fetched when first asked for. */
  cards() {
    this.#cards ??= fetchJson(new URL("search/cards.json", this.#base));
    return this.#cards;
  }

  /**
   * The papers that a text and filters find.
   *
   * `sort` is `best`, `newest`, `oldest`, `title` or `venue`; without it the best come first, or the newest if there is no text. The
   * answer is null if another question came meanwhile, else: `rows`; `counts` and `unknown` of facets.js; `how` words were
   * found, of rank.js; `instead`, the words that misspelt ones are taken for; `missing`, the words that the first paper lacks;
   * `marks`, which tells whether a word of a text was asked for.
   */
  async ask({ text = "", filters = [], sort = "" }) {
    const turn = ++this.#turn;
    const query = parse(text);
    const match = await inSlices(ranked(this.index, this.postings, query), () => turn === this.#turn);
    if (match && query.numbers.length) match.rows = await this.#numbered(query.numbers, match.rows);
    if (turn !== this.#turn) return null;
    const all = [...query.filters, ...filters];
    const { rows, counts, unknown } = select(this.index, this.postings, match.rows, all);
    const suggested = unknown.map((filter) => ({ ...filter, nearest: nearest(this.index, filter) }));
    const order = sort || (query.words.length || query.phrases.length ? "best" : "newest");
    return { query, filters: all, counts, unknown: suggested, rows: this.#sorted(rows, order), ...this.#explained(match, query) };
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
    if (order === "title" || order === "venue") {
      const names = new Map(Array.from(newest, (row) => [row, fold(order === "title" ? this.index.title(row) : this.index.venue(row).name)]));
      return newest.sort((one, other) => (names.get(one) < names.get(other) ? -1 : names.get(one) > names.get(other) ? 1 : one - other));
    }
    return newest;
  }

  #explained({ how, found, rows }, query) {
    const row = rows[0];
    const asked = found.filter(({ word }) => !word.optional);
    const slipped = (typed, term) => term && !term.startsWith(typed) && stem(term) !== stem(typed);
    const taken = (one) => [...one.terms].sort((a, b) => b[1] - a[1]).find(([term]) => this.postings.stands(term, row))?.[0];
    const instead = how === "alike" && row !== undefined
      ? asked.map((one) => [one.word.parts.join("-"), this.postings.terms[taken(one)]]).filter(([typed, term]) => slipped(compact(typed), term))
      : [];
    const missing = how === "some" ? asked.filter(({ scores }) => !(scores[row] > 0)).map(({ word }) => word.parts.join("-")) : [];
    const quoted = new Set(query.phrases.flat());
    const marks = (text) => words(text).some((part) => {
      const term = this.postings.number.get(part);
      return quoted.has(part) || (term !== undefined && found.some((one) => one.has(term)));
    });
    return { how, instead, missing, marks };
  }
}
