/**
 * Loads the paper browser, whose index is large: at once on a wide screen, where the filters show, or with a
 * query in the URL; on a phone at the first use of a control.
 */

const WIDE = matchMedia("(min-width: 1000px)");
const root = document.getElementById("browse");
const toolbar = root.querySelector(".browse__bar");
let loading = null;

function load() {
  const fail = () => (root.dataset.state = "failed");
  loading ??= import("./browse.js").then(({ ready }) => ready, fail);
  return loading;
}

/** Repeat an action on a control once its listener exists. */
async function replay({ type, target }) {
  const control = target.closest("button, select");
  if (!control || loading) return;
  const { value } = control;
  await load();
  if (type === "click") return control.click();
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

if (WIDE.matches || location.search || history.state) load();
else {
  root.dataset.state = "waiting";
  document.querySelector(".browse__form").addEventListener("focusin", load, { once: true });
  for (const type of ["click", "change"]) toolbar.addEventListener(type, replay);
  WIDE.addEventListener("change", load, { once: true });
}
