/**
 * Title, authors and submission date of a preprint from DataCite, where arXiv registers its papers.
 *
 * arXiv itself does not answer pages of other sites. A reply of unexpected structure is refused as a whole.
 * Source: https://support.datacite.org/docs/api-get-doi
 */

import { Coercions, isDate } from "./coercions.js";
import { Unreadable, fetchText } from "./download.js";
import { fitsArxivMonth } from "./names.js";

const URL_PREFIX = "https://api.datacite.org/dois/10.48550/arXiv.";
const DOI_PREFIX = "10.48550/arxiv.";
const MAX_BYTES = 1_000_000;
const TIMEOUT_SECONDS = 10;
const SUBMISSION_TYPES = ["Submitted", "Created"];

/**
 * Fetch the metadata of an arXiv ID: `{arxiv, title, authors, submitted, url, omissions}`.
 *
 * `submitted` is null if no date fits the ID. `omissions` are clauses on what was left out. Throws
 * `Unreadable`.
 */
export async function fetchMetadata(arxiv, rules) {
  const url = URL_PREFIX + arxiv;
  const text = await fetchText(url, {
    service: "DataCite",
    subject: "DataCite's answer",
    missing: "DataCite does not know this arXiv ID. It may take a day until it knows a new paper.",
    maxBytes: MAX_BYTES,
    timeoutSeconds: TIMEOUT_SECONDS,
    headers: { Accept: "application/vnd.api+json" },
  });
  return { arxiv, url, ...parseReply(text, arxiv, rules) };
}

/** Parse a reply. Throws `Unreadable`. */
function parseReply(text, arxiv, rules) {
  const { attributes } = mapping(mapping(parseJson(text)).data);
  const { doi, titles, creators, dates = [] } = mapping(attributes);
  if (string(doi).toLowerCase() !== DOI_PREFIX + arxiv.toLowerCase()) {
    throw new Unreadable("DataCite answered about another paper.");
  }
  const coercions = new Coercions(rules.data, rules.folding);
  const clean = (value) => rules.folding.split(coercions.decodeEntities(value.normalize("NFC"))).join(" ");
  const title = clean(mainTitle(titles));
  const names = list(creators).map((creator) => clean(authorName(mapping(creator))));
  if (!title || names.includes("")) throw unexpected();
  const { text: maxLength, authors: maxAuthors } = rules.data.limits;
  if ([title, ...names].some((value) => value.length > maxLength)) throw unexpected();
  const areTooMany = names.length > maxAuthors;
  const submitted = submissionDate(dates, arxiv);
  const omissions = [
    areTooMany && `it lists ${names.length.toLocaleString("en")} authors, too many to fill in`,
    !submitted && "it has no date that fits the arXiv ID",
  ];
  return { title, authors: areTooMany ? [] : names, submitted, omissions: omissions.filter(Boolean) };
}

/** Return the title, which unlike subtitles and translations has no type. */
function mainTitle(titles) {
  const main = list(titles)
    .map(mapping)
    .find(({ titleType }) => titleType === undefined || titleType === null);
  return string(mapping(main).title);
}

/** Return a name as records have it: family name first only if it has several words. */
function authorName({ name, givenName, familyName }) {
  const [given, family] = [givenName, familyName].map((part) => string(part ?? "").trim());
  if (given && family) return family.includes(" ") ? `${family}, ${given}` : `${given} ${family}`;
  const [, last, first] = /^([^\s,]+), ([^,]+)$/.exec(string(name)) ?? [];
  return last ? `${first} ${last}` : string(name);
}

/** Return the first date of submission, if it fits the arXiv ID; updates come later. */
function submissionDate(dates, arxiv) {
  const days = list(dates)
    .map(mapping)
    .filter(({ dateType }) => SUBMISSION_TYPES.includes(dateType))
    .map(({ date }) => /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+Z)?$/.exec(string(date))?.[1])
    .filter((day) => day !== undefined && isDate(day));
  const [first] = days.sort();
  return first !== undefined && fitsArxivMonth(first, arxiv) ? first : null;
}

// --- Values of expected types

const unexpected = () => new Unreadable("DataCite's answer has an unexpected structure.");

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw unexpected();
  }
}

function expectType(value, isExpected) {
  if (isExpected) return value;
  throw unexpected();
}

const mapping = (value) =>
  expectType(value, typeof value === "object" && value !== null && !Array.isArray(value));
const list = (value) => expectType(value, Array.isArray(value));
const string = (value) => expectType(value, typeof value === "string");
