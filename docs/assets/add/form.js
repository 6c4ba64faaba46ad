/** The form: its values, suggestions, hints and problems. What the reader entered is never overwritten. */

import { countCharacters } from "./text.js";

const FIELD_OF_KEY = { categories: "category", track: "venue", arxiv: "links", doi: "links" };
const TEXT_FIELDS = ["title", "venue", "year", "short", "summary", "authors"];
const LATE_RULES = ["missing-field", "no-venue"]; // shown only after the reader was there

export class Form {
  #edited = new Set(); // controls
  #visited = new Set(); // names of fields
  #defaultHints;
  #hints;

  constructor(node, onChange) {
    this.node = node;
    const fields = [...node.querySelectorAll("[data-field]")];
    this.fields = new Map(fields.map((field) => [field.dataset.field, field]));
    const hints = fields.map((field) => [field.dataset.field, field.querySelector(".add__hint").textContent]);
    this.#defaultHints = new Map(hints);
    this.#hints = new Map(hints);
    this.tags = [...node.querySelectorAll("[name=tag]")];
    node.addEventListener("input", ({ target }) => {
      this.#edited.add(target);
      const name = target.closest("[data-field]")?.dataset.field;
      if (TEXT_FIELDS.includes(name)) this.setHint(name, null);
      if (!target.closest(".add__rows")) onChange();
    });
    node.addEventListener("focusout", ({ target }) => {
      this.#visited.add(target.closest("[data-field]")?.dataset.field);
      onChange();
    });
    node.addEventListener("submit", (event) => event.preventDefault());
  }

  #control = (name) => this.node.querySelector(`#add-${name}`);

  /** The values of all fields but the links, for `draftRecord`. */
  get values() {
    const texts = TEXT_FIELDS.map((name) => [name, this.#control(name).value]);
    const category = this.node.querySelector("[name=category]:checked")?.value ?? "";
    const tags = this.tags.filter(({ checked }) => checked).map(({ value }) => value);
    return { ...Object.fromEntries(texts), category, tags };
  }

  /** Fill in texts with a hint, except in fields that the reader edited; return the names of the others. */
  fill(texts, hint = null) {
    const names = Object.keys(texts).filter((name) => !this.#edited.has(this.#control(name)));
    for (const name of names) {
      if (this.#control(name).value !== texts[name]) this.#control(name).value = texts[name];
      this.setHint(name, hint);
    }
    return names;
  }

  /** Show how many characters a text has, and may have. */
  showCount(name, text, limit) {
    const counter = this.fields.get(name).querySelector(".add__count");
    const length = countCharacters(text);
    counter.textContent = length ? `${length} of ${limit} characters` : `${limit} characters`;
    counter.classList.toggle("add__count--over", length > limit);
  }

  /** Check the tags that a title mentions, except those that the reader set. */
  suggestTags(ids) {
    for (const tag of this.tags) if (!this.#edited.has(tag)) tag.checked = ids.includes(tag.value);
    const suggested = this.tags.filter((tag) => tag.checked && !this.#edited.has(tag));
    for (const tag of this.tags) {
      tag.closest(".chip").classList.toggle("add__tag--suggested", suggested.includes(tag));
    }
    const names = suggested.map((tag) => tag.parentElement.textContent.trim()).join(", ");
    const hint = `From the title: ${names}. Uncheck wrong ones; add only what the title or the paper states.`;
    this.setHint("tags", names ? hint : null);
  }

  /** Change the hint of a field; null restores that of the page. It shows while the field has no problem. */
  setHint(name, text) {
    this.#hints.set(name, text ?? this.#defaultHints.get(name));
  }

  /** Return the name of the field with a problem, or undefined. */
  fieldOf({ rule, path: [key] }) {
    const venueField = key ? "year" : "venue"; // a venue without its year, or neither
    const name = rule === "no-venue" ? venueField : (FIELD_OF_KEY[key] ?? key);
    return this.fields.has(name) ? name : undefined;
  }

  /** Return the label of a field. */
  labelOf = (name) => this.fields.get(name).querySelector(".add__name").firstChild.textContent.trim();

  /** Show the first problem of each field, or its hint. */
  showProblems(problems) {
    for (const [name, field] of this.fields) {
      const first = problems.find((problem) => this.fieldOf(problem) === name);
      const isDue = first && (this.#visited.has(name) || !LATE_RULES.includes(first.rule));
      if (isDue) this.#showHint(field, sentences(first), first.severity);
      else this.#showHint(field, [this.#hints.get(name)]);
    }
  }

  #showHint(field, children, severity = null) {
    const hint = field.querySelector(".add__hint");
    const text = children.map((child) => child.textContent ?? child).join("");
    if (hint.textContent !== text) hint.replaceChildren(...children);
    hint.classList.toggle("add__hint--problem", severity !== null);
    for (const control of field.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea")) {
      if (severity === "error") control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  /** Show all problems and focus the first field that has one. */
  focusProblem(problems) {
    for (const name of this.fields.keys()) this.#visited.add(name);
    this.showProblems(problems);
    const name = problems.map((problem) => this.fieldOf(problem)).find(Boolean);
    if (name) this.focus(name);
  }

  focus(name) {
    this.fields.get(name).querySelector("input:not([readonly]), textarea").focus();
  }
}

/** Return a problem as child nodes: message, hint, and what `more` adds. */
export function sentences({ message, hint, more }) {
  const text = [message, hint].filter(Boolean).join(message.endsWith("?") ? " " : ". ");
  return [text, ...(more?.() ?? [])];
}
