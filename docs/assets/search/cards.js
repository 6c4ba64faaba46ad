/** Cards of search results, from the index and from search/cards.json. */

import { selection } from "../cite/selection.js";
import { CardTemplate, isWebUrl } from "./card.js";
import { highlight } from "./dom.js";
import { listAt, splitLines } from "./packing.js";

const SEARCHED_SLOTS = new Set(["title", "short", "summary", "authors", "venue", "year", "tags"]);
/** Features of papers that cards show, as `code_feature_names` of hooks/catalog/facets/features.py. */
const CODE_FEATURES = new Set(["training", "weights", "commercial"]);

export class Cards {
  #template;
  #index;
  #details = null;
  #summaries = null;

  constructor(template, index) {
    this.#template = new CardTemplate(template);
    this.#index = index;
  }

  /** Take what cards show that the index lacks, from search/cards.json. */
  setDetails({ pages, links, texts }) {
    this.#details = { pages: splitLines(pages), links, texts: Object.entries(texts) };
  }

  /** Take the summaries, from search/summaries.json. */
  setSummaries(summaries) {
    this.#summaries = summaries;
  }

  get hasDetails() {
    return this.#details !== null;
  }

  /** Make the card of a paper, with the words for which `isMatch` is true highlighted. */
  make(row, isMatch) {
    const render = (text, slot) => (SEARCHED_SLOTS.has(slot) ? highlight(text, isMatch) : [text]);
    const card = this.#template.make(this.#values(row), render);
    card.querySelector(".select-box").checked = selection.has(card.dataset.id);
    return card;
  }

  /** Complete a card that was made without details. */
  addDetails(card, row, isMatch) {
    update(card, this.make(row, isMatch));
  }

  /** Return the values of a card, as `Card` of hooks/catalog/views/cards.py has them. */
  #values(row) {
    const { id, title, short, venue, year, tags } = this.#index.paper(row);
    const { pages = [], links = [], texts = [] } = this.#details ?? {};
    return {
      ...Object.fromEntries(texts.map(([field, byRow]) => [field, byRow[row]])),
      id,
      title: { name: title, href: `papers/${id}/` },
      short,
      summary: this.#summaries?.[row] ?? (this.#index.hasSummary(row) ? "…" : ""),
      authors: Array.from(listAt(this.#index.authors, row), (person) => ({
        name: this.#index.people[person],
        href: pages[person],
      })),
      venue: { name: venue.name, href: `venues/${venue.id}/`, title: venue.fullName },
      year: { name: String(year), href: `years/${year}/` },
      tags: tags.map((tag) => ({ name: tag.name, href: `tags/${tag.id}/` })),
      offers: this.#index.facets.has
        .valuesOf(row)
        .filter(({ id }) => CODE_FEATURES.has(id))
        .map(({ name }) => name)
        .join(" · "),
      links: (links[row] ?? []).map(([name, href, url, note]) =>
        isWebUrl(href) ? { name, href, title: url, note } : { name, text: href ?? url },
      ),
    };
  }
}

/** Make a node equal to another. What is equal already stays, with the focus that it may have. */
function update(node, next) {
  if (node.isEqualNode(next)) return;
  const [children, nextChildren] = [[...node.childNodes], [...next.childNodes]];
  const isSameShape =
    children.length && children.length === nextChildren.length && node.nodeName === next.nodeName;
  if (!isSameShape) node.replaceWith(next);
  else for (const [at, child] of children.entries()) update(child, nextChildren[at]);
}
