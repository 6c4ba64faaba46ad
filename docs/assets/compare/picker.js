/** The field that finds papers to compare: a combobox, as in the header. */

import { element, highlight } from "../search/dom.js";

const MAX_OPTIONS = 7;

export class Picker {
  #active = -1; // the number of the active option; -1 is none
  #text = "";

  /**
   * `root` is the element with the field. `loadEngine` returns a promise of the search engine,
   * `isOffered(id)` is true for a paper that can be added, and `onChoose(id)` adds it.
   */
  constructor(root, { loadEngine, isOffered, onChoose }) {
    Object.assign(this, { loadEngine, isOffered, onChoose });
    this.input = root.querySelector("input");
    this.panel = root.querySelector(".picker__panel");
    this.note = root.querySelector(".picker__note");
    this.list = root.querySelector("[role=listbox]");
    this.input.addEventListener("focus", () => this.#load());
    this.input.addEventListener("input", (event) => event.isComposing || this.#search());
    this.input.addEventListener("compositionend", () => this.#search());
    this.input.addEventListener("keydown", (event) => event.isComposing || this.#onKeydown(event));
    this.input.addEventListener("blur", () => this.#close());
    // Keep the focus in the field while an option is pressed: the list would close before the release.
    this.panel.addEventListener("pointerdown", (event) => event.preventDefault());
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    if (document.activeElement === this.input) this.#load();
  }

  focus() {
    this.input.focus();
  }

  /** Load the search before the first letter; whoever types sees what went wrong. */
  async #load() {
    try {
      await this.loadEngine();
    } catch {
      return;
    }
    if (this.input.value) this.#search();
  }

  async #search() {
    const text = this.input.value;
    this.#text = text;
    if (!text.trim()) return this.#close();
    try {
      const engine = await this.loadEngine();
      const result = this.#text === text && (await engine.search({ text }));
      if (result && this.#text === text) this.#show(engine.index, result);
    } catch (error) {
      this.list.replaceChildren();
      this.#open(`Search could not be loaded: ${error.message}`);
    }
  }

  #show(index, { rows, isMatch, notice }) {
    const papers = Array.from(rows.slice(0, MAX_OPTIONS * 2), (row) => index.paper(row));
    const offered = papers.filter(({ id }) => this.isOffered(id)).slice(0, MAX_OPTIONS);
    this.list.replaceChildren(...offered.map((paper, at) => this.#makeOption(paper, at, isMatch)));
    this.#active = -1;
    this.input.removeAttribute("aria-activedescendant");
    const reason = papers.length ? "These papers are in the comparison." : "No papers match.";
    this.#open(offered.length ? notice : reason);
  }

  #makeOption({ id, title, short, venue, year }, at, isMatch) {
    const attributes = { role: "option", class: "finder__option", tabindex: "-1", "aria-selected": "false" };
    const option = element(
      "div",
      { ...attributes, id: `picker-option-${at}` },
      element("span", { class: "finder__title" }, highlight(title, isMatch)),
      element("span", { class: "finder__meta" }, `${venue.name} ${year}`),
      short ? element("span", { class: "finder__description" }, highlight(short, isMatch)) : null,
    );
    option.addEventListener("click", () => this.#choose(id));
    return option;
  }

  #choose(id) {
    this.input.value = "";
    this.#text = "";
    this.#close();
    this.onChoose(id);
  }

  #onKeydown(event) {
    const options = this.panel.hidden ? [] : [...this.list.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) return this.#search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = options.length + 1; // the options and the field
      this.#activate(((this.#active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      options[Math.max(this.#active, 0)]?.click(); // the best one, if none was chosen
    } else if (event.key === "Escape" && !this.panel.hidden) {
      event.preventDefault();
      this.#close();
    }
  }

  #activate(at) {
    const options = this.list.children;
    options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = at;
    if (at < 0) return this.input.removeAttribute("aria-activedescendant");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[at].id);
  }

  #open(note) {
    this.note.textContent = note;
    this.list.hidden = !this.list.hasChildNodes();
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  #close() {
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }
}
