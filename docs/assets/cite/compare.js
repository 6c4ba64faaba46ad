/** Some papers side by side: `?ids=a,b`. */

import { isWeb } from "../search/card.js";
import { element } from "../search/dom.js";
import { open } from "../search/engine.js";
import { list, lines } from "../search/packing.js";
import { absent, idsOf, listed } from "./selection.js";

const BASE = new URL("../../", import.meta.url);
const FEWEST = 2;
const MOST = 6;

const place = document.getElementById("compare");
const notice = document.getElementById("compare-notice");

/** A value of a paper: how it is called, and where it leads. */
const value = (name, href) => ({ name, href });

/** What is compared: a name, and the values of a row of the index. */
function fields(index, { pages, links, tracks, statuses }) {
  const page = lines(pages);
  const many = (facet, folder) => (row) => {
    const { entries, of } = index.facets[facet];
    return Array.from(list(of, row), (at) => value(entries[at].name, `${folder}/${entries[at].id}/`));
  };
  const authors = (row) => Array.from(list(index.authors, row), (person) => value(index.people[person], page[person] || null));
  const web = (row) => (links[row] ?? []).map(([name, href, text]) => (isWeb(href) ? value(name, href) : value(`${name}: ${href ?? text}`, null)));
  const words = (row) => [tracks[row], statuses[row]].filter(Boolean).map((word) => value(word, null));
  return [
    ["Authors", authors],
    ["Venue", many("venue", "venues")],
    ["Year", many("year", "years")],
    ["Track, status", words],
    ["Categories", many("category", "categories")],
    ["Tags", many("tag", "tags")],
    ["Links", web, true],
  ];
}

const link = ({ name, href }) => (href === null ? element("span", {}, name) : element("a", { href: new URL(href, BASE).href }, name));

/** A row of the table; what all papers have is marked, also for who cannot see it. */
function line(name, columns, own) {
  const inAll = (one) => !own && columns.every((values) => values.some((other) => other.name === one.name));
  const item = (one) => element("li", { class: inAll(one) ? "common" : null }, link(one), inAll(one) ? element("span", { class: "visually-hidden" }, " (in all)") : null);
  const cell = (values) => element("td", {}, values.length ? element("ul", {}, values.map(item)) : null);
  return element("tr", {}, element("th", { scope: "row" }, name), columns.map(cell));
}

function table(index, cards, rows) {
  const ids = rows.map((row) => index.id(row));
  const head = (row) => {
    const id = index.id(row);
    const rest = ids.filter((other) => other !== id);
    const without = rows.length > FEWEST ? element("a", { class: "compare__without", href: listed("", rest), "aria-label": `Compare without ${index.title(row)}` }, "Remove") : null;
    return element("th", { scope: "col" }, element("a", { href: new URL(`papers/${id}/`, BASE).href }, index.title(row)), without);
  };
  const all = fields(index, cards).map(([name, values, own]) => [name, rows.map(values), own]);
  return element("table", { class: "compare" },
    element("thead", {}, element("tr", {}, element("td", {}), rows.map(head))),
    element("tbody", {}, all.filter(([, columns]) => columns.some((values) => values.length)).map((row) => line(...row))));
}

async function start() {
  const asked = idsOf(new URLSearchParams(location.search));
  if (!asked.length) return;
  notice.textContent = "Loading …";
  try {
    const engine = await open(BASE);
    const [cards] = await Promise.all([engine.cards(), engine.people()]);
    show(asked, engine.index, cards);
  } catch (error) {
    notice.textContent = `The papers could not be loaded: ${error.message}`;
  }
}

function show(asked, index, cards) {
  const missing = asked.filter((id) => index.row(id) === undefined);
  const known = asked.map((id) => index.row(id)).filter((row) => row !== undefined);
  const rows = known.slice(0, MOST);
  const said = [
    missing.length ? absent(missing) : "",
    known.length > MOST ? `These are the first ${MOST} of ${known.length} papers.` : "",
    rows.length < FEWEST ? "There is nothing to compare: tick two papers or more." : "What all of them have is marked; an empty cell means that no source we have read states it.",
  ];
  notice.textContent = said.filter(Boolean).join(" ");
  if (rows.length >= FEWEST) place.replaceChildren(table(index, cards, rows));
  place.hidden = rows.length < FEWEST;
}

start();
