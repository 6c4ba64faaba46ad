/** The rules that a browser can check on one record, with data from hooks/catalog/site/browser_rules.py. */

import { fetchJson } from "../search/engine.js";
import { IDENTITY_RULES } from "./identity.js";
import { paperId, tagsIn, venueId } from "./ids.js";
import { LINK_RULES } from "./links.js";
import { NAME_RULES } from "./names.js";
import { REFERENCE_RULES } from "./references.js";
import { TextFolding, quote } from "./text.js";
import { Validator } from "./validator.js";

export const FORMAT = 2;

const rulesByUrl = new Map();

/** Load the rules of the site at `base`: once, and again after a failure. */
export function loadRules(base) {
  const { href } = new URL("add/rules.json", base);
  if (!rulesByUrl.has(href)) {
    const rules = fetchJson(href).then((data) => new Rules(data));
    rulesByUrl.set(href, rules);
    rules.catch(() => rulesByUrl.delete(href));
  }
  return rulesByUrl.get(href);
}

/** Rules on valid fields, by id: generators of `[path, message, hint]`. */
const CHECKS = { ...IDENTITY_RULES, ...NAME_RULES, ...REFERENCE_RULES, ...LINK_RULES };

/** Return file, kind and id of the record in a file; null if the path is no record's. */
function parsePath(file) {
  const [, paper, dataset] = /^data\/(?:papers\/[^/]+\/([^/]*)|datasets\/([^/]*))\.yml$/.exec(file) ?? [];
  if (paper === undefined && dataset === undefined) return null;
  return { file, kind: paper === undefined ? "dataset" : "paper", id: paper ?? dataset };
}

const strayFile = (file) => ({
  rule: "stray-file",
  path: [],
  message: `${quote(file)} is not a catalog file`,
  hint: "Papers go to data/papers/<year>/<id>.yml, datasets to data/datasets/<id>.yml",
});

export class Rules {
  constructor(data) {
    if (data?.format !== FORMAT) {
      throw new Error(`The rules have format ${data?.format}; this page reads ${FORMAT}.`);
    }
    this.data = data;
    this.folding = new TextFolding(data);
    this.validator = new Validator(data, this.folding);
  }

  /**
   * Return the problems of a record in a file: `{rule, severity, path, message, hint}`.
   *
   * Without `catalog` other papers are not compared. The rules in `data.elsewhere` run in Python only.
   */
  check({ file, record, catalog = null }) {
    const location = parsePath(file);
    const problems = location ? this.#check(location, record, catalog) : [strayFile(file)];
    return problems.map((problem) => ({ ...problem, severity: this.data.rules[problem.rule].severity }));
  }

  #check(location, fields, catalog) {
    const invalid = [...this.validator.check(location.kind, fields)];
    const invalidKeys = new Set(invalid.map(({ path }) => path[0]));
    const shape = this.data.fields[location.kind];
    // Other rules cannot rely on a field with a problem anywhere in it.
    const isValid = ([key]) => !invalidKeys.has(key) && Object.hasOwn(shape, key);
    const record = { ...location, fields, valid: Object.fromEntries(Object.entries(fields).filter(isValid)) };
    const context = {
      data: this.data,
      folding: this.folding,
      catalog,
      venueId: (text) => this.venueId(text),
    };
    const violations = Object.entries(CHECKS).flatMap(([rule, check]) =>
      Array.from(check(record, context), ([path, message, hint]) => ({ rule, path, message, hint })),
    );
    return [...this.validator.checkCharacters(fields), ...invalid, ...violations];
  }

  /** Return an id for a new paper; null without a year. */
  paperId(record, isTaken) {
    return paperId(record, isTaken, this.data, this.folding);
  }

  /** Return the id of the venue that a text mentions, or null. */
  venueId(text) {
    return venueId(text, this.data, this.folding);
  }

  /** Return the ids of the tags that a title mentions. */
  tagsIn(title) {
    return tagsIn(title, this.data, this.folding);
  }
}
