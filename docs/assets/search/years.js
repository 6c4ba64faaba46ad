/** The year filter: a bar for each recent year and one for all earlier years, and two fields for a range. */

import { count } from "./dom.js";
import { filterValues, setYears, toggleFilter } from "./filters.js";
import { parseYears } from "./year-words.js";
import { Roving } from "./roving.js";

const MAX_BARS = 9; // each wide enough for a finger
const BAR_HEIGHT = 40; // in units of the SVG in the template

export class YearFilter {
  #bars = [];

  /**
   * `group` and `bar` are templates: the group with its fields, and one bar. `onChange` receives a function
   * from the state to the next state.
   */
  constructor(index, { group, bar }, onChange) {
    this.index = index;
    this.onChange = onChange;
    this.node = group.content.firstElementChild.cloneNode(true);
    this.fields = [...this.node.querySelectorAll("input")];
    this.values = index.facets.year.values;
    this.bounds = [Number(this.values[0].id), Number(this.values.at(-1).id)];
    const firstBar = Math.max(this.values.length - MAX_BARS + 1, 0);
    const numbers = [...this.values.keys()];
    if (firstBar > 0) {
      const last = this.values[firstBar - 1].id;
      const earlier = { value: `..${last}`, label: `${last} or earlier`, tick: `≤${last.slice(2)}` };
      this.#addBar(bar, numbers.slice(0, firstBar), earlier);
    }
    for (const number of numbers.slice(firstBar)) {
      const { id } = this.values[number];
      this.#addBar(bar, [number], { value: id, label: id, tick: id.slice(2) });
    }
    this.roving = new Roving(this.node.querySelector("ul"), () => [this.#bars.map(({ node }) => node)]);
    for (const field of this.fields) {
      [field.min, field.max] = this.bounds;
      field.addEventListener("change", () => this.#applyFields());
    }
  }

  /** Show the number of papers by year, and which years the filters name. */
  show(counts, filters) {
    const chosen = filters.filter(({ key, excluded }) => key === "year" && !excluded);
    const covered = new Set(chosen.flatMap((filter) => [...filterValues(this.index, filter)]));
    const papers = this.#bars.map(({ numbers }) => numbers.reduce((sum, number) => sum + counts[number], 0));
    const highest = Math.max(...papers, 1);
    for (const [at, { node, rect, numbers, label }] of this.#bars.entries()) {
      const height = papers[at] && Math.max((BAR_HEIGHT * papers[at]) / highest, 1);
      const isPressed = numbers.some((number) => covered.has(this.values[number]));
      rect.setAttribute("height", height);
      rect.setAttribute("y", BAR_HEIGHT - height);
      node.title = `${label}: ${count(papers[at], "paper")}`;
      node.setAttribute("aria-label", node.title);
      node.setAttribute("aria-pressed", String(isPressed));
      node.disabled = papers[at] === 0 && !isPressed;
    }
    this.roving.update();
    const [from, to] = (chosen.length === 1 && parseYears(chosen[0].value)) || [0, 9999];
    this.fields[0].value = from === 0 ? "" : from;
    this.fields[1].value = to === 9999 ? "" : to;
  }

  /** Add a bar for some years: the value of its filter, its label, and the tick below it. */
  #addBar(template, numbers, { value, label, tick }) {
    const item = template.content.firstElementChild.cloneNode(true);
    const node = item.querySelector("button");
    const filter = { key: "year", value, excluded: false };
    node.querySelector("span").textContent = tick;
    node.addEventListener("click", () => this.onChange((state) => toggleFilter(this.index, state, filter)));
    this.#bars.push({ node, rect: node.querySelector("rect"), numbers, label });
    this.node.querySelector("ul").append(item);
  }

  /** Filter by the range in the fields, clamped to the years of the catalog; an empty field is no bound. */
  #applyFields() {
    const clamp = (text) => Math.min(Math.max(Number(text), this.bounds[0]), this.bounds[1]);
    const [from, to] = this.fields.map(({ value }) => (value === "" ? "" : clamp(value)));
    this.onChange((state) => setYears(this.index, state, rangeValue(from, to)));
  }
}

/** Return the filter value of a range; a bound may be "". */
function rangeValue(from, to) {
  if (from === "" || to === "") return from || to ? `${from}..${to}` : "";
  return from === to ? `${from}` : `${Math.min(from, to)}..${Math.max(from, to)}`;
}
