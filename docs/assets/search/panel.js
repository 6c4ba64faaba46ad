/**
 * The filter panel: all values of all facets, with the number of papers of each.
 *
 * The page has the values that show at first; see hooks/catalog/search/filters.py. Their elements are kept,
 * so that none moves or loses the focus: `page` is such an element, or undefined.
 */

import { element } from "./dom.js";
import { filterValues, toggleFilter, valueLabel } from "./filters.js";
import { Roving } from "./roving.js";
import { YearFilter } from "./years.js";

const MAX_VALUES = 10; // longer lists are cut to CUT_VALUES
const CUT_VALUES = 8;

export class Panel {
  #groups = [];

  /**
   * `node` is the panel in the page. `valueTemplate` and `yearTemplates` hold the elements to copy;
   * `onChange` receives a function from the state to the next state.
   */
  constructor(node, index, valueTemplate, yearTemplates, onChange) {
    this.node = node;
    this.index = index;
    this.valueTemplate = valueTemplate;
    this.onChange = onChange;
    this.years = new YearFilter(index, yearTemplates, onChange);
    for (const facet of Object.values(index.facets)) {
      const page = node.children[this.#groups.length];
      const { content, lists } = facet.name === "year" ? this.#makeYears() : this.#makeLists(facet, page);
      if (content.length) this.#groups.push(new FacetGroup(facet, content, lists, page));
    }
    const groups = this.#groups.map((group) => group.node);
    place(node, groups);
  }

  /** Show the counts of a search result, and which values the filters name. */
  show(counts, filters) {
    this.years.show(counts.year, filters);
    const chosen = this.#values(filters.filter(({ excluded }) => !excluded));
    const excluded = this.#values(filters.filter(({ excluded }) => excluded));
    const keys = new Set(filters.map(({ key }) => key));
    for (const group of this.#groups) group.show(counts, chosen, excluded, keys);
  }

  #values(filters) {
    return new Set(filters.flatMap((filter) => [...filterValues(this.index, filter)]));
  }

  #makeYears() {
    return { content: [this.years.node], lists: [] };
  }

  /** Make the lists of a facet, with headings if it has some; values of its parts are in their own groups. */
  #makeLists(facet, page) {
    const pageGroups = page?.querySelectorAll("fieldset") ?? [];
    const parts = Object.values(this.index.facets).filter(({ whole }) => whole === facet);
    const inParts = new Set(parts.flatMap(({ values }) => values));
    const numbers = [...facet.values.keys()].filter((number) => !inParts.has(facet.values[number]));
    const lists = [];
    const content = headingsOf(facet).flatMap(([heading, start, end]) => {
      const ofGroup = numbers.filter((number) => number >= start && number < end);
      if (!ofGroup.length) return [];
      const pageGroup = pageGroups[lists.length];
      lists.push(this.#makeList(facet, ofGroup, pageGroup?.lastElementChild));
      return fieldset(heading, lists.at(-1).node, pageGroup);
    });
    return { content, lists };
  }

  #makeList({ name: key, values, byRow }, numbers, page) {
    const pageItems = page?.querySelectorAll("li") ?? [];
    const sizes = new Uint32Array(values.length);
    for (const number of byRow.items) sizes[number]++;
    const options = numbers
      .toSorted((left, right) => sizes[right] - sizes[left])
      .map((number, at) => {
        const toggle = (excluded) => this.#toggle(key, values[number].id, excluded);
        const item = pageItems[at] ?? this.valueTemplate.content.firstElementChild.cloneNode(true);
        return new ValueOption(item, number, values[number], toggle);
      });
    return new ValueList(key, options, page);
  }

  #toggle(key, value, excluded) {
    this.onChange((state) => toggleFilter(this.index, state, { key, value, excluded }));
  }
}

/** Return the headings of a facet, each with the numbers of its first value and of the one after its last. */
function headingsOf({ label, headings, values }) {
  let end = 0;
  const ranges = headings.map(([heading, size]) => [heading, end, (end += size)]);
  return ranges.length ? ranges : [[label, 0, values.length]];
}

function fieldset(heading, list, page) {
  const attributes = { class: "panel__group", "aria-describedby": "facet-keys" };
  const node = page ?? element("fieldset", attributes, element("legend"));
  node.firstElementChild.textContent = heading;
  place(node, [node.firstElementChild, list]);
  return node;
}

/** Make nodes the only children of another; those that have their place keep it, and the focus. */
function place(parent, nodes) {
  for (const [at, node] of nodes.entries()) {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  }
  while (parent.children.length > nodes.length) parent.lastElementChild.remove();
}

/** A facet that folds. Folded, it still says how many values there are, and how many are active. */
class FacetGroup {
  #wasShown = false;

  constructor({ name, label }, content, lists, page) {
    const size = lists.reduce((sum, { options }) => sum + options.length, 0);
    const hasHeadings = content.length > 1;
    this.name = name;
    this.lists = lists;
    this.node = page ?? element("details", {}, element("summary"));
    this.node.className = `facet${hasHeadings ? " facet--headings" : ""}`;
    this.active = element("span", { class: "facet__active" });
    const count = element("span", { class: "count" }, size ? size.toLocaleString("en") : "");
    const [summary] = this.node.children;
    summary.replaceChildren(element("span", {}, label), " ", count, " ", this.active);
    place(this.node, [summary, ...content]);
  }

  /** Show counts, the sets of chosen and excluded values, and the set of keys of all filters. */
  show(counts, chosen, excluded, keys) {
    for (const list of this.lists) list.show(counts[list.key], chosen, excluded);
    const options = this.lists.flatMap(({ options }) => options);
    const active = options.length ? options.filter(({ isActive }) => isActive).length : +keys.has(this.name);
    this.active.textContent = active ? `${active} active` : "";
    if (active && !this.#wasShown) this.node.open = true;
    this.#wasShown = true;
  }
}

/** The values of a facet, largest first. */
class ValueList {
  #isExpanded = false;

  constructor(key, options, page) {
    this.key = key;
    this.options = options;
    const attributes = { type: "button", class: "link panel__more", "aria-expanded": "false" };
    this.node = page ?? element("div", {}, element("ul", { class: "values" }), element("button", attributes));
    const [list, more] = this.node.children;
    this.more = more;
    this.more.textContent = this.#moreLabel;
    this.more.hidden = options.length <= MAX_VALUES;
    this.more.addEventListener("click", () => this.#toggleExpanded());
    const items = options.map(({ node }) => node);
    place(list, items);
    const rows = [...options.map(({ checkbox, exclude }) => [checkbox, exclude]), [this.more]];
    this.roving = new Roving(this.node, () => rows);
  }

  /** Show counts by number of the value, and the sets of chosen and excluded values. */
  show(counts, chosen, excluded) {
    for (const option of this.options) {
      option.show(counts[option.number], chosen.has(option.value), excluded.has(option.value));
    }
    this.#hideRest();
  }

  get #moreLabel() {
    return this.#isExpanded ? "Show fewer" : `Show ${this.options.length - CUT_VALUES} more`;
  }

  #toggleExpanded() {
    this.#isExpanded = !this.#isExpanded;
    this.more.setAttribute("aria-expanded", String(this.#isExpanded));
    this.more.textContent = this.#moreLabel;
    this.#hideRest();
  }

  #hideRest() {
    const isCut = !this.#isExpanded && !this.more.hidden;
    for (const [rank, option] of this.options.entries()) {
      option.node.hidden = isCut && rank >= CUT_VALUES && !option.isActive;
    }
    this.roving.update();
  }
}

/** A value with a checkbox to choose it, the number of papers, and a button to exclude it. */
class ValueOption {
  #state = "";

  constructor(node, number, value, toggle) {
    const label = valueLabel(value);
    this.number = number;
    this.value = value;
    this.node = node;
    [this.checkbox, this.exclude] = this.node.querySelectorAll("input, button");
    this.count = this.node.querySelector(".count");
    this.node.querySelector(".value__name").textContent = label;
    this.exclude.setAttribute("aria-label", `Exclude ${label}`);
    this.exclude.title = `Exclude ${label}`;
    this.checkbox.addEventListener("change", () => toggle(false));
    this.exclude.addEventListener("click", () => toggle(true));
    this.node.addEventListener("keydown", ({ key }) => key === "-" && this.exclude.click());
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
    this.checkbox.disabled = papers === 0 && !chosen && !excluded;
    this.exclude.disabled = papers === 0 && !excluded;
    this.exclude.setAttribute("aria-pressed", String(excluded));
    this.node.classList.toggle("value--selected", chosen);
    this.node.classList.toggle("value--excluded", excluded);
    this.node.classList.toggle("value--empty", papers === 0 && !this.isActive);
  }
}
