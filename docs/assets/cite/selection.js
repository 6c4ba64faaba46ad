/** The papers that a reader has ticked, by their ids: kept in the browser, the same in all of its tabs. */

import { load, save } from "./storage.js";

export const MOST = 500; // papers
const KEY = "selection";
const ID = /^[a-z0-9]+(-[a-z0-9]+)*-(19|20)\d\d$/;
const LONGEST = 60; // letters
const NAMED = 5; // of the papers that are missing

/** The ids among some values, each once. */
export function idsAmong(values, most = MOST) {
  const sound = values.filter((value) => typeof value === "string" && value.length <= LONGEST && ID.test(value));
  return [...new Set(sound)].slice(0, most);
}

/** The ids of `?ids=a,b`. */
export const idsOf = (parameters) => idsAmong(parameters.getAll("ids").flatMap((text) => text.toLowerCase().split(",")));

/** The address of the papers' page or another one, with a list of ids. */
export const listed = (page, ids) => `${page}?ids=${ids.join(",")}`;

/** What is said of papers that the catalog does not have. */
export function absent(ids) {
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : "";
  return `Not in this catalog: ${ids.slice(0, NAMED).join(", ")}${more}.`;
}

/** Tells of a `change`, whoever made it. */
class Selection extends EventTarget {
  #kept = true; // whether the browser keeps it
  #ids = new Set();

  constructor() {
    super();
    this.#ids = this.#stored();
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && this.#again());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#again()); // a sleeping page is not told
  }

  get ids() {
    return [...this.#ids];
  }

  get size() {
    return this.#ids.size;
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** Add a paper, or take it away; false if there is no room. */
  choose(id, wanted = true) {
    const ids = this.#stored();
    if (wanted && !ids.has(id) && ids.size >= MOST) return false;
    if (wanted) ids.add(id);
    else ids.delete(id);
    this.replace([...ids]);
    return true;
  }

  replace(ids) {
    this.#ids = new Set(ids);
    this.#kept &&= save(KEY, ids.length ? JSON.stringify(ids) : "");
    this.dispatchEvent(new Event("change"));
  }

  #again() {
    this.#ids = this.#stored();
    this.dispatchEvent(new Event("change"));
  }

  /** What is kept, as another tab may have changed it; what is no id was not written by us. */
  #stored() {
    const text = this.#kept ? load(KEY) : undefined;
    if (text === undefined) return this.#ids;
    try {
      const values = JSON.parse(text ?? "[]");
      return new Set(Array.isArray(values) ? idsAmong(values) : []);
    } catch {
      return new Set();
    }
  }
}

export const selection = new Selection();
