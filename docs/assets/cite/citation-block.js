/** The citation of one paper: a tab for each format, a copy button and a download button. */

import { element } from "../search/dom.js";
import { fetchCitations, fetchFormats, fragment } from "./citations.js";
import { COPY_BY_HAND, copyText } from "./clipboard.js";
import { download } from "./download.js";

const TABS = {
  bib: "BibTeX",
  preprint: "Preprint",
  ris: "RIS",
  csl: "CSL-JSON",
  md: "Markdown",
  txt: "Text",
};
const PREPRINT = "preprint"; // BibTeX of the preprint: no format of its own

/** Build a block without text; docs/templates/catalog/macros.html has those with a text. */
export function emptyBlock(id) {
  const attributes = { class: "citation__text", id: "cited", role: "tabpanel", tabindex: "0" };
  const text = element("pre", { ...attributes, "aria-label": TABS.bib });
  const block = element("div", { class: "citation", "data-id": id }, text);
  addControls(block);
  return block;
}

/** Put the tabs above the text of a block, and the buttons below it. */
export function addControls(block, hasPreprint = true) {
  const tabs = Object.entries(TABS).filter(([format]) => hasPreprint || format !== PREPRINT);
  const button = (name, label) =>
    element("button", { type: "button", class: `citation__${name} button` }, label);
  block.prepend(
    element("div", { class: "citation__tabs", role: "tablist", "aria-label": "Format" }, tabs.map(tabButton)),
  );
  block.append(
    element(
      "p",
      { class: "citation__actions" },
      ...[button("copy", "Copy"), " ", button("save", "Download"), " "],
      element("span", { class: "citation__status", role: "status" }),
    ),
  );
}

function tabButton([format, label], at) {
  const attributes = {
    type: "button",
    role: "tab",
    "data-format": format,
    "aria-controls": "cited",
    "aria-selected": String(at === 0),
    tabindex: at ? "-1" : null,
  };
  return element("button", attributes, label);
}

export class CitationBlock {
  #lastRequest = 0;

  constructor(node) {
    const part = (name) => node.querySelector(`.citation__${name}`);
    this.id = node.dataset.id;
    [this.text, this.status] = [part("text"), part("status")];
    this.tabs = [...node.querySelectorAll("[role=tab]")];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.show(tab));
    part("tabs").addEventListener("keydown", (event) => this.#onKey(event));
    part("copy").addEventListener("click", () => this.#copy());
    part("save").addEventListener("click", () => this.#save());
  }

  get #selectedTab() {
    return this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
  }

  /** Select a tab and show its format. */
  async show(selected = this.tabs[0]) {
    const request = ++this.#lastRequest;
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab === selected));
      tab.tabIndex = tab === selected ? 0 : -1;
    }
    this.text.setAttribute("aria-label", selected.textContent);
    this.status.textContent = "";
    const text = await this.#fetch(selected.dataset.format);
    if (request === this.#lastRequest && text !== null) this.text.textContent = text;
  }

  /** Fetch the citation in a format; null, with a message, if it cannot be loaded. */
  async #fetch(format) {
    try {
      const citations = await fetchCitations(this.id);
      if (!citations?.preprint) this.#hidePreprintTab();
      return fragment(this.id, citations, format);
    } catch (error) {
      const retry = element("button", { type: "button", class: "link" }, "Try again");
      retry.addEventListener("click", () => this.show(this.#selectedTab));
      this.text.textContent = "";
      this.status.replaceChildren(`The citation could not be loaded: ${error.message} `, retry);
      return null;
    }
  }

  #hidePreprintTab() {
    for (const tab of this.tabs) tab.hidden ||= tab.dataset.format === PREPRINT;
  }

  #onKey(event) {
    const tabs = this.tabs.filter(({ hidden }) => !hidden);
    const at = tabs.indexOf(this.#selectedTab);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    tab.focus();
    this.show(tab);
  }

  async #copy() {
    const isCopied = await copyText(this.text.textContent, this.text);
    this.status.textContent = isCopied ? "Copied." : COPY_BY_HAND;
  }

  /** Download a file of this paper alone, with the head and foot of its format. */
  async #save() {
    const tab = this.#selectedTab.dataset.format;
    const text = await this.#fetch(tab);
    if (text === null) return;
    const isPreprint = tab === PREPRINT;
    const formats = await fetchFormats();
    const { head, foot, suffix, type } = formats.find(({ id }) => id === (isPreprint ? "bib" : tab));
    download(`${this.id}${isPreprint ? "-preprint" : ""}.${suffix}`, type, head + text + foot);
  }
}
