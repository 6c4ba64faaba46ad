/** The papers that a reader selected, by id: kept in the browser and shared by all tabs. */

import { load, save, storageKey } from "./storage.js";

export const MAX_PAPERS = 500;
const KEY = storageKey("selection");
const ID = /^[a-z0-9]+(-[a-z0-9]+)*-(19|20)\d\d$/;
const MAX_ID_LENGTH = 60;
const MAX_NAMED_IDS = 5;

const isId = (value) => typeof value === "string" && value.length <= MAX_ID_LENGTH && ID.test(value);

/** Return the distinct ids among some values. */
const validIds = (values) => [...new Set(values.filter(isId))].slice(0, MAX_PAPERS);

/** Return the ids of `?ids=a,b`. */
export const parseIds = (parameters) =>
  validIds(parameters.getAll("ids").flatMap((text) => text.toLowerCase().split(",")));

/** Return the href of a page with a list of ids. */
export const hrefWithIds = (page, ids) => `${page}?ids=${ids.join(",")}`;

/** Name the ids that are not in the catalog. */
export function missingNotice(ids) {
  const rest = ids.length > MAX_NAMED_IDS ? ` and ${ids.length - MAX_NAMED_IDS} more` : "";
  return `Not in the catalog: ${ids.slice(0, MAX_NAMED_IDS).join(", ")}${rest}.`;
}

/** Dispatches `change` whenever it changes, also in another tab. */
class Selection extends EventTarget {
  #isStorable = true;
  #ids = new Set();

  constructor() {
    super();
    this.#ids = this.#load();
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && this.#reload());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#reload()); // missed storage events
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

  /** Add or remove a paper; return false if the selection is full. */
  setSelected(id, isSelected = true) {
    const ids = this.#load();
    if (isSelected && !ids.has(id) && ids.size >= MAX_PAPERS) return false;
    if (isSelected) ids.add(id);
    else ids.delete(id);
    this.replace([...ids]);
    return true;
  }

  replace(ids) {
    this.#ids = new Set(ids);
    this.#isStorable &&= save(KEY, ids.length ? JSON.stringify(ids) : "");
    this.dispatchEvent(new Event("change"));
  }

  #reload() {
    this.#ids = this.#load();
    this.dispatchEvent(new Event("change"));
  }

  /** Return the stored ids, which another tab may have changed and anybody may have corrupted. */
  #load() {
    const text = this.#isStorable ? load(KEY) : undefined;
    if (text === undefined) return this.#ids;
    try {
      const values = JSON.parse(text ?? "[]");
      return new Set(Array.isArray(values) ? validIds(values) : []);
    } catch {
      return new Set();
    }
  }
}

export const selection = new Selection();
