/** Pagefind with its own counts, without its worker because Chromium cannot throttle workers. */

const FACETS = ["venue", "tag", "category", "has", "dataset", "license", "year"];

export async function open(base) {
  const pagefind = await import(`${base}pagefind.js`);
  await pagefind.options({
    noWorker: true,
    ranking: { metaWeights: { names: 10, title: 5, authors: 3, venue: 1, year: 1 } },
  });
  await pagefind.init();
  await pagefind.filters(); // needed for counts
  return {
    async search(text) {
      const { results, filters } = await pagefind.search(text.normalize("NFKD").replace(/\p{M}/gu, ""));
      const facets = Object.fromEntries(FACETS.map((name) => [name, filters[name] ?? {}]));
      return { ids: results, total: results.length, facets };
    },
    async paper(result) {
      const { raw_url, meta } = await result.data();
      return { id: raw_url.split("/")[1], ...meta };
    },
  };
}
