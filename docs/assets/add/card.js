/** The card of a record that is not in the catalog, or not yet: the sample of the page, filled, without links to pages of ours. */

import { SHOWN_AUTHORS, isWeb } from "../search/card.js";
import { count, element } from "../search/dom.js";
import { KEYS } from "./yaml.js";

/** What a value says, whatever it is: what somebody wrote may be a list where a text belongs. */
const textOf = (value) => (typeof value === "string" ? value : "");
const textsOf = (value) => [value].flat().filter((one) => typeof one === "string");

/** The card of a paper, or a dataset, as lists show it: an element to stand in a list of the class `cards`. `data` is that of the rules. */
export function recordCard(record, id, data) {
  const card = document.getElementById("card-template").content.querySelector(".card").cloneNode(true);
  card.dataset.id = id;
  card.querySelector(".card__pick").remove();
  const said = "name" in record && !("title" in record) ? dataset(record) : paper(record, data);
  const title = said.title || id;
  card.querySelector(".card__title a").replaceWith(element("span", {}, title));
  fill(card, "short", title.toLowerCase().includes(said.short.toLowerCase()) ? "" : said.short);
  fill(card, "authors", said.authors);
  card.querySelector(".card__links").replaceChildren(...links(record), ...said.tags.flatMap((tag) => [element("span", { class: "tag" }, tag), " "]));
  card.querySelector(".card__venue").replaceWith(element("span", { class: "card__venue", title: said.venue.name || null }, said.venue.short));
  card.querySelector(".card__year").replaceWith(element("span", { class: "card__year" }, said.year));
  fill(card, "track", said.track);
  fill(card, "status", said.status);
  return card;
}

function fill(card, name, text) {
  const part = card.querySelector(`.card__${name}`);
  if (text) part.replaceChildren(text);
  else part.remove();
}

function paper(record, { vocabularies }) {
  const named = (ids, vocabulary) => ids.map((id) => vocabulary.find((entry) => entry.id === id) ?? { id, short: id, name: id });
  return {
    title: textOf(record.title),
    short: textOf(record.short),
    authors: authors(textsOf(record.authors)),
    tags: named(textsOf(record.tags), vocabularies.tags).map(({ name }) => name),
    venue: named([textOf(record.venue) || "arxiv"], vocabularies.venues)[0],
    year: textOf(record.year) || preprintYear(textOf(record.arxiv)),
    track: textOf(record.track),
    status: textOf(record.status),
  };
}

function dataset(record) {
  const facts = Array.isArray(record.facts) ? record.facts.length : 0;
  const tags = [...textsOf(record.kind), count(facts, "fact")];
  return { title: textOf(record.name), short: "", authors: "", tags, venue: { short: "Dataset" }, year: textOf(record.year), track: "", status: "" };
}

/** Names as they are read aloud, of not too many. */
function authors(names) {
  const read = names.map((name) => name.replace(/^(.*?), (.*)$/, "$2 $1"));
  return read.length <= SHOWN_AUTHORS + 1 ? read.join(", ") : `${read.slice(0, SHOWN_AUTHORS).join(", ")}, et al.`;
}

/** The year in an arXiv id. */
function preprintYear(arxiv) {
  const digits = arxiv.slice(arxiv.lastIndexOf("/") + 1).slice(0, 2);
  return /^\d+$/.test(digits) ? String(Number(digits) + (digits > "90" ? 1900 : 2000)) : "";
}

/** One link of each kind: see `short_links` of hooks/catalog/views/cards.py. */
function links(record) {
  const first = (kind) => textsOf(record.links?.[kind])[0];
  const found = KEYS.links.map((kind) => [kind, first(kind) ?? (kind === "paper" ? identified(record) : undefined)]);
  return found.filter(([, href]) => href !== undefined).flatMap(([kind, href]) => [link(kind[0].toUpperCase() + kind.slice(1), href), " "]);
}

/** The page on arXiv, or where the DOI leads. */
function identified({ arxiv, doi }) {
  const encoded = (text, plain) => encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, escaped).replace(plain, decodeURIComponent);
  if (textOf(arxiv)) return `https://arxiv.org/abs/${encoded(arxiv, /%2F/g)}`;
  return textOf(doi) ? `https://doi.org/${encoded(doi, /%(?:2F|3A|3B|28|29)/g)}` : undefined;
}

const escaped = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

const link = (name, href) => (isPlain(href) ? element("a", { href, class: "card__link" }, name) : element("span", { class: "no-link" }, `${name}: ${href}`));

/** Whether an address is one of the web as the catalog takes it: written in full, of a host with a name, and without a user's. */
const isPlain = (href) => isWeb(href) && /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d+)?(?:[/?#][!-~]*)?$/i.test(href) && !/["<>\\^`{|}]/.test(href);
