/** The rules of the catalog, as far as they can run on one record in a browser. hooks/catalog/site/browser_rules.py writes what they know. */

import { fetchJson } from "../search/engine.js";
import { Fields } from "./fields.js";
import { IDENTITY } from "./identity.js";
import { Letters, quote } from "./letters.js";
import { LINKS } from "./links.js";
import { paperId, tagsIn, venueId } from "./names.js";
import { PAPERS } from "./papers.js";
import { REFERENCES } from "./references.js";

export const FORMAT = 1;

const opened = new Map();

/** The rules of the site at `base`; fetched once, and again if that failed. */
export function openRules(base) {
  const { href } = new URL("add/rules.json", base);
  if (!opened.has(href)) {
    const rules = fetchJson(href).then((data) => new Rules(data));
    opened.set(href, rules);
    rules.catch(() => opened.delete(href));
  }
  return opened.get(href);
}

/** Each rule that looks at a sound record, by its id: a generator of places, messages and hints. */
const CHECKS = { ...IDENTITY, ...PAPERS, ...REFERENCES, ...LINKS };

/** The kind and id of the record in a file, by its path; null, if no record stands there. */
function place(file) {
  const [, paper, dataset] = /^data\/(?:papers\/[^/]+\/([^/]*)|datasets\/([^/]*))\.yml$/.exec(file) ?? [];
  if (paper === undefined && dataset === undefined) return null;
  return { file, kind: paper === undefined ? "dataset" : "paper", id: paper ?? dataset };
}

const stray = (file) => ({
  rule: "stray-file",
  path: [],
  message: `${quote(file)} is no file of the catalog`,
  hint: "Papers go to data/papers/<year>/<id>.yml, datasets to data/datasets/<id>.yml",
});

export class Rules {
  constructor(data) {
    if (data?.format !== FORMAT) throw new Error(`The rules have format ${data?.format}; this page reads ${FORMAT}.`);
    this.data = data;
    this.letters = new Letters(data);
    this.fields = new Fields(data, this.letters);
  }

  /**
   * What is wrong with a record that stands, or will stand, in a file: `{rule, severity, path, message, hint}`.
   *
   * Without `known` nothing is said of other papers. The rules of `data.elsewhere` are for Python alone.
   */
  check({ file, record, known = null }) {
    const where = place(file);
    const faults = where ? this.#faults(where, record, known) : [stray(file)];
    return faults.map((fault) => ({ ...fault, severity: this.data.rules[fault.rule].severity }));
  }

  #faults(where, record, known) {
    const broken = [...this.fields.faults(where.kind, record)];
    const lost = new Set(broken.map(({ path }) => path[0]));
    // A field with a fault anywhere in it says nothing certain, so other rules do not look at it.
    const isSound = ([key]) => !lost.has(key) && Object.hasOwn(this.data.fields[where.kind], key);
    const one = { ...where, written: record, sound: Object.fromEntries(Object.entries(record).filter(isSound)) };
    const context = { data: this.data, letters: this.letters, known, venue: (text) => this.venue(text) };
    const found = Object.entries(CHECKS).flatMap(([rule, check]) =>
      Array.from(check(one, context), ([path, message, hint]) => ({ rule, path, message, hint })),
    );
    return [...this.fields.characters(record), ...broken, ...found];
  }

  /** An id for a paper, by its short name or title and its year; `taken` says which ids are. Null without a year. */
  id(record, taken) {
    return paperId(record, taken, this.data, this.letters);
  }

  /** The id of the venue that a text names; null, if the catalog knows none. */
  venue(text) {
    return venueId(text, this.data, this.letters);
  }

  /** The ids of the tags that a title names. */
  tags(title) {
    return tagsIn(title, this.data, this.letters);
  }
}
