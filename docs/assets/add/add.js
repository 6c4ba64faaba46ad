/** Loads the form for adding a paper when the reader uses the page, or at once for a link in the URL. */

const BASE = new URL("../../", import.meta.url);

const root = document.getElementById("add");
const input = document.getElementById("add-link");
const link = new URLSearchParams(location.search).get("link")?.slice(0, input.maxLength);
let isLoading = false;

async function load() {
  if (isLoading) return;
  isLoading = true;
  try {
    const { openPage } = await import("./page.js");
    await openPage(root, BASE);
  } catch (error) {
    root.dataset.state = "failed";
    const status = root.querySelector(".add__link-status");
    const fallback = "You can still send the link alone, or reload the page.";
    status.textContent = `The form could not be loaded (${error.message}). ${fallback}`;
  }
}

input.value = link || input.value;
if (input.value || document.activeElement === input) load();
else for (const type of ["focusin", "pointerover"]) root.addEventListener(type, load, { once: true });
