/** The button that asks DataCite about a preprint, and its outcome. Nothing is sent before it is pressed. */

import { count, element } from "../search/dom.js";

export class Lookup {
  #arxiv = null;
  /** What DataCite said last: metadata of datacite.js, or null. */
  metadata = null;
  #isPending = false;

  /** `use` fills metadata in, and returns names of what was filled in. */
  constructor(node, rules, use) {
    Object.assign(this, { node, rules, use });
    this.status = node.querySelector(".add__lookup-status");
    this.defaultStatus = [...this.status.childNodes];
    node.querySelector("button").addEventListener("click", () => this.#ask());
  }

  /** Offer to look up an arXiv ID; without one, hide the button. */
  show(arxiv) {
    if (arxiv !== this.#arxiv) this.status.replaceChildren(...this.defaultStatus);
    this.#arxiv = arxiv;
    this.node.hidden = arxiv === null;
  }

  /** What DataCite said of the arXiv ID that is offered, or null. */
  get shownMetadata() {
    return this.metadataOf(this.#arxiv);
  }

  /** Return what DataCite said of an arXiv ID, or null. */
  metadataOf(arxiv) {
    return this.metadata?.arxiv === arxiv ? this.metadata : null;
  }

  async #ask() {
    const arxiv = this.#arxiv;
    if (this.#isPending || arxiv === null) return;
    this.#isPending = true;
    this.status.replaceChildren("Asking DataCite …");
    const status = await this.#look(arxiv);
    this.#isPending = false;
    if (arxiv === this.#arxiv) this.status.replaceChildren(...status);
  }

  /** Look up an arXiv ID; return a status as nodes. The reader may have changed the link meanwhile. */
  async #look(arxiv) {
    try {
      const { fetchMetadata } = await import("./datacite.js");
      const metadata = await fetchMetadata(arxiv, this.rules);
      if (arxiv !== this.#arxiv) return [];
      this.metadata = metadata;
      return describeResult(metadata, this.use(metadata));
    } catch (error) {
      return [`${error.message} Please fill in the form yourself.`];
    }
  }
}

function describeResult({ authors, submitted, url, omissions }, filled) {
  const source = element("a", { href: url }, "DataCite");
  const names = [
    filled.includes("title") && "title",
    filled.includes("authors") && count(authors.length, "author"),
    submitted && `submission date ${submitted}`,
  ].filter(Boolean);
  const kept = ["title", "authors"].filter(
    (name) => !filled.includes(name) && (name === "title" || authors.length),
  );
  return [
    ...(names.length
      ? ["From ", source, `: ${names.join(", ")}. Check them against the paper.`]
      : ["Asked ", source, "."]),
    ...(kept.length ? [` Your ${kept.join(" and ")} stayed as entered.`] : []),
    ...omissions.map((clause) => ` Note: ${clause}.`),
  ];
}
