/** The search of the site, as it is published: see docs/assets/search/. */

export async function open(base) {
  const { open } = await import(`${base}assets/search/engine.js`);
  const engine = await open(new URL(base, location.href));
  return {
    async search(text) {
      const { rows, counts } = await engine.ask({ text });
      return { ids: rows, total: rows.length, facets: named(engine.index.facets, counts) };
    },
    paper(row) {
      const paper = engine.index.paper(row);
      return { ...paper, authors: paper.authors.join(", "), venue: paper.venue.name };
    },
  };
}

/** Counts by the names of what was counted; what nothing has is left out. */
function named(facets, counts) {
  const entries = (name) => Array.from(counts[name], (count, at) => [facets[name].entries[at].name, count]);
  return Object.fromEntries(Object.keys(counts).map((name) => [name, Object.fromEntries(entries(name).filter(([, some]) => some))]));
}
