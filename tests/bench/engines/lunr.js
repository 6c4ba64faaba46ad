/**
 * Material's search: its own worker script, run on the main thread, because Chromium slows down no worker.
 * It counts no facets.
 */

export async function open(base) {
  const [script, index] = await Promise.all([
    fetch("/peers/lunr.js").then((answer) => answer.text()),
    fetch(`${base}search_index.json`).then((answer) => answer.json()),
  ]);
  let handle;
  let answered;
  new Function("addEventListener", "postMessage", script)(
    (_, listener) => (handle = listener),
    (message) => answered(message.data),
  );
  const send = (type, data) => new Promise((done) => ((answered = done), handle({ data: { type, data } })));
  await send(0, { ...index, options: { suggest: false } });
  return {
    async search(text) {
      const { items } = await send(2, folded(text));
      return { ids: items.map(([item]) => item), total: items.length, facets: null };
    },
    paper({ location, title, text }) {
      return { id: location.split("/")[1], title: plain(title), authors: plain(text), venue: "", year: "" };
    },
  };
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll("ø", "o").replaceAll("ł", "l");
const plain = (html) => html.replace(/<[^>]*>/g, "");
