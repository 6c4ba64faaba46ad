/** The rules of the catalog, as far as they can run on one record in a browser. hooks/catalog/rulebook.py writes what they know. */

import { fetchJson } from "../search/engine.js";
import { Letters } from "./letters.js";
import { paperId, tagsIn, venueId } from "./names.js";

export const FORMAT = 1;

const opened = new Map();

/** The rules of the site at `base`; fetched once. */
export function openRules(base) {
  const url = new URL("add/rules.json", base);
  if (!opened.has(url.href)) opened.set(url.href, fetchJson(url).then((data) => new Rules(data)));
  return opened.get(url.href);
}

export class Rules {
  constructor(data) {
    if (data?.format !== FORMAT) throw new Error(`The rules have format ${data?.format}; this page reads ${FORMAT}.`);
    this.data = data;
    this.letters = new Letters(data);
  }

  /** What is wrong with a record that stands, or will stand, in a file; without `known` nothing is said of other papers. */
  check({ file, record, known = null }) {
    void [file, record, known];
    return [];
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
