/** Some papers as a file, in a format of the reader's choice. */

import { count, element } from "../search/dom.js";
import { absent } from "./selection.js";
import { formats, joined, newestFirst } from "./shards.js";
import { openSheet } from "./sheet.js";
import { download } from "./take.js";

/** Let the reader choose a format, and save the papers in it, newest first. */
export async function openExport(ids) {
  const list = element("ul", { class: "formats" });
  const said = element("p", { class: "sheet__said", role: "status" });
  openSheet(`Export ${count(ids.length, "paper")}, newest first`, list, said);
  const say = (text) => (said.textContent = text);
  const fill = async () => list.append(...(await formats()).map((format) => item(format, () => attempt(() => save(ids, format, say), say))));
  await attempt(fill, say);
  list.querySelector("button")?.focus();
}

/** A format, with the end of the name that its file will have. */
function item({ name, suffix }, act) {
  const button = element("button", { type: "button" }, name, " ", element("span", { class: "count" }, `.${suffix}`));
  button.addEventListener("click", act);
  return element("li", {}, button);
}

async function save(ids, format, say) {
  say("Loading …");
  const { text, missing } = await joined(await newestFirst(ids), format);
  const name = `papers.${format.suffix}`;
  if (missing.length < ids.length) download(name, format.type, text);
  say([missing.length ? absent(missing) : "", missing.length < ids.length ? `Saved as ${name}.` : ""].join(" ").trim());
}

async function attempt(act, say) {
  try {
    await act();
  } catch (error) {
    say(`The citations could not be loaded: ${error.message} Try once more.`);
  }
}
