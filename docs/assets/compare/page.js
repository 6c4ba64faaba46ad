/** Papers side by side: `?ids=a,b`. */

import { hrefWithIds, missingNotice, parseIds } from "../cite/selection.js";
import { count } from "../search/dom.js";
import { Picker } from "./picker.js";
import { makeTable } from "./table.js";

const BASE = new URL("../../", import.meta.url);
const MAX_PAPERS = 6;

const part = (name) => document.getElementById(`compare${name}`);
const [region, notice, legend] = [part(""), part("-notice"), part("-legend")];
const [exporter, exportStatus, exportText] = [part("-export"), part("-export-status"), part("-export-text")];

/** Return a function that calls another once, and again only after a failure. */
function once(load) {
  let loading = null;
  return () => {
    loading ??= load().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

const loadEngine = once(async () => {
  const { openEngine } = await import("../search/engine.js");
  return openEngine(BASE);
});
const loadComparison = once(async () => {
  const { compareRows, loadDetails } = await import("./comparison.js");
  const details = await loadDetails(BASE);
  return (index, rows) => compareRows(index, details, rows, BASE);
});

let ids = [];
let comparison = null; // `{papers, groups}`, as shown

/** Show the papers of the URL, after a message about what the reader did. */
async function show(message = "") {
  ids = parseIds(new URLSearchParams(location.search));
  if (!ids.length) return render(null, [message]);
  const shownIds = ids;
  if (!comparison) notice.textContent = "Loading…";
  try {
    const [{ index }, compareRows] = await Promise.all([loadEngine(), loadComparison()]);
    if (ids === shownIds) compare(index, compareRows, message);
  } catch (error) {
    render(null, [`The papers could not be loaded: ${error.message}`]);
  }
}

function compare(index, compareRows, message) {
  const missing = ids.filter((id) => index.row(id) === undefined);
  ids = ids.filter((id) => index.row(id) !== undefined);
  const rows = ids.slice(0, MAX_PAPERS).map((id) => index.row(id));
  const notices = [
    message,
    missing.length ? missingNotice(missing) : "",
    ids.length > MAX_PAPERS ? `Showing the first ${MAX_PAPERS} of ${ids.length} papers.` : "",
    rows.length === 1 ? "Add another paper to compare it with." : "",
  ];
  render(rows.length ? compareRows(index, rows) : null, notices);
}

/** Show a comparison, or none if it is null. */
function render(shown, notices) {
  comparison = shown;
  notice.textContent = notices.filter(Boolean).join(" ");
  region.replaceChildren(...(shown ? [makeTable(shown, remove)] : []));
  for (const node of [region, legend, exporter]) node.hidden = !shown;
  exportStatus.textContent = "";
  exportText.hidden = true;
}

/** Compare other papers, which the back button undoes. */
function change(newIds, message) {
  history.pushState(null, "", newIds.length ? hrefWithIds("", newIds) : location.pathname);
  return show(message);
}

function add(id) {
  if (ids.length >= MAX_PAPERS) {
    notice.textContent = `A comparison has at most ${count(MAX_PAPERS, "paper")}. Remove one first.`;
    return;
  }
  change([...ids, id], "Paper added.");
}

async function remove(id) {
  const at = ids.indexOf(id);
  await change(
    ids.filter((other) => other !== id),
    "Paper removed.",
  );
  const buttons = region.querySelectorAll(".compare__remove");
  (buttons[Math.min(at, buttons.length - 1)] ?? picker).focus();
}

/** Let a function of export.js handle a press. */
const withExport = (act) => async () => {
  try {
    exportStatus.textContent = await act(await import("./export.js"), exporter.querySelector("select").value);
  } catch (error) {
    exportStatus.textContent = `The export could not be loaded: ${error.message}`;
  }
};

const [copyButton, saveButton] = exporter.querySelectorAll("button");
copyButton.addEventListener(
  "click",
  withExport(({ copyComparison }, format) => copyComparison(comparison, format, exportText)),
);
saveButton.addEventListener(
  "click",
  withExport(({ saveComparison }, format) => saveComparison(comparison, format)),
);
const picker = new Picker(document.querySelector(".picker"), {
  loadEngine,
  isOffered: (id) => !ids.includes(id),
  onChoose: add,
});
addEventListener("popstate", () => show());
show();
