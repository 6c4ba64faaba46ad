/** The dialog that saves papers as a file, in a format of the reader's choice. */

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
  const attempt = async (act) => {
    try {
      await act();
    } catch (error) {
      setStatus(`The citations could not be loaded: ${error.message} Try again.`);
    }
  };
  await attempt(async () => {
    const formats = await fetchFormats();
    list.append(
      ...formats.map((format) => formatItem(format, () => attempt(() => save(ids, format, setStatus)))),
    );
  });
  list.querySelector("button")?.focus();
}

function formatItem({ name, suffix }, onClick) {
  const extension = element("span", { class: "count" }, `.${suffix}`);
  const button = element("button", { type: "button" }, name, " ", extension);
  button.addEventListener("click", onClick);
  return element("li", {}, button);
}

async function save(ids, format, setStatus) {
  setStatus("Loading…");
  const { text, missing, authorless } = await joinCitations(await sortNewestFirst(ids), format);
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
