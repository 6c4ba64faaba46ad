/** The search of the site: docs/assets/search/. */

/** Preload in parallel, as docs/assets/search/start.js does. */
function preload(base) {
  const link = (attributes) =>
    document.head.append(Object.assign(document.createElement("link"), attributes));
  for (const name of ["site/start", "search/engine"]) {
    link({ rel: "modulepreload", href: `${base}assets/${name}.js` });
  }
  link({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: `${base}search/index.json` });
}

export async function open(base) {
  preload(base);
  const { openEngine } = await import(`${base}assets/search/engine.js`);
  const engine = await openEngine(new URL(base, location.href));
  return {
    async search(text) {
      const { rows, counts } = await engine.search({ text });
      return { ids: rows, total: rows.length, facets: countsByName(engine.index.facets, counts) };
    },
    layers: {
      people: () => engine.loadPeople(),
      summaries: () => engine.loadSummaries(),
      ...(engine.index.hasAbstracts && { abstracts: () => engine.loadAbstracts() }),
    },
    paper(row) {
      const paper = engine.index.paper(row);
      return { ...paper, authors: paper.authors.join(", "), venue: paper.venue.name };
    },
  };
}

/** Return counts by facet and name of the value, without zeros. */
function countsByName(facets, counts) {
  const byFacet = {};
  for (const key of Object.keys(counts)) {
    const { values } = facets[key];
    const byName = (byFacet[key] = {});
    for (let at = 0; at < values.length; at++) {
      if (counts[key][at]) byName[values[at].name] = counts[key][at];
    }
  }
  return byFacet;
}
