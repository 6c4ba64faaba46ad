/** The filters beside the papers: every value of every facet, with the papers that it has or would have. */

import { element } from "./dom.js";
import { named, title, toggled } from "./filters.js";
import { Years } from "./years.js";
import { button } from "./said.js";

const LONG = 10; // the most values that are always shown; of more, only some
const FEW = 8;
const LEGENDS = { category: "Category", venue: "Venue", has: "Has", tag: "Tags" };

export class Panel {
  #lists = [];

  /** `template` holds a value; `change` is told how the state shall differ. */
  constructor(index, template, years, change) {
    this.index = index;
    this.template = template;
    this.change = change;
    this.years = new Years(index, years, change);
    const groups = Object.keys(LEGENDS).map((key) => this.#group(key));
    this.node = element("div", { class: "panel" }, groups[0], this.years.node, groups.slice(1));
  }

  /** Show the counts of an answer, and which values its filters name. */
  show(counts, filters) {
    this.years.show(counts.year, filters);
    for (const list of this.#lists) list.show(counts[list.key], this.#chosen(list.key, filters, false), this.#chosen(list.key, filters, true));
  }

  #chosen(key, filters, not) {
    return new Set(filters.filter((filter) => filter.key === key && filter.not === not).flatMap((filter) => [...named(this.index, filter)]));
  }

  #group(key) {
    const { entries } = this.index.facets[key];
    if (key !== "tag") return fieldset(LEGENDS[key], this.#list(key, [...entries.keys()]));
    const groups = [...new Set(this.index.groups)];
    const under = (group) => this.#list(key, [...entries.keys()].filter((at) => this.index.groups[at] === group));
    return fieldset(LEGENDS[key], groups.map((group) => fieldset(group[0].toUpperCase() + group.slice(1), under(group))));
  }

  #list(key, numbers) {
    const { entries, of } = this.index.facets[key];
    const sizes = new Uint32Array(entries.length);
    for (const at of of.values) sizes[at]++;
    const largest = numbers.toSorted((one, other) => sizes[other] - sizes[one]);
    const values = largest.map((at) => new Value(this.template, at, title(key, entries[at]), (not) => this.#toggle(key, entries[at].id, not)));
    const list = new List(key, values);
    this.#lists.push(list);
    return list.node;
  }

  #toggle(key, value, not) {
    this.change((state) => toggled(this.index, state, { key, value, not }));
  }
}

const fieldset = (legend, children) => element("fieldset", { class: "panel__group" }, element("legend", {}, legend), children);

/** The values of a facet, largest first. */
class List {
  #all = false;

  constructor(key, values) {
    this.key = key;
    this.values = values;
    this.more = button(`Show all ${values.length}`, () => this.#unfold(), { class: "link panel__more", "aria-expanded": "false" });
    this.more.hidden = values.length <= LONG;
    this.node = element("div", {}, element("ul", { class: "values" }, values.map(({ node }) => node)), this.more);
  }

  show(counts, chosen, excluded) {
    for (const value of this.values) value.show(counts[value.at], chosen.has(value.at), excluded.has(value.at));
    this.#fold();
  }

  #unfold() {
    this.#all = !this.#all;
    this.more.setAttribute("aria-expanded", String(this.#all));
    this.more.textContent = this.#all ? "Show fewer" : `Show all ${this.values.length}`;
    this.#fold();
  }

  #fold() {
    for (const [rank, value] of this.values.entries()) value.node.hidden = !this.#all && !this.more.hidden && rank >= FEW && !value.isNamed;
  }
}

/** A value: a box to ask for it, the number of papers, and a button to leave them out. */
class Value {
  constructor(template, at, name, toggle) {
    this.at = at;
    this.node = template.content.firstElementChild.cloneNode(true);
    [this.box, this.not] = this.node.querySelectorAll("input, button");
    this.number = this.node.querySelector(".count");
    this.node.querySelector(".value__name").textContent = name;
    this.not.setAttribute("aria-label", `Exclude ${name}`);
    this.not.title = `Exclude ${name}`;
    this.box.addEventListener("change", () => toggle(false));
    this.not.addEventListener("click", () => toggle(true));
  }

  get isNamed() {
    return this.box.checked || this.not.getAttribute("aria-pressed") === "true";
  }

  show(papers, chosen, excluded) {
    const shown = `${papers} ${chosen} ${excluded}`;
    if (shown === this.shown) return; // most stay as they are, and typing must not wait for them
    this.shown = shown;
    this.number.textContent = papers.toLocaleString("en");
    this.box.checked = chosen;
    this.box.disabled = papers === 0 && !chosen;
    this.not.disabled = papers === 0 && !excluded;
    this.not.setAttribute("aria-pressed", String(excluded));
    this.node.classList.toggle("value--chosen", chosen);
    this.node.classList.toggle("value--excluded", excluded);
    this.node.classList.toggle("value--empty", papers === 0 && !this.isNamed);
  }
}
