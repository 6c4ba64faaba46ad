/** The proposal beside the form: card, file, problems, and the link to GitHub. */

import { COPY_BY_HAND, copyText } from "../cite/clipboard.js";
import { element } from "../search/dom.js";
import { sentences } from "./form.js";
import { MAX_URL_LENGTH } from "./github.js";

const isError = ({ severity }) => severity === "error";

export class Proposal {
  #problems = [];

  constructor(node, form) {
    [this.node, this.form] = [node, form];
    this.link = this.#part("propose");
    this.link.addEventListener("click", (event) => this.#onPropose(event));
    this.link.addEventListener("keydown", (event) => event.key === "Enter" && this.#onPropose(event));
    this.#part("copy").addEventListener("click", () => this.#copy());
  }

  #part = (name) => this.node.querySelector(`.add__${name}`);

  /** Show a record: its card, file and problems, and `target`, where it can be proposed. */
  show({ card, file, text, problems, target }) {
    this.#problems = problems;
    const errors = problems.filter(isError);
    this.#part("card").replaceChildren(card);
    this.#part("file").firstElementChild.textContent = file;
    this.#part("yaml").textContent = text;
    this.#part("copy-status").textContent = "";
    const listed = problems.filter(({ rule }) => rule !== "missing-field"); // the state names these
    this.#part("problems").replaceChildren(...listed.map((problem) => this.#item(problem)));
    this.#setHref(errors.length ? null : target.href);
    const names = [...new Set(errors.map((problem) => this.#nameOf(problem)))];
    this.#setState(stateText(names, problems.length > errors.length, target.hasText));
  }

  #nameOf(problem) {
    const field = this.form.fieldOf(problem);
    return field ? this.form.labelOf(field) : "File";
  }

  #item(problem) {
    const field = this.form.fieldOf(problem);
    let name = this.#nameOf(problem);
    if (field) {
      name = element("button", { type: "button", class: "link" }, name);
      name.addEventListener("click", () => this.form.focus(field));
    }
    const attributes = { class: `add__problem add__problem--${problem.severity}` };
    return element("li", attributes, name, ": ", sentences(problem));
  }

  /** Enable the link, or disable it with null; it can have the focus either way. */
  #setHref(href) {
    const attributes = { href, "aria-disabled": href ? null : "true", tabindex: href ? null : "0" };
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) this.link.removeAttribute(name);
      else this.link.setAttribute(name, value);
    }
  }

  #setState(text) {
    const state = this.#part("state");
    if (state.textContent !== text) state.textContent = text; // screen readers repeat what is set
  }

  #onPropose(event) {
    if (this.link.hasAttribute("href")) return;
    event.preventDefault();
    this.form.focusProblem(this.#problems.filter(isError));
  }

  async #copy() {
    const yaml = this.#part("yaml");
    const isCopied = await copyText(yaml.textContent, yaml);
    this.#part("copy-status").textContent = isCopied ? "Copied." : COPY_BY_HAND;
  }
}

function stateText(missing, hasWarnings, hasText) {
  if (missing.length) return `Still to do: ${missing.join(", ")}.`;
  if (!hasText) {
    const limit = MAX_URL_LENGTH.toLocaleString("en");
    return (
      `Ready, but too long for a link: GitHub allows ${limit} characters. ` +
      "Copy the record, then paste it into the file that GitHub opens."
    );
  }
  return hasWarnings
    ? "Ready, with warnings."
    : "Ready. You can review it on GitHub before anything is sent.";
}
