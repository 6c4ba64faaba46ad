/** The years in the panel: a bar for each of the newest and one for all before, and two fields for a range. */

import { count } from "./dom.js";
import { named, ofYears, toggled } from "./filters.js";
import { years as range } from "./query.js";

const BARS = 9; // each as wide as a finger
const HEIGHT = 40; // of the drawing in the template

export class Years {
  #bars = [];

  /** `templates` hold the group with its fields, and a bar; `change` is told how the state shall differ. */
  constructor(index, { group, bar }, change) {
    this.index = index;
    this.change = change;
    this.node = group.content.firstElementChild.cloneNode(true);
    this.fields = [...this.node.querySelectorAll("input")];
    const { entries } = index.facets.year;
    this.bounds = [Number(entries[0]?.id), Number(entries.at(-1)?.id)];
    const first = Math.max(entries.length - BARS + 1, 0);
    const numbers = [...entries.keys()];
    if (first > 0) this.#add(bar, numbers.slice(0, first), `..${entries[first - 1].id}`, `to ${entries[first - 1].id}`, `≤${entries[first - 1].id.slice(2)}`);
    for (const at of numbers.slice(first)) this.#add(bar, [at], entries[at].id, entries[at].id, entries[at].id.slice(2));
    for (const field of this.fields) {
      [field.min, field.max] = this.bounds;
      field.addEventListener("change", () => this.#choose());
    }
  }

  show(counts, filters) {
    const chosen = filters.filter(({ key, not }) => key === "year" && !not);
    const covered = new Set(chosen.flatMap((filter) => [...named(this.index, filter)]));
    const papers = this.#bars.map(({ numbers }) => numbers.reduce((sum, at) => sum + counts[at], 0));
    const highest = Math.max(...papers, 1);
    for (const [at, { node, rect, numbers, name }] of this.#bars.entries()) {
      const height = papers[at] && Math.max((HEIGHT * papers[at]) / highest, 1);
      const pressed = numbers.some((number) => covered.has(number));
      rect.setAttribute("height", height);
      rect.setAttribute("y", HEIGHT - height);
      node.setAttribute("aria-label", `${name}: ${count(papers[at], "paper")}`);
      node.title = node.getAttribute("aria-label");
      node.setAttribute("aria-pressed", String(pressed));
      node.disabled = papers[at] === 0 && !pressed;
    }
    const [from, to] = (chosen.length === 1 && range(chosen[0].value)) || [0, 9999];
    this.fields[0].value = from === 0 ? "" : from;
    this.fields[1].value = to === 9999 ? "" : to;
  }

  #add(template, numbers, value, name, foot) {
    const item = template.content.firstElementChild.cloneNode(true);
    const node = item.querySelector("button");
    node.querySelector("span").textContent = foot;
    node.addEventListener("click", () => this.change((state) => toggled(this.index, state, { key: "year", value, not: false })));
    this.#bars.push({ node, rect: node.querySelector("rect"), numbers, name });
    this.node.querySelector("ul").append(item);
  }

  /** The range in the fields, within the years that there are; an empty field is no bound. */
  #choose() {
    const within = (text) => Math.min(Math.max(Number(text), this.bounds[0]), this.bounds[1]);
    const [from, to] = this.fields.map(({ value }) => (value === "" ? "" : within(value)));
    const both = from !== "" && to !== "";
    const value = both && from === to ? `${from}` : both ? `${Math.min(from, to)}..${Math.max(from, to)}` : from || to ? `${from}..${to}` : "";
    this.change((state) => ofYears(state, value));
  }
}
