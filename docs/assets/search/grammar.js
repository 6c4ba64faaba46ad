/** Reads queries: names and years in them become filters. See hooks/catalog/queries/grammar.py. */

import { compact, tokenize } from "./fold.js";
import { FacetNames, findLongestName, findPhrases } from "./names.js";
import { canonicalYears, readYears } from "./year-words.js";

const CLAUSE = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;
const CURLY_QUOTE = /[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g;
const PUNCTUATION = /^\(+|[,;:?!)]+$|(?<=[A-Za-z0-9_])\.$/g;
const ALPHANUMERIC = /^[\p{L}\p{N}]+$/u;

/** The `maxlength` of the search fields; the rest of a longer query is ignored. */
export const MAX_QUERY_LENGTH = 300;

/**
 * Reads queries into clauses: `{text, filters, isTyped}`. `text` is the part as typed; without filters it is
 * text to match. `isTyped` is true for filters such as `venue:cvpr`, whose key is in the query.
 */
export class Grammar {
  #words;
  #facets;
  #index;
  #keys;
  #names = null;
  #titles = null;
  #titlesByCount = [];

  /** `index` is that of index.js, and `words` the word lists of the grammar in search/index.json. */
  constructor(index, words) {
    this.#index = index;
    this.#words = words;
    this.#keys = index.filterKeys;
    this.#facets = words.facets.map((key) => new FacetNames(index.facets[key]));
  }

  read(text) {
    const tokens = tokensOf(text.slice(0, MAX_QUERY_LENGTH));
    if (this.#isTitle(tokens)) return tokens.map(({ text }) => ({ text, filters: [] }));
    const plain = tokens.map(plainWord);
    const clauses = [];
    for (let at = 0; at < tokens.length;) {
      const [clause, end] = this.#readClause(tokens, plain, at, clauses);
      clauses.push(clause);
      at = end;
    }
    return clauses;
  }

  /** Test whether a query is the name of a paper, or words in a row of a title. */
  #isTitle(tokens) {
    const words = tokens.flatMap((token) => token.words);
    if (!words.length || !tokens.every(({ isPlain }) => isPlain)) return false;
    this.#collectNames();
    if (this.#names.has(words.join(""))) return true;
    return this.#titlesFor(words.length).includes(` ${words.join(" ")} `);
  }

  /** Return the titles of which so many words are enough, as lines. */
  #titlesFor(words) {
    const { title_words: minWords, title_share: minShare } = this.#words.limits;
    const count = Math.min(words, minWords);
    const isEnough = (title) => count >= Math.min(minWords, minShare * (title.split(" ").length - 2));
    return (this.#titlesByCount[count] ??= this.#titles.filter(isEnough).join("\n"));
  }

  /** Test whether words ask for nothing, such as "papers". */
  isFiller(words) {
    return this.#words.filler.includes(words.join(" "));
  }

  /** Test whether a text is the key of a filter. */
  isKey(name) {
    return Boolean(this.#keys[name.toLowerCase()]);
  }

  /** Test whether a word is a name that the grammar knows, which is never a misspelled word. */
  isName(word) {
    return this.#facets.some(({ ids }) => ids.has(word)) || this.#words.names.includes(word);
  }

  /** Return the words of the name of a filter's value; none for years and exclusions. */
  nameWords({ key, value, excluded }) {
    const values = this.#index.facets[key]?.values ?? [];
    const name = excluded ? undefined : values.find(({ id }) => id === value)?.name;
    return tokenize(key === "year" ? "" : (name ?? ""));
  }

  #collectNames() {
    if (this.#names) return;
    const rows = Array.from({ length: this.#index.size }, (_, row) => row);
    this.#titles = rows.map((row) => ` ${tokenize(this.#index.title(row)).join(" ")} `);
    const names = rows.flatMap((row) => this.#index.names(row).map(compact));
    this.#names = new Set([...names, ...this.#titles.map((title) => title.replaceAll(" ", ""))]);
    this.#names.delete("");
  }

  #readClause(tokens, plain, at, before) {
    const token = tokens[at];
    if (!token.isPlain) {
      return [{ text: token.text, filters: this.#typedFilters(token), isTyped: true }, at + 1];
    }
    const clause = (end, filters) => [
      {
        text: tokens
          .slice(at, end)
          .map(({ text }) => text)
          .join(" "),
        filters,
      },
      end,
    ];
    const years = readYears(plain, at, this.#words);
    if (years) return clause(years[1], [{ key: "year", value: years[0], excluded: false }]);
    const named = this.#readName(tokens, plain, at, before) ?? this.#readBeside(tokens, plain, at, before);
    if (named) {
      const [filters, nameEnd] = named;
      let end = nameEnd;
      while (end < tokens.length && this.#words.trailing.includes(plain[end])) end++;
      return clause(end, filters);
    }
    const author = this.#readAuthor(tokens, plain, at, before);
    if (author) return clause(author[1], [{ key: "author", value: author[0], excluded: false }]);
    return [{ text: token.text, filters: [] }, at + 1];
  }

  #typedFilters({ minus, name, value }) {
    const key = this.#keys[name?.toLowerCase()];
    if (!key || !value) return [];
    const years = key === "year" ? canonicalYears(value) : null;
    return [{ key, value: years ?? value, excluded: minus }];
  }

  /** Return the filters of the longest name and the position after it; of equals the first facet counts. */
  #readName(tokens, plain, at, before = []) {
    const maxWords = this.#words.limits.name_words;
    let best = null;
    for (const facet of this.#facets) {
      for (const { start, isLed, excluded } of this.#starts(facet, plain, at, before)) {
        const found = findLongestName(facet, tokens, plain, start, isLed, maxWords);
        if (found && (best === null || found.end > best[1])) {
          const year = found.year ? [{ key: "year", value: found.year, excluded: false }] : [];
          best = [[{ key: facet.key, value: found.id, excluded }, ...year], found.end];
        }
      }
    }
    return best;
  }

  /** Yield the positions at which a name may begin, whether it is led, and whether it is excluded. */
  *#starts(facet, plain, at, before) {
    const excluded = this.#words.excluding.includes(plain[at]);
    const last = before.at(-1)?.filters.at(-1);
    const follows = last?.key === facet.key;
    const from = at + (excluded ? 1 : 0);
    for (const start of findPhrases(facet.leads, plain, from)) yield { start, isLed: true, excluded };
    if (follows && !excluded && this.#words.joints.includes(plain[from])) {
      const goesOn = last.excluded && (plain[from] !== "and" || facet.led.size > 0);
      yield { start: from + 1, isLed: true, excluded: goesOn };
    }
    yield { start: from, isLed: excluded || follows, excluded };
  }

  /** Return the filter of a name that needs a filter or the name of a paper beside it. */
  #readBeside(tokens, plain, at, before) {
    for (const facet of this.#facets) {
      const name = facet.knownName(tokens[at].words);
      if (!facet.beside.has(name)) continue;
      const left = before.findLast((clause) => clause.filters.length || !this.#asksNothing(clause));
      let end = at + 1;
      while (end < tokens.length && this.#words.filler.includes(plain[end])) end++;
      const isLast = end === tokens.length;
      if (!isLast && !readYears(plain, end, this.#words) && !this.#readName(tokens, plain, end)) return null;
      if (left ? left.filters.length || this.#isPaper(left) : !isLast)
        return [[{ key: facet.key, value: facet.ids.get(name), excluded: false }], at + 1];
    }
    return null;
  }

  #asksNothing({ text }) {
    return this.#words.filler.includes(tokenize(text).join(" "));
  }

  #isPaper({ text }) {
    this.#collectNames();
    return this.#names.has(compact(text));
  }

  #readAuthor(tokens, plain, at, before) {
    const { author: authorWords, limits } = this.#words;
    if (!authorWords.includes(plain[at])) return null;
    if (!before.every((clause) => clause.filters.length || this.#asksNothing(clause))) return null;
    let end = at + 1;
    const last = Math.min(tokens.length, at + 1 + limits.author_words);
    while (end < last && this.#isPersonWord(tokens, plain, end)) end++;
    const words = tokens.slice(at + 1, end).flatMap((token) => token.words);
    return words.length ? [words.join(" "), end] : null;
  }

  #isPersonWord(tokens, plain, at) {
    const { isPlain, words } = tokens[at];
    if (!isPlain || !words.length || words.some((word) => /^\d+$/.test(word))) return false;
    const isOther = readYears(plain, at, this.#words) || this.#readName(tokens, plain, at);
    return !isOther && !this.#words.filler.includes(plain[at]);
  }
}

function tokensOf(text) {
  const straight = text.replace(CURLY_QUOTE, '"');
  return Array.from(straight.matchAll(CLAUSE), ([clause, minus, name, quoted, unquoted]) => ({
    text: clause,
    minus: minus !== "",
    name,
    value: (quoted ?? unquoted).trim(),
    words: tokenize(unquoted ?? quoted ?? ""),
    isPlain: !minus && !name && quoted === undefined,
  }));
}

/** Return the folded text of a plain clause that is one word or year expression, else null. */
function plainWord({ isPlain, words, text }) {
  if (!isPlain) return null;
  const word = text.replace(PUNCTUATION, "");
  return words.length === 1 && ALPHANUMERIC.test(word) ? words[0] : word.toLowerCase();
}
