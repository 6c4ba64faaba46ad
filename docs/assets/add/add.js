/** Begins the page for adding a paper. If anything of it cannot be loaded, the link alone can still be sent. */

const BASE = new URL("../../", import.meta.url);

const root = document.getElementById("add");
const input = document.getElementById("add-link");

input.value = new URLSearchParams(location.search).get("link")?.slice(0, input.maxLength) || input.value;

try {
  const { open } = await import("./page.js");
  await open(root, BASE);
} catch (error) {
  root.dataset.state = "failed";
  root.querySelector(".add__told").textContent = `The form could not be loaded (${error.message}). You can still send the link alone, or load this page again.`;
}
