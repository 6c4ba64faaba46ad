/** Cards of records that are not published, without links into the site. */

import { CardTemplate, isWebUrl } from "../search/card.js";
import { count } from "../search/dom.js";

const HTTP_URL = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d+)?(?:[/?#][!-~]*)?$/i;

// Fields of a proposal may have any type.
const textOf = (value) => (typeof value === "string" ? value : "");
const textsOf = (value) => [value].flat().filter((item) => typeof item === "string");

/** Return the card of a paper or dataset, as lists show it; `rules` are those of rules.js. */
export function makeCard(record, id, rules) {
  const template = new CardTemplate(document.getElementById("card-template"));
  return template.make(recordToCard(record, id, rules));
}

/** Return the values of a card, as `Card` of hooks/catalog/views/cards.py has them. */
function recordToCard(record, id, rules) {
  const isDataset = "name" in record && !("title" in record);
  const fields = Object.entries(record).map(([field, value]) => [field, textsOf(value).join("; ")]);
  return {
    ...Object.fromEntries(fields),
    id,
    links: links(record, Object.keys(rules.data.fields.links)),
    ...(isDataset ? datasetValues(record, id) : paperValues(record, id, rules)),
  };
}

function paperValues(record, id, { data: { vocabularies }, folding }) {
  const entryOf = (id, vocabulary) =>
    vocabulary.find((entry) => entry.id === id) ?? { id, short: id, name: id };
  const venue = entryOf(textOf(record.venue) || "arxiv", vocabularies.venues);
  const title = textOf(record.title) || id;
  return {
    title: { name: title },
    short: visibleShortName(textOf(record.short), title, folding),
    authors: textsOf(record.authors).map((name) => ({ name: givenFirst(name) })),
    venue: { name: venue.short, title: venue.name },
    year: { name: textOf(record.year) || preprintYear(textOf(record.arxiv)) },
    reported: reportedText(record, (id) => entryOf(id, vocabularies.venues).short),
    date: isPreprint(record) ? dateText(textOf(record.submitted)) : "",
    tags: textsOf(record.tags).map((id) => ({ name: entryOf(id, vocabularies.tags).name })),
  };
}

/** Return the values of a dataset's card, as `dataset_card` of hooks/catalog/views/cards.py. */
function datasetValues(record, id) {
  const facts = Array.isArray(record.facts) ? record.facts.length : 0;
  return {
    title: { name: textOf(record.name) || id },
    short: "",
    authors: [],
    venue: { name: "Dataset" },
    year: { name: textOf(record.year) },
    tags: [...textsOf(record.kind), count(facts, "fact")].map((name) => ({ name })),
  };
}

/**
 * Return the short name; "" if the title contains it: `visible_short_name` of hooks/catalog/views/cards.py.
 *
 * Letters that the browser cannot fold are compared as they are.
 */
function visibleShortName(short, title, folding) {
  const folded = folding.fold(short);
  const isInTitle = folded === null ? title.includes(short) : folding.fold(title, " ").includes(folded);
  return isInTitle ? "" : short;
}

const isPreprint = ({ venue }) => [undefined, "arxiv"].includes(venue);

/** Return where a preprint is reported to be published, as hooks/catalog/records/schema.py does. */
function reportedText(record, venueName) {
  if (!isPreprint(record) || !Array.isArray(record.claims)) return "";
  const publications = record.claims
    .filter(({ venue, refused }) => ![undefined, "arxiv"].includes(venue) && refused !== "true")
    .map(({ venue, year }) => `${venueName(textOf(venue))} ${textOf(year)}`.trim());
  const sources = (text) => publications.filter((other) => other === text).length;
  const [first] = publications.toSorted((a, b) => sources(b) - sources(a));
  return first ? `reported as ${first}` : "";
}

/** Return a date as hooks/catalog/views/publication.py writes it: `Apr 27, 2026`. */
function dateText(date) {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) return "";
  return new Date(date).toLocaleDateString("en-US", { dateStyle: "medium", timeZone: "UTC" });
}

const givenFirst = (name) => name.replace(/^(.*?), (.*)$/, "$2 $1");

/** Return the year in an arXiv ID, which may be malformed. */
function preprintYear(arxiv) {
  const digits = arxiv.slice(arxiv.lastIndexOf("/") + 1).slice(0, 2);
  return /^\d+$/.test(digits) ? String(Number(digits) + (digits > "90" ? 1900 : 2000)) : "";
}

/** Return one link of each kind, as `card_links` of hooks/catalog/views/cards.py does. */
function links(record, kinds) {
  const urls = kinds.map((kind) => {
    const [first] = textsOf(record.links?.[kind]);
    return [kind, first ?? (kind === "paper" ? identifierUrl(record) : undefined)];
  });
  return urls.filter(([, url]) => url !== undefined).map(([kind, url]) => link(kind, url));
}

/** Return the page on arXiv, else the URL of the DOI. */
function identifierUrl({ arxiv, doi }) {
  if (textOf(arxiv)) return `https://arxiv.org/abs/${encode(arxiv, /%2F/g)}`;
  return textOf(doi) ? `https://doi.org/${encode(doi, /%(?:2F|3A|3B|28|29)/g)}` : undefined;
}

/** Percent-encode a text as Python's `quote` does, except for some characters. */
const encode = (text, safe) =>
  encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(safe, decodeURIComponent);

function link(kind, url) {
  const name = kind[0].toUpperCase() + kind.slice(1);
  return isLinkable(url) ? { name, href: url } : { name, text: url };
}

/** Test whether a URL is absolute, of a named host, without a user, as records require. */
const isLinkable = (url) => isWebUrl(url) && HTTP_URL.test(url) && !/["<>\\^`{|}]/.test(url);
