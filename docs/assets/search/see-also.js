/** Links from the paper browser to the lists, datasets, metrics and pages that a query names, on one line. */

import { element } from "./dom.js";
import { loadEntries, searchEntries } from "./entries.js";

const MAX_ENTRIES = 2; // of each kind
const LABELS = { list: "", dataset: "dataset", metric: "metric", page: "page" };

export class SeeAlso {
  #entries = null;
  #turn = 0;

  constructor(container, base) {
    this.container = container;
    this.base = base;
  }

  /** Show the entries for a parsed query. They load after the papers; their line is kept free for them. */
  async show(query) {
    const turn = ++this.#turn;
    this.container.replaceChildren();
    if (!query.text) return;
    this.#entries ??= loadEntries(this.base).catch(() => {
      this.#entries = null; // so that the next search tries again
      return [];
    });
    const entries = await this.#entries;
    if (turn !== this.#turn) return;
    const links = [...searchEntries(entries, query, MAX_ENTRIES).values()]
      .flat()
      .map((entry) => this.#link(entry));
    if (links.length) this.container.replaceChildren("See also ", ...links);
  }

  #link({ kind, title, href, about }) {
    const link = element("a", { href: new URL(href, this.base).href }, title);
    const place = LABELS[kind] || about.split(",")[0].toLowerCase();
    return element("span", { class: "browse__entry" }, link, place ? ` ${place}` : null);
  }
}
