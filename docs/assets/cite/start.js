/** Waits on every page for the reader to select or cite a paper; only then more is loaded. */

import { element } from "../search/dom.js";
import { MAX_PAPERS, selection } from "./selection.js";

const RIGHT_BUTTON = 2;
const paperOf = (node) => node.closest("[data-id]");
const fold = document.getElementById("cite"); // on the page of a paper
let bar = null;

/** Load the bar at the bottom; null if that fails, and the next call tries again. */
function loadBar() {
  bar ??= import("./selection-bar.js").catch(() => (bar = null));
  return bar;
}

function update() {
  for (const checkbox of document.querySelectorAll(".select-box")) {
    checkbox.checked = selection.has(paperOf(checkbox).dataset.id);
  }
  if (selection.size) loadBar();
}

async function select(checkbox) {
  if (selection.setSelected(paperOf(checkbox).dataset.id, checkbox.checked)) return;
  checkbox.checked = false;
  (await loadBar())?.setStatus(`You can select at most ${MAX_PAPERS} papers.`);
}

async function cite(button) {
  const paper = paperOf(button);
  const link = paper.querySelector(".card__title a");
  try {
    const { openCiteDialog } = await import("./cite-dialog.js");
    openCiteDialog(paper.dataset.id, link.textContent);
  } catch {
    location.assign(`${link.href}#cite`); // the paper's page has its citation without a script
  }
}

/** Save the papers of a list in the format that a link names, in which it has no file. */
async function exportList(link) {
  const links = link.closest("[data-export]");
  if (!links.querySelector("[role=status]")) {
    links.append(" ", element("span", { role: "status" }));
  }
  const setStatus = (text) => (links.querySelector("[role=status]").textContent = text);
  try {
    const { saveList } = await import("./export.js");
    const { dataset } = links;
    await saveList(link, dataset.export && new URL(dataset.export, location.href), setStatus);
  } catch (error) {
    setStatus(`The export could not be loaded: ${error.message}`);
  }
}

/** Add tabs and buttons to the citation of a paper's own page once it is unfolded. */
async function completeCitation() {
  const block = fold.querySelector(".citation");
  if (!fold.open || block.dataset.state) return;
  block.dataset.state = "loading";
  try {
    const { CitationBlock, addControls } = await import("./citation-block.js");
    addControls(block, "preprint" in block.dataset);
    new CitationBlock(block);
    block.dataset.state = "ready";
  } catch (error) {
    block.append(element("p", { role: "status" }, `The formats could not be loaded: ${error.message}`));
    block.dataset.state = "failed";
  }
}

/** Unfold the citation of a paper's own page if the URL leads there. */
function unfoldCitation() {
  if (location.hash === "#cite") fold?.setAttribute("open", "");
}

addEventListener("hashchange", unfoldCitation);
fold?.addEventListener("toggle", completeCitation);
document.addEventListener("change", ({ target }) => target.matches(".select-box") && select(target));
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.matches(".card__cite")) cite(button);
});
for (const type of ["click", "auxclick"]) {
  document.addEventListener(type, (event) => {
    const link = event.target.closest("[data-export] a");
    if (!link || event.button === RIGHT_BUTTON) return;
    event.preventDefault(); // the link leads to the whole catalog, in a new tab as well
    exportList(link);
  });
}
selection.addEventListener("change", update);
unfoldCitation();
if (fold) completeCitation(); // browsers may unfold it before this script runs
update();
