/** Cards of records that are not published: the page's sample card, filled, without links into the site. */

import { MAX_CARD_AUTHORS, isWebUrl } from "../search/card.js";
import { count, element } from "../search/dom.js";
import { KEYS } from "./yaml.js";

const HTTP_URL = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d+)?(?:[/?#][!-~]*)?$/i;

// Fields of a proposal may have any type.
const textOf = (value) => (typeof value === "string" ? value : "");
const textsOf = (value) => [value].flat().filter((item) => typeof item === "string");

/** Return the card of a paper or dataset, as lists show it. `data` is the rules' data. */
export function recordCard(record, id, data) {
  const template = document.getElementById("card-template").content;
  const card = template.querySelector(".card").cloneNode(true);
  card.dataset.id = id;
  card.querySelector(".card__select").remove();
  const isDataset = "name" in record && !("title" in record);
  const texts = isDataset ? datasetTexts(record) : paperTexts(record, data);
  const title = texts.title || id;
  const isInTitle = title.toLowerCase().includes(texts.short.toLowerCase());
  const tags = texts.tags.flatMap((tag) => [element("span", { class: "tag" }, tag), " "]);
  const venue = element("span", { class: "card__venue", title: texts.venue.name || null }, texts.venue.short);
  card.querySelector(".card__title a").replaceWith(element("span", {}, title));
  fill(card, "short", isInTitle ? "" : texts.short);
  fill(card, "authors", texts.authors);
  card.querySelector(".card__links").replaceChildren(...links(record), ...tags);
  card.querySelector(".card__venue").replaceWith(venue);
  card.querySelector(".card__year").replaceWith(element("span", { class: "card__year" }, texts.year));
  fill(card, "track", texts.track);
  fill(card, "status", texts.status);
  return card;
}

function fill(card, name, text) {
  const part = card.querySelector(`.card__${name}`);
  if (text) part.replaceChildren(text);
  else part.remove();
}

function paperTexts(record, { vocabularies }) {
  const entryOf = (id, vocabulary) =>
    vocabulary.find((entry) => entry.id === id) ?? { id, short: id, name: id };
  return {
    title: textOf(record.title),
    short: textOf(record.short),
    authors: joinAuthors(textsOf(record.authors)),
    tags: textsOf(record.tags).map((id) => entryOf(id, vocabularies.tags).name),
    venue: entryOf(textOf(record.venue) || "arxiv", vocabularies.venues),
    year: textOf(record.year) || preprintYear(textOf(record.arxiv)),
    track: textOf(record.track),
    status: textOf(record.status),
  };
}

function datasetTexts(record) {
  const facts = Array.isArray(record.facts) ? record.facts.length : 0;
  return {
    title: textOf(record.name),
    short: "",
    authors: "",
    tags: [...textsOf(record.kind), count(facts, "fact")],
    venue: { short: "Dataset" },
    year: textOf(record.year),
    track: "",
    status: "",
  };
}

/** Join names, given name first, and cut a long list. */
function joinAuthors(names) {
  const authors = names.map((name) => name.replace(/^(.*?), (.*)$/, "$2 $1"));
  if (authors.length <= MAX_CARD_AUTHORS + 1) return authors.join(", ");
  return `${authors.slice(0, MAX_CARD_AUTHORS).join(", ")}, et al.`;
}

/** Return the year in an arXiv ID, which may be malformed. */
function preprintYear(arxiv) {
  const digits = arxiv.slice(arxiv.lastIndexOf("/") + 1).slice(0, 2);
  return /^\d+$/.test(digits) ? String(Number(digits) + (digits > "90" ? 1900 : 2000)) : "";
}

/** Return one link of each kind, as `short_links` of hooks/catalog/views/cards.py does. */
function links(record) {
  const urls = KEYS.links.map((kind) => {
    const [first] = textsOf(record.links?.[kind]);
    return [kind, first ?? (kind === "paper" ? identifierUrl(record) : undefined)];
  });
  return urls
    .filter(([, url]) => url !== undefined)
    .flatMap(([kind, url]) => [link(kind[0].toUpperCase() + kind.slice(1), url), " "]);
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

function link(name, href) {
  if (isLinkable(href)) return element("a", { href, class: "card__link" }, name);
  return element("span", { class: "no-link" }, `${name}: ${href}`);
}

/** Test whether a URL is absolute, of a named host, without a user, as records require. */
const isLinkable = (url) => isWebUrl(url) && HTTP_URL.test(url) && !/["<>\\^`{|}]/.test(url);
