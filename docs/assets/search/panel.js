/** The filter panel: all values of all facets, with the number of papers of each. */

import { element } from "./dom.js";
import { button } from "./feedback.js";
import { filterValues, toggleFilter, valueLabel } from "./filters.js";
import { YearFilter } from "./years.js";

const MAX_VALUES = 10; // longer lists are cut to CUT_VALUES
const CUT_VALUES = 8;

export class Panel {
  #lists = [];

  /**
   * `valueTemplate` and `yearTemplates` hold the elements to copy; `onChange` receives a function from the
   * state to the next state.
   */
  constructor(index, valueTemplate, yearTemplates, onChange) {
    this.index = index;
    this.valueTemplate = valueTemplate;
    this.onChange = onChange;
    this.years = new YearFilter(index, yearTemplates, onChange);
    const groups = Object.values(index.facets).flatMap((facet) => {
      return facet.name === "year" ? this.years.node : this.#makeGroup(facet);
    });
    this.node = element("div", { class: "panel" }, groups);
  }

  /** Show the counts of a search result, and which values the filters name. */
  show(counts, filters) {
    this.years.show(counts.year, filters);
    const chosen = this.#values(filters.filter(({ excluded }) => !excluded));
    const excluded = this.#values(filters.filter(({ excluded }) => excluded));
    for (const list of this.#lists) list.show(counts[list.key], chosen, excluded);
  }

  #values(filters) {
    return new Set(filters.flatMap((filter) => [...filterValues(this.index, filter)]));
  }

  /** Make the fieldset of a facet, or [] without values; those of its parts are in their own fieldsets. */
  #makeGroup(facet) {
    const parts = Object.values(this.index.facets).filter(({ whole }) => whole === facet);
    const inParts = new Set(parts.flatMap(({ values }) => values));
    const numbers = [...facet.values.keys()].filter((number) => !inParts.has(facet.values[number]));
    if (!numbers.length) return [];
    if (!facet.headings.length) return fieldset(facet.label, this.#makeList(facet, numbers));
    let end = 0;
    const groups = facet.headings.flatMap(([heading, size]) => {
      const [start] = [end, (end += size)];
      const ofGroup = numbers.filter((number) => number >= start && number < end);
      return ofGroup.length ? fieldset(heading, this.#makeList(facet, ofGroup)) : [];
    });
    return fieldset(facet.label, groups);
  }

  #makeList({ name: key, values, byRow }, numbers) {
    const sizes = new Uint32Array(values.length);
    for (const number of byRow.items) sizes[number]++;
    const options = numbers
      .toSorted((left, right) => sizes[right] - sizes[left])
      .map((number) => {
        const toggle = (excluded) => this.#toggle(key, values[number].id, excluded);
        return new ValueOption(this.valueTemplate, number, values[number], toggle);
      });
    const list = new ValueList(key, options);
    this.#lists.push(list);
    return list.node;
  }

  #toggle(key, value, excluded) {
    this.onChange((state) => toggleFilter(this.index, state, { key, value, excluded }));
  }
}

function fieldset(legend, children) {
  return element("fieldset", { class: "panel__group" }, element("legend", {}, legend), children);
}

/** The values of a facet, largest first. */
class ValueList {
  #isExpanded = false;

  constructor(key, options) {
    this.key = key;
    this.options = options;
    const attributes = { class: "link panel__more", "aria-expanded": "false" };
    this.more = button(`Show all ${options.length}`, () => this.#toggleExpanded(), attributes);
    this.more.hidden = options.length <= MAX_VALUES;
    const items = options.map(({ node }) => node);
    this.node = element("div", {}, element("ul", { class: "values" }, items), this.more);
  }

  /** Show counts by number of the value, and the sets of chosen and excluded values. */
  show(counts, chosen, excluded) {
    for (const option of this.options) {
      option.show(counts[option.number], chosen.has(option.value), excluded.has(option.value));
    }
    this.#hideRest();
  }

  #toggleExpanded() {
    this.#isExpanded = !this.#isExpanded;
    this.more.setAttribute("aria-expanded", String(this.#isExpanded));
    this.more.textContent = this.#isExpanded ? "Show fewer" : `Show all ${this.options.length}`;
    this.#hideRest();
  }

  #hideRest() {
    const isCut = !this.#isExpanded && !this.more.hidden;
    for (const [rank, option] of this.options.entries()) {
      option.node.hidden = isCut && rank >= CUT_VALUES && !option.isActive;
    }
  }
}

/** A value with a checkbox to choose it, the number of papers, and a button to exclude it. */
class ValueOption {
  #state = "";

  constructor(template, number, value, toggle) {
    const label = valueLabel(value);
    this.number = number;
    this.value = value;
    this.node = template.content.firstElementChild.cloneNode(true);
    [this.checkbox, this.exclude] = this.node.querySelectorAll("input, button");
    this.count = this.node.querySelector(".count");
    this.node.querySelector(".value__name").textContent = label;
    this.exclude.setAttribute("aria-label", `Exclude ${label}`);
    this.exclude.title = `Exclude ${label}`;
    this.checkbox.addEventListener("change", () => toggle(false));
    this.exclude.addEventListener("click", () => toggle(true));
  }

  get isActive() {
    return this.checkbox.checked || this.exclude.getAttribute("aria-pressed") === "true";
  }

  show(papers, chosen, excluded) {
    const state = `${papers} ${chosen} ${excluded}`;
    if (state === this.#state) return; // most do not change, and typing must not wait for them
    this.#state = state;
    this.count.textContent = papers.toLocaleString("en");
    this.checkbox.checked = chosen;
    this.checkbox.disabled = papers === 0 && !chosen;
    this.exclude.disabled = papers === 0 && !excluded;
    this.exclude.setAttribute("aria-pressed", String(excluded));
    this.node.classList.toggle("value--selected", chosen);
    this.node.classList.toggle("value--excluded", excluded);
    this.node.classList.toggle("value--empty", papers === 0 && !this.isActive);
  }
}
