/** Saves papers as a file: a selection, in a format chosen in a dialog, or the list on this page. */

import { count, element } from "../search/dom.js";
import { cutCitations, fetchFormats, joinCitations, sortNewestFirst } from "./citations.js";
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
    save(await joinCitations(await sortNewestFirst(ids), format), format, setStatus);
  };
  await attempt(setStatus, async () => {
    const formats = await fetchFormats();
    list.append(
      ...formats.map((format) => formatItem(format, () => attempt(setStatus, () => saveAs(format)))),
    );
  });
  list.querySelector("button")?.focus();
}

/**
 * Save the list on this page in the format of a link to the whole catalog: `data/papers.csv`.
 *
 * `listUrl` is that of the list as JSON, which lists on several pages have.
 */
export async function saveList({ href }, listUrl, setStatus) {
  setStatus("Loading…");
  await attempt(setStatus, async () => {
    const formats = await fetchFormats();
    const format = formats.find(({ suffix }) => href.endsWith(`/papers.${suffix}`));
    const citations = listUrl ? cutCitations(listUrl, href, format) : joinCitations(idsOnPage(), format);
    save(await citations, format, setStatus);
  });
}

/** Return the ids of the papers on this page. Lines have theirs only in the link. */
function idsOnPage() {
  const papers = document.querySelectorAll("article :is([data-id], .lines li > a:first-of-type)");
  return Array.from(papers, ({ dataset, pathname }) => dataset.id ?? pathname.split("/").at(-2));
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

function save({ text, size, missing, authorless }, format, setStatus) {
  const name = `papers.${format.suffix}`;
  const notices = missing.length ? [missingNotice(missing)] : [];
  if (authorless.length) {
    const verb = authorless.length === 1 ? "lacks" : "lack";
    notices.push(`${authorless.length} of ${count(size, "paper")} ${verb} authors.`);
  }
  if (missing.length < size) {
    download(name, format.type, text);
    notices.push(`Saved as ${name}.`);
  }
  setStatus(notices.join(" "));
}
