/**
 * Material's search: its worker script, run on the main thread because Chromium cannot throttle workers.
 * It has no facet counts.
 */

export async function open(base) {
  const [script, index] = await Promise.all([
    fetch("/peers/lunr.js").then((response) => response.text()),
    fetch(`${base}search_index.json`).then((response) => response.json()),
  ]);
  let handle;
  let resolve;
  new Function("addEventListener", "postMessage", script)(
    (_, listener) => (handle = listener),
    (message) => resolve(message.data),
  );
  const send = (type, data) =>
    new Promise((resolvePromise) => {
      resolve = resolvePromise;
      handle({ data: { type, data } });
    });
  await send(0, { ...index, options: { suggest: false } });
  return {
    async search(text) {
      const { items } = await send(2, fold(text));
      return { ids: items.map(([item]) => item), total: items.length, facets: null };
    },
    paper({ location, title, authors }) {
      return {
        id: location.split("/")[1],
        title: stripTags(title),
        authors: stripTags(authors),
        venue: "",
        year: "",
      };
    },
  };
}

function fold(text) {
  const stripped = text.normalize("NFKD").replace(/\p{M}/gu, "");
  return stripped.replaceAll("ß", "ss").replaceAll("ø", "o").replaceAll("ł", "l");
}

const stripTags = (html) => html.replace(/<[^>]*>/g, "");
