/**
 * Begins the page for adding a paper, once somebody turns to it or comes with a link. If anything of it cannot be loaded, the link alone can
 * still be sent.
 */

const BASE = new URL("../../", import.meta.url);

const root = document.getElementById("add");
const input = document.getElementById("add-link");
let begun = false;

input.value = new URLSearchParams(location.search).get("link")?.slice(0, input.maxLength) || input.value;

async function begin() {
  if (begun) return;
  begun = true;
  try {
    const { open } = await import("./page.js");
    await open(root, BASE);
  } catch (error) {
    root.dataset.state = "failed";
    root.querySelector(".add__told").textContent = `The form could not be loaded (${error.message}). You can still send the link alone, or load this page again.`;
  }
}

if (input.value || document.activeElement === input) begin();
else for (const type of ["focusin", "pointerover"]) root.addEventListener(type, begin, { once: true });
