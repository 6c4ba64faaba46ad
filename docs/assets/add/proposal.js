/** What comes of the form: the card, the file, what is still wrong with it, and the way to GitHub. */

import { BY_HAND, copy } from "../cite/take.js";
import { element } from "../search/dom.js";
import { sentences } from "./form.js";
import { LONGEST } from "./github.js";

export class Outcome {
  #problems = [];

  constructor(node, form) {
    [this.node, this.form] = [node, form];
    this.propose = this.part("propose");
    this.propose.addEventListener("click", (event) => this.#go(event));
    this.propose.addEventListener("keydown", (event) => event.key === "Enter" && this.#go(event));
    this.part("copy").addEventListener("click", () => this.#copy());
  }

  part = (name) => this.node.querySelector(`.add__${name}`);

  /** Show a record: its card, its file, problems of both severities, and where it can be proposed. */
  show({ card, file, text, problems, target }) {
    this.#problems = problems;
    const errors = problems.filter(({ severity }) => severity === "error");
    this.part("card").replaceChildren(card);
    this.part("file").firstElementChild.textContent = file;
    this.part("yaml").textContent = text;
    this.part("copied").textContent = "";
    const telling = problems.filter(({ rule }) => rule !== "missing-field"); // the sentence above says what is missing
    this.part("problems").replaceChildren(...telling.map((problem) => this.#item(problem)));
    this.#allow(errors.length ? null : target.href);
    this.#say(state(errors.map((problem) => this.#name(problem)), problems.length > errors.length, target.whole));
  }

  #name(problem) {
    const field = this.form.fieldOf(problem);
    return field ? this.form.label(field) : "File";
  }

  #item(problem) {
    const field = this.form.fieldOf(problem);
    const name = field ? element("button", { type: "button", class: "link" }, this.#name(problem)) : this.#name(problem);
    if (field) name.addEventListener("click", () => this.form.go(field));
    return element("li", { class: `add__problem add__problem--${problem.severity}` }, name, ": ", sentences(problem));
  }

  /** Let the link lead somewhere, or nowhere; it can have the focus either way. */
  #allow(href) {
    for (const [name, value] of [["href", href], ["aria-disabled", href ? null : "true"], ["tabindex", href ? null : "0"]]) {
      if (value === null) this.propose.removeAttribute(name);
      else this.propose.setAttribute(name, value);
    }
  }

  #say(text) {
    if (this.part("state").textContent !== text) this.part("state").textContent = text;
  }

  #go(event) {
    if (this.propose.hasAttribute("href")) return;
    event.preventDefault();
    this.form.insist(this.#problems.filter(({ severity }) => severity === "error"));
  }

  async #copy() {
    const text = this.part("yaml");
    this.part("copied").textContent = (await copy(text.textContent, text)) ? "Copied." : BY_HAND;
  }
}

/** Where it stands, in a sentence. */
function state(wrong, doubtful, whole) {
  if (wrong.length) return `Still to do: ${[...new Set(wrong)].join(", ")}.`;
  if (!whole) return `Ready, but too long for a link: GitHub takes ${LONGEST.toLocaleString("en")} letters. Copy the record, then paste it into the file that GitHub opens.`;
  return doubtful ? "Ready, with something worth a second look." : "Ready. GitHub shows it once more before anything is sent.";
}
