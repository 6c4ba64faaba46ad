/** The citation of one paper: a tab for each format, to copy and to download. */

import { element } from "../search/dom.js";
import { citations, formats, fragment } from "./shards.js";
import { BY_HAND, copy, download } from "./take.js";

const TABS = [["bib", "BibTeX"], ["preprint", "Preprint"], ["ris", "RIS"], ["csl", "CSL-JSON"], ["md", "Markdown"], ["txt", "Text"]];

/** A block as the macro `citing` of docs/templates/catalog/macros.html writes it, still without a text. */
export function emptyBlock(id) {
  const tab = ([format, name], at) => {
    const states = { "aria-controls": "cited", "aria-selected": String(at === 0), tabindex: at ? "-1" : null };
    return element("button", { type: "button", role: "tab", "data-format": format, ...states }, name);
  };
  return element("div", { class: "citing", "data-id": id },
    element("div", { class: "citing__tabs", role: "tablist", "aria-label": "Format" }, TABS.map(tab)),
    element("pre", { class: "citing__text", id: "cited", role: "tabpanel", tabindex: "0", "aria-label": TABS[0][1] }),
    element("p", { class: "citing__acts" },
      element("button", { type: "button", class: "citing__copy button" }, "Copy"), " ",
      element("button", { type: "button", class: "citing__save button" }, "Download"), " ",
      element("span", { class: "citing__said", role: "status" })));
}

export class Block {
  #turn = 0;

  constructor(node) {
    const part = (name) => node.querySelector(`.citing__${name}`);
    this.id = node.dataset.id;
    [this.text, this.said] = [part("text"), part("said")];
    this.tabs = [...node.querySelectorAll("[role=tab]")];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.show(tab));
    part("tabs").addEventListener("keydown", (event) => this.#onKey(event));
    part("copy").addEventListener("click", () => this.#copy());
    part("save").addEventListener("click", () => this.#save());
  }

  get #tab() {
    return this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
  }

  /** Show one format; without a preprint there is no tab for it. */
  async show(tab = this.tabs[0]) {
    const mine = ++this.#turn;
    for (const one of this.tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    }
    this.text.setAttribute("aria-label", tab.textContent);
    this.said.textContent = "";
    const text = await this.#fetch(tab.dataset.format);
    if (mine === this.#turn && text !== null) this.text.textContent = text;
  }

  /** A text, or null if it cannot be had: then the block says why. */
  async #fetch(format) {
    try {
      const found = await citations(this.id);
      if (!found?.preprint) for (const tab of this.tabs) tab.hidden ||= tab.dataset.format === "preprint";
      return fragment(this.id, found, format);
    } catch (error) {
      const again = element("button", { type: "button", class: "link" }, "Try again");
      again.addEventListener("click", () => this.show(this.#tab));
      this.text.textContent = "";
      this.said.replaceChildren(`The citation could not be loaded: ${error.message} `, again);
      return null;
    }
  }

  #onKey(event) {
    const tabs = this.tabs.filter(({ hidden }) => !hidden);
    const at = tabs.indexOf(this.#tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    this.show(tab);
  }

  async #copy() {
    this.said.textContent = (await copy(this.text.textContent, this.text)) ? "Copied." : BY_HAND;
  }

  /** A file of this paper alone, with what stands around a citation in such a file. */
  async #save() {
    const shown = this.#tab.dataset.format;
    const text = await this.#fetch(shown);
    if (text === null) return;
    const { head, foot, suffix, type } = (await formats()).find(({ id }) => id === (shown === "preprint" ? "bib" : shown));
    download(`${this.id}${shown === "preprint" ? "-preprint" : ""}.${suffix}`, type, head + text + foot);
  }
}
