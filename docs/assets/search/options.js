/** Renders the results of the search box: groups of options in a listbox. */

import { count, element, highlight } from "./dom.js";

const MAX_PAPERS = 7;
const MAX_AUTHORS = 3; // more are shortened to "et al."
const HEADINGS = { list: "Lists of papers", dataset: "Datasets", metric: "Metrics", page: "Pages" };

/**
 * Make the groups of options for a text.
 *
 * `result` comes from engine.js and `hits` from entries.js; `base` is the root URL of the site.
 */
export function optionGroups(base, index, text, result, hits) {
  const option = (href, parts) => makeOption(new URL(href, base).href, parts);
  const groups = [];
  const { rows, isMatch } = result;
  const papers = Array.from(rows.slice(0, MAX_PAPERS), (row) => {
    const paper = index.paper(row);
    return option(`papers/${paper.id}/`, paperParts(paper, isMatch));
  });
  if (papers.length) groups.push(makeGroup("Papers", papers));
  const exact = exactKind(text, hits);
  for (const [kind, heading] of Object.entries(HEADINGS)) {
    const entries = hits.get(kind);
    if (!entries) continue;
    const options = entries.map(({ title, href, about }) => {
      return option(href, { title: highlight(title, isMatch), place: about });
    });
    const group = makeGroup(heading, options);
    if (kind === exact) groups.unshift(group);
    else groups.push(group);
  }
  const label = rows.length
    ? `See ${count(rows.length, "result")} with filters`
    : "Open in the paper browser";
  const browse = option(`papers/?${new URLSearchParams({ q: text.trim() })}`, { title: [label] });
  return [...groups, element("div", { role: "group", "aria-label": "More" }, browse)];
}

/** Return the kind of the first hit whose title is the text. */
function exactKind(text, hits) {
  const typed = text.trim().toLowerCase();
  return [...hits.values()].flat().find(({ title }) => title.toLowerCase() === typed)?.kind;
}

function paperParts({ title, short, authors, venue, year }, isMatch) {
  const people = authors.length > MAX_AUTHORS ? `${authors[0]} et al.` : authors.join(", ");
  const about = [short, people].filter(Boolean).join(" · ");
  return {
    title: highlight(title, isMatch),
    about: highlight(about, isMatch),
    place: `${venue.name} ${year}`,
  };
}

function makeGroup(heading, options) {
  const id = `finder-${heading.split(" ")[0].toLowerCase()}`;
  const label = element("div", { class: "finder__heading", id, role: "presentation" }, heading);
  return element("div", { role: "group", "aria-labelledby": id, "data-kind": heading }, label, options);
}

function makeOption(href, { title, about = [], place = "" }) {
  const attributes = {
    role: "option",
    class: "finder__option",
    tabindex: "-1",
    "aria-selected": "false",
    href,
  };
  return element(
    "a",
    attributes,
    element("span", { class: "finder__title" }, title),
    place ? element("span", { class: "finder__meta" }, place) : null,
    about.length ? element("span", { class: "finder__description" }, about) : null,
  );
}
