/** The links of a record, one per row: a URL and its kind. The last row is always empty. */

import { parseLink } from "./link.js";

const IDENTIFIERS = { arxiv: "arXiv ID", doi: "DOI" }; // shown instead of a kind

export class LinkRows {
  #mainRow = null; // repeats the link at the top of the page

  constructor(container, template, table, onChange) {
    this.container = container;
    this.template = template.content.firstElementChild;
    this.table = table;
    container.addEventListener("input", ({ target }) => {
      const row = target.closest(".add__row");
      if (target.matches("select")) row.dataset.chosen = target.value;
      this.#showKind(row);
      if (this.#input(this.container.lastElementChild).value) this.#addRow();
      onChange();
    });
    this.#addRow();
  }

  /** Pairs of kind and URL; the kind is "" unless the reader chose one. */
  get pairs() {
    const rows = [...this.container.children].filter((row) => this.#input(row).value.trim());
    return rows.map((row) => [row.dataset.chosen ?? "", this.#input(row).value]);
  }

  /** Show the link at the top of the page as a row, so that its kind can be chosen; "" removes it. */
  setMainLink(url) {
    if (!url) {
      this.#mainRow?.remove();
      this.#mainRow = null;
      return;
    }
    this.#mainRow ??= this.#addRow("prepend");
    if (this.#input(this.#mainRow).value === url) return;
    this.#input(this.#mainRow).value = url;
    this.#input(this.#mainRow).readOnly = true;
    delete this.#mainRow.dataset.chosen;
    this.#showKind(this.#mainRow);
  }

  #input = (row) => row.querySelector("input");

  #addRow(insert = "append") {
    const row = this.template.cloneNode(true);
    this.container[insert](row);
    return row;
  }

  /** Select the kind that follows from the URL, unless the reader chose one. */
  #showKind(row) {
    const select = row.querySelector("select");
    select.querySelector("[disabled]")?.remove();
    select.disabled = false;
    if (row.dataset.chosen) return;
    const facts = this.#parse(this.#input(row).value);
    const identifier = Object.keys(IDENTIFIERS).find((field) => facts?.[field]);
    if (facts?.links.length) [[select.value]] = facts.links;
    if (!identifier) return;
    const option = new Option(IDENTIFIERS[identifier], "", true, true);
    option.disabled = true;
    select.add(option);
    select.disabled = true;
  }

  #parse(text) {
    try {
      return parseLink(text, this.table);
    } catch {
      return null; // the form shows the problem
    }
  }
}
