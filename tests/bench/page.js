/**
 * The benchmark of an engine, in the page: open it, search, and show the first ten results and the counts.
 *
 * An engine is a module that exports `open(base)`, where `base` is the folder of its files. It resolves to
 * - `search(text) -> {ids, total, facets}`: all results, best first, and counts by facet and value, or null
 * - `paper(id) -> {id, title, authors, venue, year}`
 * - optionally `layers`: functions by name, each of which loads texts that can come after the first result
 *
 * All of them may return promises.
 */

const MAX_SHOWN = 10; // papers, and values of each facet
const results = document.querySelector("#results");
const facets = document.querySelector("#facets");
let engine;

const element = (name, text) => {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
};

const largest = (counts) =>
  Object.entries(counts)
    .sort(([, left], [, right]) => right - left)
    .slice(0, MAX_SHOWN);

/** Search, show the results, and force a layout. */
async function search(text) {
  const result = await engine.search(text);
  const papers = await Promise.all(Array.from(result.ids.slice(0, MAX_SHOWN), (id) => engine.paper(id)));
  results.replaceChildren(
    ...papers.map(({ title, authors, venue, year }) => {
      const item = document.createElement("li");
      item.append(element("h3", title), element("p", authors), element("p", `${venue} ${year}`));
      return item;
    }),
  );
  facets.replaceChildren(
    ...Object.entries(result.facets ?? {}).flatMap(([name, counts]) => [
      element("dt", name),
      ...largest(counts).map(([value, count]) => element("dd", `${value} ${count}`)),
    ]),
  );
  document.body.getBoundingClientRect();
  return { ids: papers.map(({ id }) => id), total: result.total };
}

/** Measure the time to the first result: loading code and index, and one query. */
async function start(code, base, text) {
  const begin = performance.now();
  engine = await (await import(code)).open(base);
  const { total } = await search(text);
  return { seconds: (performance.now() - begin) / 1000, total };
}

/** Return the names of the layers that come after the first result. */
const layers = () => Object.keys(engine.layers ?? {});

/** Load a layer; return the seconds that takes. */
async function load(layer) {
  const begin = performance.now();
  await engine.layers[layer]();
  return (performance.now() - begin) / 1000;
}

/** Type texts letter by letter for some seconds; return the milliseconds of each key. */
async function type(texts, seconds) {
  const times = [];
  const end = performance.now() + seconds * 1000;
  for (const text of texts) {
    for (let length = 1; length <= text.length && performance.now() < end; length++) {
      const begin = performance.now();
      await search(text.slice(0, length));
      times.push(performance.now() - begin);
      await new Promise((resolve) => setTimeout(resolve)); // as between two keys
    }
  }
  return times;
}

/** Return the ids of the first ten papers for each query. */
async function answers(texts) {
  const ids = [];
  for (const text of texts) ids.push((await search(text)).ids);
  return ids;
}

Object.assign(window, { start, layers, load, type, answers, ready: true });
