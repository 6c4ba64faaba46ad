/** The page for adding a paper: a link, the facts that it states, and what the reader adds. */

import { element } from "../search/dom.js";
import { makeCard } from "./card.js";
import { loadCatalog } from "./catalog.js";
import { draftRecord, methodName, singleLine } from "./draft.js";
import { Form } from "./form.js";
import { editFile, newFile, paperFile } from "./github.js";
import { LinkRows } from "./link-rows.js";
import { InvalidLink, parseLink } from "./link.js";
import { Lookup } from "./lookup.js";
import { Proposal } from "./proposal.js";
import { recognize } from "./recognize.js";
import { loadRules } from "./rules.js";
import { catalogStatus, describe } from "./status.js";
import { RecordYaml } from "./yaml.js";

const TYPING_PAUSE_MS = 500;
const LOOKUP_HINT = "From DataCite. Check it against the paper.";

/** Load what the page needs and start it. It works without the catalog, but not without the rules. */
export async function openPage(root, base) {
  const [rules, catalog] = await Promise.allSettled([loadRules(base), loadCatalog(base)]);
  if (rules.status === "rejected") throw rules.reason;
  return new AddPage(root, base, rules.value, catalog.value ?? null);
}

const textOf = (children) => children.map((child) => child.textContent ?? child).join("");

class AddPage {
  #timers = {};
  #linkProblem = null;
  #facts; // of the last valid link
  #mistakenId = null; // of the paper that the link's is not, says the reader

  constructor(root, base, rules, catalog) {
    Object.assign(this, { root, base, rules, catalog, yaml: new RecordYaml(rules.data) });
    const part = (name) => root.querySelector(`.add__${name}`);
    const onChange = () => this.#update();
    this.linkForm = part("link");
    this.linkStatus = part("link-status");
    this.similarPaper = part("similar");
    this.input = this.linkForm.elements.link;
    const rowTemplate = document.getElementById("row-template");
    this.rows = new LinkRows(part("rows"), rowTemplate, rules.data.links, onChange);
    this.form = new Form(part("form"), onChange);
    this.proposal = new Proposal(part("side"), this.form);
    this.lookup = new Lookup(part("lookup"), rules, (metadata) => this.#useMetadata(metadata));
    this.input.addEventListener("input", () => this.#readLink());
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && this.#onEnter(event));
    this.#readLink();
  }

  // --- The link

  /** Parse the link. An error shows only after a pause, because half a link is not a mistake. */
  #readLink() {
    clearTimeout(this.#timers.error);
    const text = this.input.value.trim();
    this.#linkProblem = null;
    if (!text) return this.#setState("empty");
    try {
      this.#useFacts(parseLink(text, this.rules.data.links));
    } catch (error) {
      if (!(error instanceof InvalidLink)) throw error;
      const { message, hint } = error;
      this.#linkProblem = { rule: "bad-url", severity: "error", path: [], message, hint };
      const status = [`${message}. `, element("span", { class: "hint" }, `${hint}.`)];
      this.#afterPause("error", () => this.#setState("refused", ...status));
      this.#update();
    }
  }

  #afterPause(name, act) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(act, TYPING_PAUSE_MS);
  }

  #useFacts(facts) {
    const recognized = recognize(facts, this.catalog, this.rules);
    const status = catalogStatus(recognized, facts, {
      paperLink: (id) => this.#paperLink(id),
      editLink: (id) => this.#editLink(id),
      otherButton: () => this.#otherButton(recognized.id),
    });
    const isMistaken = recognized.by !== "identifier" && recognized.id === this.#mistakenId;
    if (recognized.outcome === "known" && !isMistaken) return this.#setState("known", ...status);
    this.#facts = facts;
    const { title, venue, year, links } = facts;
    this.rows.setMainLink(links[0]?.[1]);
    this.form.fill({
      title: title ?? "",
      authors: "",
      venue: venue ?? "",
      year: venue && year ? `${year}` : "",
    });
    const metadata = this.lookup.metadataOf(facts.arxiv);
    if (metadata) this.#fillIn(metadata);
    this.#setState("open", describe(facts), " ", ...(isMistaken ? [] : status));
    this.#update();
  }

  #paperLink(id) {
    const href = new URL(`papers/${id}/`, this.base).href;
    return element("a", { href }, this.catalog.titleOf(id));
  }

  #editLink(id) {
    const { repository, branch } = this.root.dataset;
    return element("a", { href: editFile(repository, branch, id) }, "Edit it instead?");
  }

  /** Return a button for a paper that was mistaken for the published paper `id`. */
  #otherButton(id) {
    const button = element("button", { type: "button", class: "link" }, "Mine is a different paper");
    button.addEventListener("click", () => {
      this.#mistakenId = id;
      this.#readLink();
      this.form.focus("title");
    });
    return button;
  }

  /** Use what DataCite says of the preprint; return the names of the fields that were filled in. */
  #useMetadata(metadata) {
    const names = this.#fillIn(metadata);
    this.#update();
    return names;
  }

  #fillIn({ title, authors }) {
    return this.form.fill({ title, ...(authors.length && { authors: authors.join("\n") }) }, LOOKUP_HINT);
  }

  /** Show the part of the page for a state, and a status below the link. */
  #setState(state, ...children) {
    const isOpen = this.root.dataset.state === "open";
    this.root.dataset.state = state === "refused" && isOpen ? "open" : state; // keep the form
    if (this.linkStatus.textContent !== textOf(children)) this.linkStatus.replaceChildren(...children);
    this.linkStatus.classList.toggle("add__link-status--invalid", state === "refused");
  }

  /** Go on to the next field. Enter would send the form, which has a button of its own. */
  #onEnter(event) {
    event.preventDefault();
    if (this.root.dataset.state === "open") this.form.focus("title");
    else if (this.root.dataset.state === "known") this.linkStatus.querySelector("a").focus();
  }

  // --- The record

  /** Draft the record again after a change, and show it. */
  #update() {
    if (this.root.dataset.state !== "open") return;
    const title = singleLine(this.form.values.title);
    this.form.fill({ short: methodName(title) });
    this.form.suggestTags(this.rules.tagsIn(title));
    const values = { ...this.form.values, source: this.#facts.source, links: this.#linkPairs() };
    values.metadata = this.lookup.metadata;
    const today = new Date().toISOString().slice(0, 10);
    const { record, comments, newVenue, problems } = draftRecord(values, this.rules, today);
    this.lookup.show(record.arxiv ?? null);
    this.form.showCount("summary", record.summary ?? "", this.rules.data.limits.summary);
    const id =
      this.rules.paperId(record, (id) => Boolean(this.catalog?.has(id))) ?? `name-${today.slice(0, 4)}`;
    const file = paperFile(id);
    problems.push(...this.#check({ file, record }, newVenue));
    if (this.#linkProblem) problems.unshift(this.#linkProblem);
    this.form.setHint("venue", this.#venueHint(record, newVenue, values.venue));
    this.form.showProblems(problems);
    const text = this.yaml.format(record, comments);
    const target = this.#target({ file, text, name: record.short ?? title }, comments);
    const card = makeCard(record, id, this.rules);
    this.proposal.show({ card, file, text, problems, target });
    this.#fillIssueForm(values, record);
    this.#afterPause("compare", () => this.#showSimilarPaper(title));
  }

  #target(file, comments) {
    const { repository, branch } = this.root.dataset;
    const source = this.lookup.shownMetadata?.url;
    const description = [this.input.value.trim(), ...(source ? [`Looked up: ${source}`] : []), ...comments];
    return newFile(repository, branch, { ...file, description: description.join("\n") });
  }

  /** Return all pairs of kind and URL. The main link has a row unless it is an arXiv ID or DOI. */
  #linkPairs() {
    const { pairs } = this.rows;
    return this.#facts.links.length ? pairs : [["", this.input.value], ...pairs];
  }

  /** Check the record, and word `no-venue` for a form, where venue and year are fields. */
  #check({ file, record }, newVenue) {
    const problems = this.rules.check({ file, record, catalog: this.catalog });
    const message = record.venue
      ? { message: "Which year?", hint: "" }
      : newVenue && newVenueProblem(newVenue);
    return problems.map((problem) => (problem.rule === "no-venue" ? { ...problem, ...message } : problem));
  }

  /** Return the hint of the venue, or null for the page's own. */
  #venueHint(record, newVenue, text) {
    if (newVenue)
      return `“${newVenue}” is not in the catalog yet. It will be sent to the curators as a note.`;
    if (record.venue === "arxiv") {
      return `Preprint of ${record.year}, unless you enter where it was published.`;
    }
    const venue = this.rules.data.vocabularies.venues.find(({ id }) => id === record.venue);
    return venue && venue.name !== text.trim() ? venue.name : null;
  }

  /** Show the published paper with the same or the most similar title. */
  #showSimilarPaper(title) {
    const sameId = this.catalog?.findByTitle(title);
    const [similar] = title && !sameId ? (this.catalog?.findSimilar(title) ?? []) : [];
    const children = [];
    if (sameId) children.push("Already in the catalog under this title: ", this.#paperLink(sameId));
    else if (similar) children.push("Similar to a paper in the catalog: ", this.#paperLink(similar.id));
    if (this.similarPaper.textContent !== textOf(children)) this.similarPaper.replaceChildren(...children);
  }

  /** Prefill the issue form, whose fields are those of .github/ISSUE_TEMPLATE/add-paper.yml. */
  #fillIssueForm(fields, { title, links = {} }) {
    const category = this.rules.data.vocabularies.categories.find(({ id }) => id === fields.category)?.name;
    const venue = `${fields.venue} ${fields.year}`.trim();
    const values = { "paper-title": title, venue, category, code: [links.code ?? []].flat()[0] };
    for (const input of this.linkForm.querySelectorAll("[data-more]")) input.remove();
    for (const [name, value] of Object.entries(values)) {
      if (value) this.linkForm.append(element("input", { type: "hidden", name, value, "data-more": true }));
    }
  }
}

/** Return message and hint for a venue that the catalog lacks: the issue form can take it. */
function newVenueProblem(venue) {
  const button = () =>
    element("button", { type: "submit", form: "add-send", class: "link" }, "send what you have");
  return {
    message: `“${venue}” is not in the catalog yet, and there is no arXiv ID`,
    hint: "Add the arXiv ID to the links, or ",
    more: () => [button(), "; a curator will add the venue."],
  };
}
