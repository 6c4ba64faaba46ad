/** The search engine: finds papers by text and filters. Pages need only this module. */

import { applyFilters, suggestValue } from "./facets.js";
import { fold, tokenize } from "./fold.js";
import { Index, checkFormat } from "./index.js";
import { rankingNotice } from "./notice.js";
import { splitLines } from "./packing.js";
import { abstractPostings, paperPostings, peoplePostings, summaryPostings } from "./postings.js";
import { parseQuery } from "./query.js";
import { rank, rankWithAbstracts } from "./rank.js";

const SLICE_MS = 12; // of work between two pauses
const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200)); // Safari lacks it

/** Fetch a JSON file of the site; throw with the reason if that fails. */
export async function fetchJson(url) {
  const response = await fetch(url);
  if (response.ok) return response.json();
  throw new Error(`${url} returned ${response.status} ${response.statusText}`);
}

/** Load the search engine of the site at `base`. */
export async function openEngine(base) {
  const index = await runInSlices(Index.decode(await fetchJson(new URL("search/index.json", base))));
  return new Engine(base, index, await runInSlices(paperPostings(index)));
}

/** Let the browser handle input and draw. */
const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resume) => setTimeout(resume));

/** Run a generator to its end, with pauses; return null as soon as `isWanted` is false. */
async function runInSlices(steps, isWanted = () => true) {
  let start = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - start < SLICE_MS) continue;
    await pause();
    if (!isWanted()) return null;
    start = performance.now();
  }
}

export class Engine {
  #base;
  #turn = 0;
  #cards;
  #people;
  #summaries;
  #abstracts;
  #abstractLayer = null;

  constructor(base, index, papers) {
    this.#base = base;
    this.index = index;
    /** Postings of papers, then of people and of summaries once they are loaded. */
    this.layers = [papers];
  }

  /** Load search/cards.json, once: what cards show that the index lacks, and arXiv ids and DOIs. */
  loadCards() {
    this.#cards ??= fetchJson(new URL("search/cards.json", this.#base)).then(checkFormat, (error) => {
      this.#cards = undefined; // so that the next call tries again
      throw error;
    });
    return this.#cards;
  }

  /** Load search/summaries.json, once; return the summaries. A search that finds nothing loads it, too. */
  loadSummaries() {
    this.#summaries ??= this.#addSummaries().catch((error) => {
      this.#summaries = undefined;
      throw error;
    });
    return this.#summaries;
  }

  async #addSummaries() {
    const data = checkFormat(await fetchJson(new URL("search/summaries.json", this.#base)));
    const summaries = splitLines(data.summaries);
    this.layers.push(await runInSlices(summaryPostings(this.index, summaries)));
    return summaries;
  }

  /** Load search/abstracts.json, once. Only searches that nothing else answers need it. */
  loadAbstracts() {
    this.#abstracts ??= this.#addAbstracts().catch((error) => {
      this.#abstracts = undefined;
      throw error;
    });
    return this.#abstracts;
  }

  async #addAbstracts() {
    const data = checkFormat(await fetchJson(new URL("search/abstracts.json", this.#base)));
    this.#abstractLayer = await runInSlices(abstractPostings(this.index, data));
  }

  /** Load search/people.json, once. A search loads it, too, if only authors can match. */
  loadPeople() {
    this.#people ??= this.#addPeople().catch((error) => {
      this.#people = undefined;
      throw error;
    });
    return this.#people;
  }

  async #addPeople() {
    const data = await fetchJson(new URL("search/people.json", this.#base));
    await runInSlices(this.index.addPeople(data));
    this.layers.push(await runInSlices(peoplePostings(this.index, data.latin)));
  }

  /**
   * Find papers. Returns null if another search began meanwhile.
   *
   * `sort` is `best`, `newest`, `oldest`, `title` or `venue`; by default `best` if the text has words, else
   * `newest`. The result has
   * - `query` of query.js, and `filters`, both typed and passed, as `{key, value, excluded}`
   * - `link`, the link or identifier of a paper in the text, which then is all that counts of it; or null
   * - `rows` of the index, sorted, and the `counts` of facets.js
   * - `unknownFilters`, whose value does not exist, with a `suggestion` or null
   * - `missingIds` of the filter `ids`, which are not in the index
   * - `mode` of rank.js, and a `notice` about it for the reader, or ""
   * - `isMatch(word)`, true if a word of a title or the like matches the query
   */
  async search({ text = "", filters = [], sort = "" }) {
    const turn = ++this.#turn;
    const isWanted = () => turn === this.#turn;
    const query = parseQuery(text, this.index.grammar);
    const pasted = query.hasLink ? await this.#findPasted(text) : null;
    if (pasted?.rows) query.filters = [];
    const allFilters = [...query.filters, ...filters];
    if (allFilters.some(({ key }) => key === "author" || key === "word")) await this.loadPeople();
    const found = pasted?.rows
      ? this.#applyFilters({ rows: pasted.rows, mode: "all", matches: [] }, allFilters)
      : await this.#find(query, allFilters, isWanted);
    if (found === null || !isWanted()) return null;
    const { ranking, rows, counts, unknown } = found;
    if (query.words.length) this.#loadAbstractsWhenIdle();
    const order = sort || (query.words.length || query.phrases.length ? "best" : "newest");
    return {
      query,
      link: pasted?.link ?? null,
      filters: allFilters,
      rows: this.#sort(rows, order),
      counts,
      unknownFilters: unknown.map((filter) => ({ ...filter, suggestion: suggestValue(this.index, filter) })),
      missingIds: this.#missingIds(allFilters),
      mode: ranking.mode,
      notice: rows.length ? rankingNotice({ ...ranking, rows }, this.layers) : "",
      isMatch: matcher(ranking, query),
    };
  }

  /** Rank and filter papers; load further layers, and abstracts last, if they do not have all words. */
  async #find(query, filters, isWanted) {
    const ranking = await runInSlices(rank(this.index, this.layers, query), isWanted);
    if (ranking === null) return null;
    const found = this.#applyFilters(ranking, filters);
    const isText = query.words.length > 0 || query.phrases.length > 0;
    if ((ranking.mode === "all" && found.rows.length) || found.unknown.length || !isText) return found;
    if (await this.#loadNextLayer()) return this.#find(query, filters, isWanted);
    return (await this.#findInAbstracts(query, filters, isWanted)) ?? found;
  }

  /** Find papers with words in their abstracts; null if there are none, or another search began meanwhile. */
  async #findInAbstracts(query, filters, isWanted) {
    if (!query.words.length || !this.index.hasAbstracts) return null;
    if (!(await isFulfilled(this.loadAbstracts()))) return null;
    const steps = rankWithAbstracts(this.index, this.layers, this.#abstractLayer, query);
    const ranking = await runInSlices(steps, isWanted);
    const found = ranking && this.#applyFilters(ranking, filters);
    return found?.rows.length ? found : null;
  }

  #applyFilters(ranking, filters) {
    return { ranking, ...applyFilters(this.index, this.layers, ranking.rows, filters) };
  }

  /** Find the paper whose link or identifier a text holds; see pasted.js, which few readers need. */
  async #findPasted(text) {
    const [{ findPasted }, cards] = await Promise.all([import("./pasted.js"), this.loadCards()]);
    return findPasted(text, this.index, cards, this.#base);
  }

  /** Load a layer that is not loaded yet; return false if there is none, or it cannot be had. */
  async #loadNextLayer() {
    if (!this.#people) await this.loadPeople();
    else if (!this.#summaries && this.index.hasSummaries) return isFulfilled(this.loadSummaries());
    else return false;
    return true;
  }

  /** Load the abstracts once all else is there and the browser idle, unless the reader saves data. */
  #loadAbstractsWhenIdle() {
    const hasOthers = this.layers.length === (this.index.hasSummaries ? 3 : 2);
    if (!this.index.hasAbstracts || this.#abstracts || !hasOthers || navigator.connection?.saveData) return;
    whenIdle(() => this.loadAbstracts().catch(() => {})); // a search that needs them tries again
  }

  #missingIds(filters) {
    const ids = filters.filter(({ key }) => key === "ids").flatMap(({ value }) => value.split(","));
    return ids.filter((id) => this.index.row(id) === undefined);
  }

  #sort(rows, order) {
    if (order === "best") return rows;
    const newest = Uint32Array.from(rows).sort();
    if (order === "newest") return newest;
    if (order === "oldest") return newest.reverse();
    const text = (row) => fold(order === "title" ? this.index.title(row) : this.index.venue(row).name);
    const texts = new Map(Array.from(newest, (row) => [row, text(row)]));
    return newest.sort((left, right) => {
      if (texts.get(left) === texts.get(right)) return left - right;
      return texts.get(left) < texts.get(right) ? -1 : 1;
    });
  }
}

const isFulfilled = (promise) =>
  promise.then(
    () => true,
    () => false,
  );

/** Return a function that is true for words that match a query. */
function matcher({ matches }, { phrases }) {
  const phraseWords = new Set(phrases.flat());
  const isTermMatched = (term) => phraseWords.has(term) || matches.some((match) => match.hasTerm(term));
  return (word) => tokenize(word).some(isTermMatched);
}
