/**
 * Loads the paper browser, whose index is large: at the first use of a control, or at once with a query in
 * the URL. Until then the page has the newest papers, and filters with their counts.
 */

const BASE = new URL("../../", import.meta.url);
const FILES = ["index", "people", "cards"];
const root = document.getElementById("browse");
const form = document.querySelector(".browse__form");
const areas = [
  form,
  ...root.querySelectorAll(".browse__side, .browse__bar, .browse__static > .browse__more"),
];
let loading = null;

function load() {
  const fail = () => (root.dataset.state = "failed");
  loading ??= loadAll().then(([{ ready }]) => ready, fail);
  return loading;
}

/** Load everything in parallel instead of following imports one by one. */
function loadAll() {
  for (const name of FILES) {
    const link = document.createElement("link");
    const href = new URL(`search/${name}.json`, BASE);
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "", href });
    document.head.append(link);
  }
  return Promise.all([import("./browse.js"), import("./engine.js"), import("./card.js")]);
}

/** Repeat an action on a control once its listener exists. */
async function replay({ type, target }) {
  const control = target.closest(type === "click" ? "button" : "select, input");
  if (!control || root.dataset.state !== "waiting") return;
  const { value, checked } = control;
  await load();
  if (root.dataset.state !== "ready") return;
  if (!control.isConnected) return root.querySelector(".browse__results > .browse__more").click();
  if (type === "click") return control.click();
  Object.assign(control, { value, checked });
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Move the focus to the first result; to the place of the results if there is none. */
function skipToResults(event) {
  const link = root.querySelector(".card a");
  if (!link) return;
  event.preventDefault();
  link.focus();
}

document.querySelector(".md-skip[href='#first-result']").addEventListener("click", skipToResults);
if (location.search || history.state) load();
else {
  root.dataset.state = "waiting";
  for (const area of areas) {
    for (const type of ["focusin", "pointerover"]) area.addEventListener(type, load, { once: true });
    if (area !== form) for (const type of ["click", "change"]) area.addEventListener(type, replay);
  }
}
