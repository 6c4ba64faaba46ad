/** Waits on every page until somebody ticks or cites a paper; only then more is fetched. */

import { MOST, selection } from "./selection.js";

const paperOf = (node) => node.closest("[data-id]");
let bar = null;

/** Fetch the bar at the bottom, once there is something to show in it. */
function openBar() {
  bar ??= import("./bar.js").catch(() => (bar = null));
  return bar;
}

function show() {
  for (const tick of document.querySelectorAll(".tick")) tick.checked = selection.has(paperOf(tick).dataset.id);
  if (selection.size) openBar();
}

async function choose(tick) {
  if (selection.choose(paperOf(tick).dataset.id, tick.checked)) return;
  tick.checked = false;
  (await openBar())?.say(`A selection holds at most ${MOST} papers.`);
}

async function cite(button) {
  const paper = paperOf(button);
  const link = paper.querySelector(".card__title a");
  try {
    const { openDialog } = await import("./dialog.js");
    openDialog(paper.dataset.id, link.textContent);
  } catch {
    location.assign(`${link.href}#cite`); // the paper's own page says it without a script
  }
}

/** On a paper's own page: the formats beside BibTeX come when they are asked for. */
async function citeHere(block, control) {
  if (block.dataset.state === "ready") return;
  try {
    const { Block } = await import("./block.js");
    if (block.dataset.state !== "ready") new Block(block);
    block.dataset.state = "ready";
    control?.click();
  } catch (error) {
    block.querySelector(".citing__said").textContent = `The formats could not be loaded: ${error.message}`;
  }
}

document.addEventListener("change", ({ target }) => target.matches(".tick") && choose(target));
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.matches(".card__cite")) cite(button);
  const block = button?.closest("article .citing");
  if (block) citeHere(block, button);
});
document.addEventListener("focusin", ({ target }) => {
  const block = target.closest("article .citing");
  if (block && target.matches(":focus-visible")) citeHere(block);
});
selection.addEventListener("change", show);
show();
