/** The search box of the header: a combobox that searches as you type. */

import { count, element } from "./dom.js";
import { openEngine } from "./engine.js";
import { loadEntries, searchEntries } from "./entries.js";
import { unknownFilterNotice } from "./facets.js";
import { optionGroups } from "./options.js";
import { addPaperUrl } from "./query.js";

const MAX_ENTRIES = 3; // of each kind
const DELAY_MS = 300; // before a wait is mentioned, and before a count is announced

export class SearchBox {
  #engine = null;
  #entries = null; // null before the first search
  #isComplete = false;
  #active = -1; // the number of the active option; -1 is the text field
  #announcement = 0;

  constructor(input, base) {
    this.base = base;
    this.input = input;
    this.form = input.form;
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    this.note = this.form.querySelector(".finder__note");
    this.status = this.form.querySelector("[role=status]");
    this.panel = this.form.querySelector(".finder__panel");
    this.#addListeners();
    this.#load();
  }

  #addListeners() {
    const { input, form, panel } = this;
    input.addEventListener("input", (event) => event.isComposing || this.#search());
    input.addEventListener("compositionend", () => this.#search());
    input.addEventListener("keydown", (event) => event.isComposing || this.#onKeydown(event));
    input.addEventListener("focus", () => this.#search());
    form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || this.#close());
    form.addEventListener("submit", (event) => input.value.trim() || event.preventDefault());
    form.querySelector(".finder__close").addEventListener("click", () => this.#leave());
    // Keep the focus in the field while a result is pressed: the list would close before the release.
    panel.addEventListener("pointerdown", (event) => event.preventDefault());
    panel.addEventListener("mousedown", (event) => event.preventDefault());
  }

  async #load() {
    const timer = setTimeout(() => this.#setNote("Loading search…"), DELAY_MS);
    try {
      this.#engine = await openEngine(this.base);
      this.#setNote("");
    } catch (error) {
      this.#fail(error);
    } finally {
      clearTimeout(timer);
    }
    this.#search();
  }

  #fail(error) {
    this.#setNote("");
    const retry = element("button", { type: "button", class: "finder__retry" }, "Try again");
    retry.addEventListener("click", () => this.#load());
    const list = element("a", { href: new URL("all/", this.base).href }, "all papers as a plain list");
    this.note.replaceChildren("Search could not be loaded. You can browse ", list, ". ", retry);
    this.note.title = String(error.message ?? error);
    this.#open();
  }

  async #search() {
    const text = this.input.value;
    this.list.setAttribute("aria-busy", "true");
    if (!this.#engine) return;
    if (!text.trim()) return this.#close();
    try {
      const result = await this.#engine.search({ text });
      if (result && document.activeElement === this.input) this.#render(text, result);
    } catch (error) {
      return this.#fail(error);
    }
    if (!this.#entries) this.#loadRest();
  }

  /** Load authors, summaries and other entries after the first results, which need not wait for them. */
  async #loadRest() {
    this.#entries = [];
    const engine = this.#engine;
    const layers = engine.index.hasSummaries ? [engine.loadSummaries()] : [];
    const loading = [loadEntries(this.base), engine.loadPeople(), ...layers];
    const [entries] = await Promise.allSettled(loading);
    this.#entries = entries.value ?? [];
    this.#isComplete = true;
    if (this.#active < 0) this.#search();
  }

  #render(text, result) {
    const hits = searchEntries(this.#entries ?? [], result.query, MAX_ENTRIES);
    this.list.replaceChildren(...optionGroups(this.base, this.#engine.index, text, result, hits));
    this.list.setAttribute("aria-busy", String(!this.#isComplete));
    this.#active = -1;
    this.input.removeAttribute("aria-activedescendant");
    for (const [at, option] of this.#options.entries()) option.id = `finder-option-${at}`;
    this.#setNote(noteText(result), ...this.#addPaperLink(result));
    this.#announce(result.rows.length, [...hits.values()].flat().length);
    this.#open();
  }

  get #options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  #onKeydown(event) {
    const options = this.#isOpen ? this.#options : [];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) return this.#search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = options.length + 1; // the options and the text field
      this.#activate(((this.#active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && this.#active >= 0) {
      event.preventDefault();
      options[this.#active].click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (this.#isOpen) this.#close();
      else this.#leave();
    } else if (event.key === "Tab") {
      this.#close();
    }
  }

  #activate(at) {
    const options = this.#options;
    options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = at;
    if (at < 0) return this.input.removeAttribute("aria-activedescendant");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[at].id);
  }

  get #isOpen() {
    return this.input.getAttribute("aria-expanded") === "true";
  }

  #open() {
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", String(this.list.hasChildNodes()));
  }

  #close() {
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #leave() {
    this.input.value = "";
    this.#close();
    this.input.blur();
  }

  /** Offer to add a paper if none matches. */
  #addPaperLink({ link, rows, unknownFilters }) {
    if (rows.length || unknownFilters.length) return [];
    return [" Missing a paper? ", element("a", { href: addPaperUrl(this.base, link) }, "Add it"), "."];
  }

  #setNote(text, ...children) {
    this.note.replaceChildren(text, ...children);
    this.note.removeAttribute("title");
    if (text) this.#open();
  }

  /** Announce the number of results to screen readers once typing pauses. */
  #announce(papers, entries) {
    clearTimeout(this.#announcement);
    const others = entries ? ` and ${count(entries, "other result")}` : "";
    const announce = () => (this.status.textContent = `${count(papers, "paper")}${others}`);
    this.#announcement = setTimeout(announce, DELAY_MS);
  }
}

function noteText({ unknownFilters: [filter], notice, rows }) {
  if (!filter) return rows.length ? notice : "No papers match.";
  const suggestion = filter.suggestion ? ` Did you mean ${filter.suggestion}?` : "";
  return unknownFilterNotice(filter) + suggestion;
}
