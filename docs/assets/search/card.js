/** Cards of papers: filled copies of a sample rendered by docs/templates/catalog/card.html. */

import { selection } from "../cite/selection.js";
import { element, highlight } from "./dom.js";
import { listAt, splitLines } from "./packing.js";

export const MAX_CARD_AUTHORS = 3; // as in hooks/catalog/views/cards.py

export class Cards {
  #sample;
  #details = null;

  /** `template` holds the sample card; `base` is the root URL of the site. */
  constructor(template, index, base) {
    this.#sample = template.content.querySelector(".card");
    this.index = index;
    this.base = base;
  }

  /** Take the parts of cards that the index lacks, from search/cards.json. */
  setDetails({ pages, links, tracks, statuses }) {
    this.#details = { pages: splitLines(pages), links, tracks, statuses };
  }

  get hasDetails() {
    return this.#details !== null;
  }

  /** Make the card of a paper, with the words for which `isMatch` is true highlighted. */
  make(row, isMatch) {
    const card = this.#sample.cloneNode(true);
    const part = (name) => card.querySelector(`.card__${name}`);
    const { id, title, short, venue, year } = this.index.paper(row);
    card.dataset.id = id;
    part("checkbox").setAttribute("aria-label", `Select ${title}`);
    part("checkbox").checked = selection.has(id);
    this.#fillLink(part("title").querySelector("a"), `papers/${id}/`, highlight(title, isMatch));
    const isShortInTitle = title.toLowerCase().includes(short.toLowerCase());
    if (isShortInTitle) part("short").remove();
    else part("short").replaceChildren(...highlight(short, isMatch));
    part("venue").title = venue.fullName;
    this.#fillLink(part("venue"), `venues/${venue.id}/`, highlight(venue.name, isMatch));
    this.#fillLink(part("year"), `years/${year}/`, highlight(String(year), isMatch));
    this.fillDetails(card, row, isMatch);
    return card;
  }

  /** Fill in the details, or leave room for them if they are not loaded yet. */
  fillDetails(card, row, isMatch) {
    const part = (name) => card.querySelector(`.card__${name}`);
    const people = listAt(this.index.authors, row);
    if (people.length) part("authors").replaceChildren(...this.#authors(people, isMatch));
    else part("authors")?.remove();
    part("links").replaceChildren(...this.#links(row), ...this.#cite(row), ...this.#tags(row, isMatch));
    this.#fillText(part("track"), this.#details?.tracks[row]);
    this.#fillText(part("status"), this.#details?.statuses[row]);
  }

  #fillText(node, text) {
    if (text || !this.hasDetails) node.textContent = text ?? "";
    else node.remove();
  }

  #authors(people, isMatch) {
    const isCut = people.length > MAX_CARD_AUTHORS + 1;
    const visible = isCut ? people.slice(0, MAX_CARD_AUTHORS) : people;
    const names = Array.from(visible, (person) => {
      const name = highlight(this.index.people[person], isMatch);
      const page = this.#details?.pages[person];
      return page ? this.#copyLink(".card__authors a", page, name) : element("span", {}, name);
    });
    return [...names.flatMap((name, at) => (at ? [", ", name] : [name])), isCut ? ", et al." : ""];
  }

  #links(row) {
    return (this.#details?.links[row] ?? []).flatMap(([name, href, text]) => {
      const unsafe = () => element("span", { class: "no-link" }, `${name}: ${href ?? text}`);
      return [isWebUrl(href) ? this.#copyLink(".card__link", href, [name]) : unsafe(), " "];
    });
  }

  /** Make the "Cite" button, together with the links, so that it does not move when they come. */
  #cite(row) {
    if (!this.hasDetails) return [];
    const button = this.#sample.querySelector(".card__cite").cloneNode(true);
    button.setAttribute("aria-label", `Cite ${this.index.title(row)}`);
    return [button, " "];
  }

  #tags(row, isMatch) {
    return this.index.paper(row).tags.flatMap(({ id, name }) => {
      return [this.#copyLink(".tag", `tags/${id}/`, highlight(name, isMatch)), " "];
    });
  }

  #copyLink(selector, href, children) {
    return this.#fillLink(this.#sample.querySelector(selector).cloneNode(), href, children);
  }

  #fillLink(link, href, children) {
    link.href = new URL(href, this.base).href;
    link.replaceChildren(...children);
    return link;
  }
}

/** Return true for an absolute URL that is safe to follow: `javascript:` and the like are not. */
export function isWebUrl(href) {
  try {
    return ["https:", "http:"].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}
