/** The search of the site: docs/assets/search/. */

export async function open(base) {
  const { open } = await import("/assets/search/engine.js");
  const engine = await open(new URL(base, location.href));
  return {
    async search(text) {
      const { papers, facets } = await engine.ask({ text, filters: [] });
      return { ids: papers, total: papers.length, facets };
    },
    paper(row) {
      const paper = engine.index.paper(row);
      return { ...paper, authors: paper.authors.join(", ") };
    },
  };
}
