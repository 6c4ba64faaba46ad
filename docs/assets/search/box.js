/** The search box in the header: a combobox with a list of results, which follows the typing. */

import { count, element, marked } from "./dom.js";
import { open } from "./engine.js";
import { findOthers, openOthers } from "./others.js";
import { adding } from "./query.js";

const PAPERS = 7;
const OTHERS = 3;
const HEADINGS = { list: "Lists of papers", dataset: "Datasets", metric: "Metrics", page: "Pages" };
const PATIENCE = 300; // milliseconds until a wait is mentioned, and until a count is read out

export class Box {
  #engine = null;
  #others = null; // until somebody asks
  #waits = true;
  #active = -1;
  #said = 0;

  constructor(input, base) {
    this.base = base;
    this.input = input;
    this.form = input.form;
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    this.note = this.form.querySelector(".finder__note");
    this.status = this.form.querySelector("[role=status]");
    this.panel = this.form.querySelector(".finder__panel");
    this.#listen();
    this.#load();
  }

  #listen() {
    this.input.addEventListener("input", (event) => event.isComposing || this.#ask());
    this.input.addEventListener("compositionend", () => this.#ask());
    this.input.addEventListener("keydown", (event) => event.isComposing || this.#onKey(event));
    this.input.addEventListener("focus", () => this.#ask());
    this.form.addEventListener("focusout", ({ relatedTarget }) => this.form.contains(relatedTarget) || this.#close());
    this.form.addEventListener("submit", (event) => this.input.value.trim() || event.preventDefault());
    this.form.querySelector(".finder__close").addEventListener("click", () => this.#leave());
    // The focus stays in the box while a result is pressed, else the list would be gone before it is released.
    this.panel.addEventListener("pointerdown", (event) => event.preventDefault());
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
  }

  async #load() {
    const patience = setTimeout(() => this.#say("Loading the search …"), PATIENCE);
    try {
      this.#engine = await open(this.base);
      this.#say("");
    } catch (error) {
      this.#fail(error);
    } finally {
      clearTimeout(patience);
    }
    this.#ask();
  }

  #fail(error) {
    this.#say("");
    const again = element("button", { type: "button", class: "finder__again" }, "Try again");
    again.addEventListener("click", () => this.#load());
    const all = element("a", { href: new URL("all/", this.base).href }, "everything as a plain list");
    this.note.replaceChildren("The search could not be loaded. There is ", all, ". ", again);
    this.note.title = String(error.message ?? error);
    this.#show();
  }

  async #ask() {
    const text = this.input.value;
    this.list.setAttribute("aria-busy", "true");
    if (!this.#engine) return;
    if (!text.trim()) return this.#close();
    try {
      const answer = await this.#engine.ask({ text });
      if (answer && document.activeElement === this.input) this.#render(text, answer);
    } catch (error) {
      return this.#fail(error);
    }
    if (!this.#others) this.#complete();
  }

  /** Once something is found, fetch the authors and what is no paper; results come without them. */
  async #complete() {
    this.#others = [];
    const [others] = await Promise.allSettled([openOthers(this.base), this.#engine.people()]);
    this.#others = others.value ?? [];
    this.#waits = false;
    if (this.#active < 0) this.#ask();
  }

  #render(text, answer) {
    const others = findOthers(this.#others ?? [], answer.query, OTHERS);
    const groups = [this.#papers(answer), ...Object.keys(HEADINGS).map((kind) => this.#group(HEADINGS[kind], others.get(kind), answer))];
    const first = [...others.values()].flat().find(({ title }) => title.toLowerCase() === text.trim().toLowerCase());
    if (first) groups.unshift(...groups.splice(groups.findIndex((group) => group?.dataset.kind === HEADINGS[first.kind]), 1));
    this.list.replaceChildren(...groups.filter(Boolean), this.#everything(text, answer));
    this.list.setAttribute("aria-busy", String(this.#waits));
    this.#number();
    this.#say(remark(answer), ...this.#missing(answer));
    this.#announce(answer, [...others.values()].flat().length);
    this.#show();
  }

  #papers({ rows, marks }) {
    const options = Array.from(rows.slice(0, PAPERS), (row) => {
      const { id, title, short, authors, venue, year } = this.#engine.index.paper(row);
      const named = short && !title.toLowerCase().includes(short.toLowerCase());
      const about = [...(named ? [short] : []), authors.length > 3 ? `${authors[0]} et al.` : authors.join(", ")].filter(Boolean).join(" · ");
      return this.#option(`papers/${id}/`, marked(title, marks), marked(about, marks), `${venue.name} ${year}`);
    });
    return options.length ? this.#grouped("Papers", options) : null;
  }

  #group(heading, entries, { marks }) {
    if (!entries) return null;
    return this.#grouped(heading, entries.map(({ title, href, about }) => this.#option(href, marked(title, marks), [], about)));
  }

  #grouped(heading, options) {
    const id = `finder-${heading.split(" ")[0].toLowerCase()}`;
    const name = element("div", { class: "finder__heading", id, role: "presentation" }, heading);
    return element("div", { role: "group", "aria-labelledby": id, "data-kind": heading }, name, options);
  }

  #option(href, title, about, place) {
    return element("a", { role: "option", class: "finder__option", tabindex: "-1", "aria-selected": "false", href: new URL(href, this.base).href },
      element("span", { class: "finder__title" }, title),
      place ? element("span", { class: "finder__place" }, place) : null,
      about.length ? element("span", { class: "finder__about" }, about) : null);
  }

  #everything(text, { rows }) {
    const href = `papers/?${new URLSearchParams({ q: text.trim() })}`;
    const label = rows.length ? `All ${count(rows.length, "paper")}, with filters` : "Look again with filters";
    return element("div", { role: "group", "aria-label": "More" }, this.#option(href, [label], [], ""));
  }

  get #options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  #number() {
    this.#active = -1;
    this.input.removeAttribute("aria-activedescendant");
    for (const [at, option] of this.#options.entries()) option.id = `finder-option-${at}`;
  }

  #onKey(event) {
    const options = this.#isOpen ? this.#options : [];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) return this.#ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One more place than options: the box itself, between the last and the first.
      this.#activate(((this.#active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
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

  #show() {
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

  /** Where to add what is not found. */
  #missing({ query, rows, unknown }) {
    return rows.length || unknown.length ? [] : [" Is it missing? ", element("a", { href: adding(this.base, query) }, "Add it"), "."];
  }

  #say(text, ...more) {
    this.note.replaceChildren(text, ...more);
    this.note.removeAttribute("title");
    if (text) this.#show();
  }

  /** Read the number of results to those who cannot see them, once the typing rests. */
  #announce({ rows }, others) {
    clearTimeout(this.#said);
    const more = others ? ` and ${count(others, "other result")}` : "";
    this.#said = setTimeout(() => (this.status.textContent = `${count(rows.length, "paper")}${more}`), PATIENCE);
  }
}

/** What the reader should know of an answer. */
function remark({ unknown: [filter], notice, rows }) {
  if (!filter) return rows.length ? notice : "No paper fits.";
  const suggestion = filter.nearest ? ` Did you mean ${filter.nearest}?` : "";
  return `There is no ${filter.key} “${filter.value}”.${suggestion}`;
}
