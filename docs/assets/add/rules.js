/** The rules that a browser can check on one record, with data from hooks/catalog/site/browser_rules.py. */

import { fetchJson } from "../search/engine.js";
import { AUTHOR_RULES } from "./authors.js";
import { IDENTITY_RULES } from "./identity.js";
import { paperId, tagsIn, venueId } from "./ids.js";
import { LINK_RULES } from "./links.js";
import { NAME_RULES } from "./names.js";
import { REFERENCE_RULES } from "./references.js";
import { Messages } from "./messages.js";
import { TextFolding } from "./text.js";
import { Validator } from "./validator.js";

export const FORMAT = 3;

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

/** Rules on valid fields, by id: generators of `[path, variant, values]`. */
const CHECKS = { ...IDENTITY_RULES, ...AUTHOR_RULES, ...NAME_RULES, ...REFERENCE_RULES, ...LINK_RULES };

/** Return file, kind and id of the record in a file; null if the path is no record's. */
function parsePath(file) {
  const [, paper, dataset] = /^data\/(?:papers\/[^/]+\/([^/]*)|datasets\/([^/]*))\.yml$/.exec(file) ?? [];
  if (paper === undefined && dataset === undefined) return null;
  return { file, kind: paper === undefined ? "dataset" : "paper", id: paper ?? dataset };
}

/** Return the violation of a file that is no record's. */
function strayFile(path, { vocabulary_files: vocabularies, patterns }, messages) {
  const file = messages.quote(path);
  const parts = path.split("/");
  const similar = parts.length === 2 ? messages.findSimilar(path, vocabularies) : null;
  if (similar) return [[], "stray-file", "similar", { file, similar: messages.quote(similar) }];
  const [source, flags] = patterns.other_extension;
  const [, stem] = new RegExp(`^(?:${source})`, flags).exec(parts.at(-1)) ?? [];
  const isRenamed = parts.length > 2 && stem !== undefined && !path.endsWith(".yml");
  return [[], "stray-file", isRenamed ? "renamed" : "elsewhere", { file, stem }];
}

export class Rules {
  constructor(data) {
    if (data?.format !== FORMAT) {
      throw new Error(`The rules have format ${data?.format}; this page reads ${FORMAT}.`);
    }
    this.data = data;
    this.folding = new TextFolding(data);
    this.messages = new Messages(data);
    this.validator = new Validator(data, this.folding, this.messages);
  }

  /**
   * Return the problems of a record in a file: `{rule, severity, path, message, hint}`.
   *
   * Without `catalog` other papers are not compared. The rules in `data.elsewhere` run in Python only.
   */
  check({ file, record, catalog = null }) {
    const location = parsePath(file);
    const violations = location
      ? this.#check(location, record, catalog)
      : [strayFile(file, this.data, this.messages)];
    return violations.map((violation) => this.messages.problem(violation));
  }

  #check(location, fields, catalog) {
    const invalid = [...this.validator.check(location.kind, fields)];
    const invalidKeys = new Set(invalid.map(([path]) => path[0]));
    const shape = this.data.fields[location.kind];
    // Other rules cannot rely on a field with a problem anywhere in it.
    const isValid = ([key]) => !invalidKeys.has(key) && Object.hasOwn(shape, key);
    const record = { ...location, fields, valid: Object.fromEntries(Object.entries(fields).filter(isValid)) };
    const context = { data: this.data, folding: this.folding, messages: this.messages, catalog };
    const violations = Object.entries(CHECKS).flatMap(([rule, check]) =>
      Array.from(check(record, context), ([path, ...wording]) => [path, rule, ...wording]),
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
