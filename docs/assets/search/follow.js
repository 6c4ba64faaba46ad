/** How to follow what the paper browser shows: the feed of new papers that match, if there is one. */

import { element } from "./dom.js";
import { filterValues } from "./filters.js";

/** Describe how to follow a search, given the site's root, the index, the parsed query and the filters. */
export function followLinks(base, index, query, filters) {
  const feed = feedOf(index, query, filters);
  if (!feed) {
    const all = element("a", { href: new URL("changes/#feeds", base) }, "all feeds");
    return ["No feed", element("span", {}, " for this search; see ", all)];
  }
  const link = (suffix, name) => {
    const label = `${feed.name}: ${name} feed`;
    return element("a", { href: new URL(`feeds/${feed.path}.${suffix}`, base), "aria-label": label }, name);
  };
  const name = element("span", {}, ` ${feed.name}`); // left out on phones
  return ["Follow", name, ": ", link("xml", "Atom"), ", ", link("json", "JSON")];
}

/** Return name and path of the feed of new papers that match a search, or null. */
function feedOf(index, { words, phrases }, filters) {
  if (words.length + phrases.length) return null;
  if (!filters.length) return { name: "new papers", path: "new" };
  const [filter, ...others] = filters;
  const folder = index.facets[filter.key]?.feeds;
  const [value, ...otherValues] = filterValues(index, filter);
  const isOne = !others.length && !filter.excluded && value && !otherValues.length;
  return isOne && folder ? { name: value.name, path: `${folder}/${value.id}` } : null;
}
