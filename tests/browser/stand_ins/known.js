/** Stands in for the catalog as the browser knows it. */
import { open } from "../search/engine.js";

export async function openKnown(base) {
  const { index, cards } = await open(base).then(async (engine) => ({ index: engine.index, cards: await engine.cards() }));
  const rows = cards.numbers.split("\n").map((line) => line.toLowerCase().split(" "));
  const all = rows.map((_, row) => ({ id: index.id(row), title: index.title(row) }));
  return {
    id: (id) => all.find((one) => one.id === id),
    number: (value) => all[rows.findIndex((numbers) => numbers.includes(value.toLowerCase()))]?.id ?? null,
    titled: (title) => all.find((one) => one.title.toLowerCase() === title.toLowerCase())?.id ?? null,
    near: (title) => all.filter((one) => title.length > 5 && one.title.toLowerCase().startsWith(title.toLowerCase().slice(0, 12))),
    title: (id) => all.find((one) => one.id === id)?.title,
  };
}
