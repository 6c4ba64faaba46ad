/** The fields of the page: what they say, what they suggest, and what is wrong with them. What a reader wrote is never overwritten. */

const FIELDS = { categories: "category", track: "venue", arxiv: "links", doi: "links" }; // where they are not called as in the record
const TEXTS = ["title", "venue", "year", "short", "authors"];

export class Form {
  #own = new Set(); // controls that the reader has used
  #seen = new Set(); // fields that the reader has left, or was sent to

  constructor(node, rows, changed) {
    [this.node, this.rows] = [node, rows];
    this.parts = new Map([...node.querySelectorAll("[data-field]")].map((part) => [part.dataset.field, part]));
    this.hints = new Map([...this.parts].map(([name, part]) => [name, part.querySelector(".add__said").textContent]));
    this.tags = [...node.querySelectorAll("[name=tag]")];
    node.addEventListener("input", ({ target }) => {
      this.#own.add(target);
      if (!target.closest(".add__rows")) changed();
    });
    node.addEventListener("focusout", ({ target }) => {
      this.#seen.add(target.closest("[data-field]")?.dataset.field);
      changed();
    });
    node.addEventListener("submit", (event) => event.preventDefault());
  }

  #control = (name) => this.node.querySelector(`#add-${name}`);

  /** What the fields say, for `draft`. */
  get fields() {
    const texts = TEXTS.map((name) => [name, this.#control(name).value]);
    const category = this.node.querySelector("[name=category]:checked")?.value ?? "";
    return { ...Object.fromEntries(texts), category, tags: this.tags.filter(({ checked }) => checked).map(({ value }) => value) };
  }

  /** Fill in texts that a link or a title tells, as far as the reader has not written there. */
  fill(texts) {
    for (const [name, text] of Object.entries(texts)) {
      const control = this.#control(name);
      if (!this.#own.has(control) && control.value !== text) control.value = text;
    }
  }

  /** Mark tags that a title names, and say so; each can be taken away for good. */
  suggest(ids) {
    for (const tag of this.tags) if (!this.#own.has(tag)) tag.checked = ids.includes(tag.value);
    const marked = this.tags.filter((tag) => tag.checked && !this.#own.has(tag));
    for (const tag of this.tags) tag.closest(".chip").classList.toggle("add__tag--told", marked.includes(tag));
    const names = marked.map((tag) => tag.parentElement.textContent.trim()).join(", ");
    this.hints.set("tags", names ? `From the title: ${names}. Take away what is wrong; add only what the title or the paper states.` : "Only what the title or the paper states.");
  }

  /** Let the hint of a field say something else while nothing is wrong there. */
  hint(name, text) {
    this.hints.set(name, text);
  }

  /** The field that a problem is about, or undefined. */
  fieldOf({ rule, path: [key] }) {
    const name = rule === "no-venue" ? (key ? "year" : "venue") : (FIELDS[key] ?? key); // a venue without its year, or nothing at all
    return this.parts.has(name) ? name : undefined;
  }

  /** What a field is called on the page. */
  label = (name) => this.parts.get(name).querySelector(".add__name").firstChild.textContent.trim();

  /** Say at each field what is wrong with it, but not before somebody was there. */
  show(problems) {
    for (const [name, part] of this.parts) {
      const first = problems.find((problem) => this.fieldOf(problem) === name);
      const told = first && (this.#seen.has(name) || (first.rule !== "missing-field" && first.rule !== "no-venue")) ? first : null;
      this.#say(part, told ? sentences(told) : [this.hints.get(name)], told?.severity);
    }
  }

  #say(part, children, severity) {
    const said = part.querySelector(".add__said");
    const text = children.map((child) => child.textContent ?? child).join("");
    if (said.textContent !== text) said.replaceChildren(...children);
    said.classList.toggle("add__said--wrong", Boolean(severity));
    for (const control of part.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea")) {
      if (severity === "error") control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  /** Show everything that is wrong, and go to the first of it. */
  insist(problems) {
    for (const name of this.parts.keys()) this.#seen.add(name);
    this.show(problems);
    const name = problems.map((problem) => this.fieldOf(problem)).find(Boolean);
    if (name) this.go(name);
  }

  go(name) {
    this.parts.get(name).querySelector("input:not([readonly]), textarea").focus();
  }
}

/** A problem in words, as children of an element: what is wrong, and what to write. */
export const sentences = ({ message, hint, more }) => [[message, hint].filter(Boolean).join(message.endsWith("?") ? " " : ". "), ...(more?.() ?? [])];
