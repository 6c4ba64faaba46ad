/**
 * What the benchmark does with every engine, in the page: open it, ask, show the first ten results and the counts.
 *
 * An engine is a module that exports `open(base)`, with the folder of its files. It answers
 * `search(text) -> {ids, total, facets}`: everything that it found, best first, and counts by facet and value (or
 * null, if it counts nothing); and `paper(id) -> {id, title, authors, venue, year}`. Both may be promises. What it
 * fetches only after the first result, it fetches in `complete()`.
 */

const SHOWN = 10; // papers, and values of each facet
const results = document.querySelector("#results");
const facets = document.querySelector("#facets");
let engine;

const element = (name, text) => {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
};

const largest = (counts) => Object.entries(counts).sort(([, one], [, other]) => other - one).slice(0, SHOWN);

/** Ask, show, and make the browser lay it out. */
async function ask(text) {
  const answer = await engine.search(text);
  const papers = await Promise.all(answer.ids.slice(0, SHOWN).map((id) => engine.paper(id)));
  results.replaceChildren(
    ...papers.map(({ title, authors, venue, year }) => {
      const item = document.createElement("li");
      item.append(element("h3", title), element("p", authors), element("p", `${venue} ${year}`));
      return item;
    }),
  );
  facets.replaceChildren(
    ...Object.entries(answer.facets ?? {}).flatMap(([name, counts]) => [
      element("dt", name),
      ...largest(counts).map(([value, count]) => element("dd", `${value} ${count}`)),
    ]),
  );
  document.body.offsetHeight;
  return { ids: papers.map(({ id }) => id), total: answer.total };
}

/** From the moment the reader wants to search to the first result: code, index, and one query. */
async function start(code, base, text) {
  const begin = performance.now();
  engine = await (await import(code)).open(base);
  const { total } = await ask(text);
  return { seconds: (performance.now() - begin) / 1000, total };
}

/** Fetch what may come after the first result. */
const complete = () => engine.complete?.();

/** Type texts letter by letter: the milliseconds of each key, until the time is over. */
async function type(texts, seconds) {
  const times = [];
  const end = performance.now() + seconds * 1000;
  for (const text of texts) {
    for (let length = 1; length <= text.length && performance.now() < end; length++) {
      const begin = performance.now();
      await ask(text.slice(0, length));
      times.push(performance.now() - begin);
      await new Promise((done) => setTimeout(done)); // as between two keys
    }
  }
  return times;
}

/** The ids of the first ten papers for each of many queries. */
async function answers(texts) {
  const found = [];
  for (const text of texts) found.push((await ask(text)).ids);
  return found;
}

Object.assign(window, { start, complete, type, answers, ready: true });
