/** The page for adding a paper: one link, what it tells, and what the reader adds to it. */

import { element } from "../search/dom.js";
import { recordCard } from "./card.js";
import { draft, nameIn, squeezed } from "./draft.js";
import { Form } from "./form.js";
import { editFile, fileOf, newFile } from "./github.js";
import { openKnown } from "./known.js";
import { Outcome } from "./outcome.js";
import { Rows } from "./rows.js";
import { openRules } from "./rules.js";
import { NotALink, told } from "./told.js";
import { write } from "./yaml.js";

const PATIENCE = 500; // milliseconds without a key until something is said of what is typed

/** Fetch what the page needs to know, and begin. The catalog's own index may be missing; the rules may not. */
export async function open(root, base) {
  const [rules, known] = await Promise.allSettled([openRules(base), openKnown(base)]);
  if (rules.status === "rejected") throw rules.reason;
  return new Page(root, base, rules.value, known.value ?? null);
}

class Page {
  #timers = {};
  #refusal = null; // why the link at the top is none

  constructor(root, base, rules, known) {
    Object.assign(this, { root, base, rules, known });
    const part = (name) => root.querySelector(`.add__${name}`);
    [this.send, this.said, this.near] = [part("link"), part("told"), part("near")];
    this.input = this.send.elements.link;
    const changed = () => this.#change();
    this.rows = new Rows(part("rows"), document.getElementById("row-template"), rules.data.told, changed);
    this.form = new Form(part("form"), this.rows, changed);
    this.outcome = new Outcome(part("side"), this.form);
    this.input.addEventListener("input", () => this.#read());
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && this.#enter(event));
    this.#read();
  }

  // --- The link

  /** Read the link. Half of one is no mistake yet, so that a refusal waits until the typing rests. */
  #read() {
    clearTimeout(this.#timers.refuse);
    const text = this.input.value.trim();
    this.#refusal = null;
    if (!text) return this.#stand("empty");
    try {
      this.#take(told(text, this.rules.data.told));
    } catch (error) {
      if (!(error instanceof NotALink)) throw error;
      this.#refusal = { rule: "bad-url", severity: "error", path: [], message: error.message, hint: error.hint };
      this.#later("refuse", () => this.#stand("refused", `${error.message}. `, element("span", { class: "hint" }, `${error.hint}.`)));
      this.#change();
    }
  }

  /** Do something once the typing rests. */
  #later(name, act) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(act, PATIENCE);
  }

  #take(found) {
    const id = this.#lookUp(found);
    if (id) return this.#stand("known", ...this.#already(id));
    this.found = found;
    this.rows.lead(found.links[0]?.[1]);
    this.form.fill({ title: found.title ?? "", venue: found.venue ?? "", year: found.venue && found.year ? String(found.year) : "" });
    this.#stand("open", recognized(found), " ", ...this.#newness(found));
    this.#change();
  }

  /** The paper of the catalog that a link leads to. */
  #lookUp({ arxiv, doi }) {
    if (!this.known) return null;
    const numbers = [arxiv, doi].filter(Boolean);
    return numbers.map((value) => this.known.number(value)).find(Boolean) ?? null;
  }

  /** Whether a link is new here. Two papers may share their code or project page, so that one more with the same link is no mistake. */
  #newness({ links }) {
    if (!this.known) return ["The catalog could not be loaded: GitHub will tell whether the paper is here already."];
    const id = links.map(([, url]) => this.known.link(url)).find(Boolean);
    return id ? ["One with this link is here: ", this.#link(id), ". Is it another paper? Then go on."] : ["It is new here."];
  }

  #link = (id, name = this.known.title(id)) => element("a", { href: new URL(`papers/${id}/`, this.base).href }, name);

  #already(id) {
    const { repository, branch } = this.root.dataset;
    return ["Already here: ", this.#link(id), ". ", element("a", { href: editFile(repository, branch, id) }, "Mend it instead?")];
  }

  /** Show the part of the page that fits, and say something below the link. */
  #stand(state, ...children) {
    this.root.dataset.state = state === "refused" && this.root.dataset.state === "open" ? "open" : state;
    const said = children.map((child) => child.textContent ?? child).join("");
    if (this.said.textContent !== said) this.said.replaceChildren(...children);
    this.said.classList.toggle("add__told--wrong", state === "refused");
  }

  /** The key that would send a form leads on to the next field; sending has a button of its own. */
  #enter(event) {
    event.preventDefault();
    if (this.root.dataset.state === "open") this.form.go("title");
    else if (this.root.dataset.state === "known") this.said.querySelector("a").focus();
  }

  // --- The record

  /** Something was written: make the record anew, and show what comes of it. */
  #change() {
    if (this.root.dataset.state !== "open") return;
    const title = squeezed(this.form.fields.title);
    this.form.fill({ short: nameIn(title) });
    this.form.suggest(this.rules.tags(title));
    const fields = { ...this.form.fields, source: this.found.source, links: this.#links() };
    const today = new Date().toISOString().slice(0, 10);
    const made = draft(fields, this.rules, today);
    const { record, comments } = made;
    const id = this.rules.id(record, (taken) => Boolean(this.known?.id(taken))) ?? `name-${today.slice(0, 4)}`;
    const file = fileOf(id);
    const problems = [...(this.#refusal ? [this.#refusal] : []), ...made.problems, ...this.#check({ file, record }, made.venue)];
    this.form.hint("venue", this.#venue(record, made.venue, fields.venue));
    this.form.show(problems);
    const text = write(record, comments);
    const description = [this.input.value.trim(), ...comments].join("\n");
    const target = newFile(this.root.dataset.repository, this.root.dataset.branch, { file, text, name: record.short ?? title, description });
    this.outcome.show({ card: recordCard(record, id, this.rules.data, this.base), file, text, problems, target });
    this.#fillIssue(fields, record);
    this.#later("compare", () => this.#compare(title));
  }

  /** All links: that of the page's first field, then the rows. An arXiv id or DOI has no row. */
  #links() {
    const { pairs } = this.rows;
    return this.found.links.length ? pairs : [["", this.input.value], ...pairs];
  }

  /** What the rules say. In a form a venue lacks no line but a year; where it is new and there is no arXiv id, the other form is the way. */
  #check(paper, unknown) {
    const problems = this.rules.check({ ...paper, known: this.known });
    if (paper.record.venue) return problems.map((problem) => (problem.rule === "no-venue" ? { ...problem, message: "Which year?", hint: "" } : problem));
    if (!unknown) return problems;
    const message = `The catalog does not know “${unknown}” yet, and there is no arXiv id`;
    const send = () => element("button", { type: "submit", form: "add-send", class: "link" }, "send what you have");
    const way = { message, hint: "Write the arXiv id among the links, or ", more: () => [send(), ": a curator adds the venue."] };
    return problems.map((problem) => (problem.rule === "no-venue" ? { ...problem, ...way } : problem));
  }

  /** What is said of the venue while nothing is wrong with it. */
  #venue(record, unknown, said) {
    if (unknown) return `New to the catalog: “${unknown}” goes along as a note, for a curator to add.`;
    if (record.venue === "arxiv") return `A preprint of ${record.year}, unless you know where it was published.`;
    const venue = this.rules.data.vocabularies.venues.find(({ id }) => id === record.venue);
    return venue && venue.name !== said.trim() ? venue.name : "Where it was published, as far as you know.";
  }

  /** Tell of the paper whose title is most alike. */
  #compare(title) {
    const same = this.known?.titled(title);
    const [nearest] = same ? [{ id: same }] : title ? (this.known?.near(title) ?? []) : [];
    const children = nearest ? [same ? "Already here under this title: " : "Much like one that is here: ", this.#link(nearest.id)] : [];
    if (this.near.textContent !== children.map((child) => child.textContent ?? child).join("")) this.near.replaceChildren(...children);
  }

  /** Let the issue form know what is known; its fields are those of .github/ISSUE_TEMPLATE/add-paper.yml. */
  #fillIssue(fields, { title, links = {} }) {
    const category = this.rules.data.vocabularies.categories.find(({ id }) => id === fields.category)?.name;
    const values = { "paper-title": title, venue: `${fields.venue} ${fields.year}`.trim(), category, code: [links.code ?? []].flat()[0] };
    for (const old of this.send.querySelectorAll("[data-more]")) old.remove();
    const known = Object.entries(values).filter(([, value]) => value);
    this.send.append(...known.map(([name, value]) => element("input", { type: "hidden", name, value, "data-more": true })));
  }
}

/** What a link tells, in a sentence. */
function recognized({ arxiv, doi, venue, year, title, links }) {
  const [[kind] = []] = links;
  if (arxiv) return `arXiv ${arxiv}, a preprint of ${year}.`;
  if (doi) return `DOI ${doi}. Title, venue and year are for you to say.`;
  if (title) return `A paper of ${venue} ${year}. The address spells its title without signs: put them back.`;
  if (venue) return `A paper of ${[venue, year].filter(Boolean).join(" ")}.`;
  return kind === "paper" ? "A link to a paper, which tells no more by itself." : `A ${kind} link. If the paper is on arXiv or has a DOI, write that into the links below.`;
}
