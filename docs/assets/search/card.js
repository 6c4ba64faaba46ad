/** Cards as the macro `card` of docs/templates/catalog/macros.html writes them: copies of its own sample, filled. */

import { selection } from "../cite/selection.js";
import { element, marked } from "./dom.js";
import { lines, list } from "./packing.js";

export const SHOWN_AUTHORS = 3; // as in hooks/catalog/views/cards.py

export class Cards {
  #sample;
  #more = null;

  /** `template` holds the sample, `base` is where the site begins. */
  constructor(template, index, base) {
    this.#sample = template.content.querySelector(".card");
    this.index = index;
    this.base = base;
  }

  /** What the index does not know: who has a page, links, tracks and statuses. */
  learn({ pages, links, tracks, statuses }) {
    this.#more = { pages: lines(pages), links, tracks, statuses };
  }

  get isComplete() {
    return this.#more !== null;
  }

  /** The card of a paper; `marks` tells which words were asked for. */
  make(row, marks) {
    const card = this.#sample.cloneNode(true);
    const part = (name) => card.querySelector(`.card__${name}`);
    const { id, title, short, venue, year } = this.index.paper(row);
    card.dataset.id = id;
    part("tick").setAttribute("aria-label", `Select ${title}`);
    part("tick").checked = selection.has(id);
    this.#fill(part("title").querySelector("a"), `papers/${id}/`, marked(title, marks));
    if (short && !title.toLowerCase().includes(short.toLowerCase())) part("short").replaceChildren(...marked(short, marks));
    else part("short").remove();
    part("venue").title = venue.others[0];
    this.#fill(part("venue"), `venues/${venue.id}/`, marked(venue.name, marks));
    this.#fill(part("year"), `years/${year}/`, marked(String(year), marks));
    this.complete(card, row, marks);
    return card;
  }

  /** Fill in what is known only now. */
  complete(card, row, marks) {
    const part = (name) => card.querySelector(`.card__${name}`);
    const people = list(this.index.authors, row);
    if (people.length) part("authors").replaceChildren(...this.#authors(people, marks));
    else part("authors")?.remove();
    part("links").replaceChildren(...this.#links(row), ...this.#cite(row), ...this.#tags(row, marks));
    for (const [name, texts] of [["track", this.#more?.tracks], ["status", this.#more?.statuses]]) {
      if (!this.isComplete || texts[row]) part(name).textContent = texts?.[row] ?? "";
      else part(name).remove();
    }
  }

  #authors(people, marks) {
    const shown = people.length <= SHOWN_AUTHORS + 1 ? people : people.slice(0, SHOWN_AUTHORS);
    const names = Array.from(shown, (person) => {
      const name = marked(this.index.people[person], marks);
      const page = this.#more?.pages[person];
      return page ? this.#copy(".card__authors a", page, name) : element("span", {}, name);
    });
    return [...names.flatMap((name, at) => (at ? [", ", name] : [name])), people.length > shown.length ? ", et al." : ""];
  }

  #links(row) {
    return (this.#more?.links[row] ?? []).flatMap(([name, href, text]) => {
      const link = isWeb(href) ? this.#copy(".card__link", href, [name]) : element("span", { class: "no-link" }, `${name}: ${href ?? text}`);
      return [link, " "];
    });
  }

  /** The button comes with the links, so that it has its place from the start. */
  #cite(row) {
    if (!this.isComplete) return [];
    const button = this.#sample.querySelector(".card__cite").cloneNode(true);
    button.setAttribute("aria-label", `Cite ${this.index.title(row)}`);
    return [button, " "];
  }

  #tags(row, marks) {
    return this.index.paper(row).tags.flatMap(({ id, name }) => [this.#copy(".tag", `tags/${id}/`, marked(name, marks)), " "]);
  }

  #copy(selector, href, children) {
    return this.#fill(this.#sample.querySelector(selector).cloneNode(), href, children);
  }

  #fill(link, href, children) {
    link.href = new URL(href, this.base).href;
    link.replaceChildren(...children);
    return link;
  }
}

/** Whether an address may be followed: one of the web, and nothing that runs. */
export function isWeb(href) {
  try {
    return ["https:", "http:"].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}
