/** The links of a record, one row each: an address and what it is. There is always one more row to write in. */

import { told } from "./told.js";

const DERIVED = { arxiv: "arXiv id", doi: "DOI" }; // what an address can be instead of a link

export class Rows {
  #lead = null; // the row of the link at the top of the page

  constructor(place, template, table, changed) {
    [this.place, this.template, this.table] = [place, template.content.firstElementChild, table];
    place.addEventListener("input", ({ target }) => {
      const row = target.closest(".add__row");
      if (target.matches("select")) row.dataset.chosen = target.value;
      this.#name(row);
      if (this.#input(this.place.lastElementChild).value) this.#add();
      changed();
    });
    this.#add();
  }

  /** Kind and address of each row; no kind, where it follows from the address. */
  get pairs() {
    const rows = [...this.place.children].filter((row) => this.#input(row).value.trim());
    return rows.map((row) => [row.dataset.chosen ?? "", this.#input(row).value]);
  }

  /** Show the link at the top of the page, if its kind is for the reader to say. */
  lead(url) {
    if (!url) {
      this.#lead?.remove();
      this.#lead = null;
      return;
    }
    this.#lead ??= this.#add("prepend");
    if (this.#input(this.#lead).value === url) return;
    this.#input(this.#lead).value = url;
    this.#input(this.#lead).readOnly = true;
    delete this.#lead.dataset.chosen;
    this.#name(this.#lead);
  }

  #input = (row) => row.querySelector("input");

  #add(where = "append") {
    const row = this.template.cloneNode(true);
    this.place[where](row);
    return row;
  }

  /** Say what an address is. */
  #name(row) {
    const select = row.querySelector("select");
    select.querySelector("[disabled]")?.remove();
    select.disabled = false;
    if (row.dataset.chosen) return;
    const found = this.#told(this.#input(row).value);
    const derived = Object.keys(DERIVED).find((field) => found?.[field]);
    if (found?.links.length) select.value = found.links[0][0];
    if (!derived) return;
    const option = new Option(DERIVED[derived], "", true, true);
    option.disabled = true;
    select.add(option);
    select.disabled = true;
  }

  #told(address) {
    try {
      return told(address, this.table);
    } catch {
      return null; // the form says why
    }
  }
}
