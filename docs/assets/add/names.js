/** Rules on titles, venues and years. See hooks/catalog/checks/names.py. */

import { arxivYear } from "./link.js";
import { isUpper, toRegExp } from "./text.js";

/** Test whether arXiv gave an ID to a paper in the month it was submitted, or in the next. */
export function fitsArxivMonth(submitted, arxiv) {
  const [year, month] = submitted.split("-").map(Number);
  const digits = arxiv.slice(arxiv.lastIndexOf("/") + 1);
  const months = (arxivYear(arxiv) - year) * 12 + Number(digits.slice(2, 4)) - month;
  return months === 0 || months === 1;
}

export const NAME_RULES = {
  *"no-venue"({ kind, fields, valid }) {
    if (kind !== "paper") return;
    const has = (key) => Object.hasOwn(fields, key);
    const isPreprint = valid.venue === "arxiv" && has("arxiv");
    if (has("venue") && !has("year") && !isPreprint) {
      yield [["venue"], "no_year"];
    } else if (!has("venue") && !has("arxiv")) {
      yield [[], "no_venue"];
    }
  },

  *"future-year"({ valid: { year, added } }, { data }) {
    if (Number(year) > data.year) {
      yield [["year"], "year", { date: year, latest_year: data.year }];
    }
    if (Number(added?.slice(0, 4)) > data.year) {
      yield [["added"], "added", { date: added }];
    }
  },

  *"submission-date"({ kind, fields, valid: { submitted, arxiv } }, { messages }) {
    if (kind !== "paper" || submitted === undefined) return;
    if (arxiv === undefined) {
      if (!Object.hasOwn(fields, "arxiv")) yield [["submitted"], "missing"];
      return;
    }
    if (!fitsArxivMonth(submitted, arxiv)) {
      yield [["submitted"], "other", { date: submitted, arxiv: messages.quote(arxiv) }];
    }
  },

  *"arxiv-year"({ kind, valid: { venue = "arxiv", year, arxiv } }, { data, messages }) {
    if (kind !== "paper" || year === undefined || arxiv === undefined) return;
    const announced = arxivYear(arxiv);
    const years = Number(year) - announced;
    const values = { year, arxiv: messages.quote(arxiv), arxiv_year: announced };
    const isJanuary = arxiv.slice(arxiv.lastIndexOf("/") + 1).slice(2, 4) === "01";
    const limit = data.limits.years_to_publication;
    if (venue === "arxiv") {
      if (years && !(years === -1 && isJanuary)) yield [["year"], "preprint", values];
    } else if (years < -1 || years > limit) yield [["year"], "published", { ...values, limit }];
  },

  *"title-dress"({ kind, valid: { title } }, { data, folding }) {
    if (kind !== "paper" || title === undefined) return;
    if (isUpper(title) && folding.split(title).length > 2) {
      yield [["title"], "capitals"];
    }
    if (toRegExp(data.patterns.trailing_period).test(title)) {
      yield [["title"], "period"];
    }
  },
};
