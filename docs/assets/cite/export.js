/** Saves papers as a file: a selection, in a format chosen in a dialog, or the list on this page. */

import { count, element } from "../search/dom.js";
import { fetchFormats, joinCitations, sortNewestFirst } from "./citations.js";
import { download } from "./download.js";
import { openModal } from "./modal.js";
import { missingNotice } from "./selection.js";

/** Let the reader choose a format and save the papers, newest first. */
export async function openExport(ids) {
  const list = element("ul", { class: "formats" });
  const status = element("p", { class: "modal__status", role: "status" });
  openModal(`Export ${count(ids.length, "paper")}, newest first`, list, status);
  const setStatus = (text) => (status.textContent = text);
  const saveAs = async (format) => {
    setStatus("Loading…");
    await save(await sortNewestFirst(ids), format, setStatus);
  };
  await attempt(setStatus, async () => {
    const formats = await fetchFormats();
    list.append(
      ...formats.map((format) => formatItem(format, () => attempt(setStatus, () => saveAs(format)))),
    );
  });
  list.querySelector("button")?.focus();
}

/** Save all papers on this page, as the file that a link of the list names: `papers.bib`. */
export async function saveList({ pathname }, setStatus) {
  const papers = document.querySelectorAll("article [data-id]");
  setStatus("Loading…");
  await attempt(setStatus, async () => {
    const formats = await fetchFormats();
    const format = formats.find(({ suffix }) => pathname.endsWith(`/papers.${suffix}`));
    await save(Array.from(papers, ({ dataset }) => dataset.id), format, setStatus);
  });
}

/** Run a function that loads citations; if that fails, say why. */
async function attempt(setStatus, act) {
  try {
    await act();
  } catch (error) {
    setStatus(`The citations could not be loaded: ${error.message} Try again.`);
  }
}

function formatItem({ name, suffix }, onClick) {
  const extension = element("span", { class: "count" }, `.${suffix}`);
  const button = element("button", { type: "button" }, name, " ", extension);
  button.addEventListener("click", onClick);
  return element("li", {}, button);
}

async function save(ids, format, setStatus) {
  const { text, missing, authorless } = await joinCitations(ids, format);
  const name = `papers.${format.suffix}`;
  const notices = missing.length ? [missingNotice(missing)] : [];
  if (authorless.length) {
    const verb = authorless.length === 1 ? "lacks" : "lack";
    notices.push(`${authorless.length} of ${count(ids.length, "paper")} ${verb} authors.`);
  }
  if (missing.length < ids.length) {
    download(name, format.type, text);
    notices.push(`Saved as ${name}.`);
  }
  setStatus(notices.join(" "));
}
