/** Shows what somebody proposes before it is part of the catalog: `?repo=owner/name&ref=<commit>&files=<ids>`. */

import { count, element } from "../search/dom.js";
import { fetchJson } from "../search/engine.js";
import { recordCard } from "./card.js";
import { differences } from "./differences.js";
import { Unreadable, asked, fetchText } from "./remote.js";
import { NotCanonical, read } from "./yaml.js";

const BASE = new URL("../../", import.meta.url);
const SHOWN = 7; // digits of a commit, as GitHub shows it

const part = (name) => document.getElementById(`preview-${name}`);
const say = (text) => part("said").replaceChildren(text);
const outcomes = new Map(); // by file: what was found there, for the sentence above all

async function start() {
  try {
    const proposal = asked(new URLSearchParams(location.search));
    if (!proposal) return;
    part("about").hidden = true;
    introduce(proposal);
    say("Loading …");
    const [{ openRules }, { openKnown }] = await Promise.all([import("./rules.js"), import("./known.js")]);
    const [rules, known] = await Promise.all([openRules(BASE), openKnown(BASE)]);
    const sections = proposal.records.map(() => element("section", { class: "proposed" }));
    part("records").replaceChildren(...sections);
    await Promise.all(proposal.records.map((record, at) => show(sections[at], record, { proposal, rules, known })));
  } catch (error) {
    if (error instanceof Unreadable) say(error.message);
    else say(element("span", {}, `The rules of the catalog could not be loaded: ${error.message} `, again(() => location.reload())));
  }
}

/** Whose proposal it is, and that it is no more than that. */
function introduce({ repo, ref }) {
  const commit = element("a", { href: `https://github.com/${repo}/commit/${ref}` }, repo, " at ", element("code", {}, ref.slice(0, SHOWN)));
  part("origin").replaceChildren("A proposal of ", commit, ". It is not part of the catalog: what stands here was written there, and nobody may have looked at it yet.");
  part("origin").hidden = false;
}

const again = (act) => {
  const button = element("button", { type: "button", class: "button" }, "Try again");
  button.addEventListener("click", act);
  return button;
};

/** Fill the section of a record, whatever comes of it. */
async function show(section, record, context) {
  const { proposal } = context;
  const link = element("a", { href: `https://github.com/${proposal.repo}/blob/${proposal.ref}/${record.file}` }, record.file);
  const heading = (...said) => element("h2", { tabindex: "-1" }, record.id, " ", element("span", { class: "count" }, ...said));
  const source = element("p", { class: "hint" }, link);
  section.replaceChildren(heading("loading …"), source);
  try {
    const { said, parts } = await examined(record, context);
    section.replaceChildren(heading(said), source, ...parts);
    outcomes.set(record.file, said);
  } catch (error) {
    const retry = async () => {
      await show(section, record, context);
      section.querySelector("h2").focus();
    };
    const message = error instanceof Unreadable ? error.message : `The record could not be shown: ${error.message}`;
    section.replaceChildren(heading("not read"), source, element("p", {}, message), again(retry));
    outcomes.set(record.file, "not read");
  }
  if (outcomes.size === proposal.records.length) say(summary());
}

/** `3 records: 2 new, 1 changed.` */
function summary() {
  const found = [...outcomes.values()].sort();
  const kinds = [...new Set(found)].map((one) => `${found.filter((other) => other === one).length} ${one}`);
  return `${count(found.length, "record")}: ${kinds.join(", ")}.`;
}

/** What is to be said of a record in a word, and shown of it. */
async function examined({ id, kind, file }, { proposal, rules, known }) {
  const text = await fetchText(proposal, file);
  const source = element("details", { class: "fold" }, element("summary", {}, "The file"), element("pre", { class: "proposed__text", tabindex: "0" }, text));
  let record;
  try {
    record = read(text, kind);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    source.open = true;
    return { said: "in another form", parts: [otherForm(error), source] };
  }
  const old = await published(id, kind, known);
  const card = element("ol", { class: "cards" }, recordCard(record, id, rules.data, BASE));
  const problems = rules.check({ file, record, known });
  const changes = old ? changed(differences(old, record, kind)) : [];
  const said = old ? (changes.length ? "changed" : "unchanged") : "new";
  return { said, parts: [card, ...listed(problems), ...changes, source] };
}

function otherForm({ message, line }) {
  const command = element("code", {}, "catalog format");
  return element("p", {}, "This page reads the form that ", command, ` writes, and the file has another. Line ${line}: ${message} Run `, command.cloneNode(true), ", and propose what it writes. The checks of a pull request read every form.");
}

/** The facts that the site publishes of a record; null, if it has none. */
async function published(id, kind, known) {
  if (kind === "paper") return known.id(id) ? fetchJson(new URL(`api/v1/papers/${id}.json`, BASE)) : null;
  const datasets = await fetchJson(new URL("api/v1/datasets.json", BASE));
  return datasets.find((dataset) => dataset.id === id) ?? null;
}

function listed(problems) {
  if (!problems.length) return [element("p", {}, "The rules that can run in a browser find nothing wrong with it.")];
  const worst = problems.toSorted((one, other) => (one.severity === "error" ? 0 : 1) - (other.severity === "error" ? 0 : 1));
  return [element("h3", {}, count(problems.length, "problem")), element("ul", { class: "problems" }, worst.map(problem))];
}

const stopped = (sentence) => (/[.?]$/.test(sentence) ? sentence : `${sentence}.`);

function problem({ rule, severity, path, message, hint }) {
  const link = element("a", { href: new URL(`contributing/rules/#${encodeURIComponent(rule)}`, BASE).href }, rule);
  const where = path.length ? [" in ", element("code", {}, path.join("."))] : [];
  return element("li", {}, element("strong", { class: `problem__${severity}` }, severity), " ", link, where, ": ", [message, hint].filter(Boolean).map(stopped).join(" "));
}

function changed(fields) {
  if (!fields.length) return [];
  const cell = (lines) => element("td", {}, lines.length ? lines.map((line) => element("div", {}, line)) : element("span", { class: "quiet" }, "nothing"));
  const row = ({ field, before, after }) => element("tr", {}, element("th", { scope: "row" }, field), cell(before), cell(after));
  const head = element("tr", {}, element("td"), element("th", { scope: "col" }, "Published"), element("th", { scope: "col" }, "Proposed"));
  const table = element("table", { class: "changed" }, element("thead", {}, head), element("tbody", {}, fields.map(row)));
  return [element("h3", {}, `${count(fields.length, "field")} changed`), element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "What changes" }, table)];
}

start();
