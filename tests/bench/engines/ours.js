/** The search of the site, as it is published: see docs/assets/search/. */

const MODULES = ["engine", "facets", "fold", "index", "match", "packing", "postings", "query", "rank", "stem", "typo"];

/** Ask for everything at once, as docs/assets/search/start.js does on every page. */
function preload(base) {
  const link = (attributes) => document.head.append(Object.assign(document.createElement("link"), attributes));
  for (const name of MODULES) link({ rel: "modulepreload", href: `${base}assets/search/${name}.js` });
  link({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: `${base}search/index.json` });
}

export async function open(base) {
  preload(base);
  const { openEngine } = await import(`${base}assets/search/engine.js`);
  const engine = await openEngine(new URL(base, location.href));
  return {
    async search(text) {
      const { rows, counts } = await engine.search({ text });
      return { ids: rows, total: rows.length, facets: named(engine.index.facets, counts) };
    },
    complete: () => engine.loadPeople(),
    paper(row) {
      const paper = engine.index.paper(row);
      return { ...paper, authors: paper.authors.join(", "), venue: paper.venue.name };
    },
  };
}

/** Counts by the names of what was counted; what nothing has is left out. */
function named(facets, counts) {
  const entries = (name) => Array.from(counts[name], (count, at) => [facets[name].values[at].name, count]);
  return Object.fromEntries(Object.keys(counts).map((name) => [name, Object.fromEntries(entries(name).filter(([, some]) => some))]));
}
