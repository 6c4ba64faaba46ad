/**
 * Begins the papers' page. What its filters know is large: where they stand beside the list, or the address asks something, it comes at
 * once; on a phone, where they do not show, when somebody turns to them.
 */

const WIDE = matchMedia("(min-width: 1000px)");
const root = document.getElementById("browse");
const bar = root.querySelector(".browse__bar");
let browser = null;

function begin() {
  const failed = () => (root.dataset.state = "failed");
  browser ??= import("./browse.js").then(({ ready }) => ready, failed);
  return browser;
}

/** Do what somebody has done once more, now that there is who hears it. */
async function again({ type, target }) {
  const control = target.closest("button, select");
  if (!control || browser) return;
  const { value } = control;
  await begin();
  if (type === "click") return control.click();
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

if (WIDE.matches || location.search || history.state) begin();
else {
  root.dataset.state = "waiting";
  document.querySelector(".browse__form").addEventListener("focusin", begin, { once: true });
  for (const type of ["click", "change"]) bar.addEventListener(type, again);
  WIDE.addEventListener("change", begin, { once: true });
}
