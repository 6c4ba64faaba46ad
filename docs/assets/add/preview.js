/** Shows proposed records before they are published: `?repo=owner/name&ref=<commit>&files=<ids>`. */

import { count, element } from "../search/dom.js";
import { fetchJson } from "../search/engine.js";
import { makeCard } from "./card.js";
import { differences } from "./differences.js";
import { Unreadable } from "./download.js";
import { fetchFile, parseProposal } from "./remote.js";
import { NotCanonical, RecordYaml } from "./yaml.js";

const BASE = new URL("../../", import.meta.url);
const SHORT_HASH_LENGTH = 7; // as on GitHub

const part = (name) => document.getElementById(`preview-${name}`);
const setStatus = (...children) => part("said").replaceChildren(...children);
const outcomes = new Map(); // by file, for the summary

async function start() {
  try {
    const proposal = parseProposal(new URLSearchParams(location.search));
    if (!proposal) return;
    part("about").hidden = true;
    showOrigin(proposal);
    setStatus("Loading…");
    const [{ loadRules }, { loadCatalog }] = await Promise.all([
      import("./rules.js"),
      import("./catalog.js"),
    ]);
    const [rules, catalog] = await Promise.all([loadRules(BASE), loadCatalog(BASE)]);
    const sections = proposal.records.map(() => element("section", { class: "proposal" }));
    part("records").replaceChildren(...sections);
    const context = { proposal, rules, catalog };
    await Promise.all(proposal.records.map((record, at) => showRecord(sections[at], record, context)));
  } catch (error) {
    if (error instanceof Unreadable) setStatus(error.message);
    else
      setStatus(
        `The rules could not be loaded: ${error.message} `,
        retryButton(() => location.reload()),
      );
  }
}

/** Say where the proposal comes from, and that nobody vouches for it. */
function showOrigin({ repo, ref }) {
  const hash = element("code", {}, ref.slice(0, SHORT_HASH_LENGTH));
  const commit = element("a", { href: `https://github.com/${repo}/commit/${ref}` }, repo, " at ", hash);
  const notice = ". It is not part of the catalog, and it may not have been reviewed yet.";
  part("origin").replaceChildren("A proposal from ", commit, notice);
  part("origin").hidden = false;
}

function retryButton(act) {
  const button = element("button", { type: "button", class: "button" }, "Try again");
  button.addEventListener("click", act);
  return button;
}

/** Fill the section of a record, with its card or with an error. */
async function showRecord(section, record, context) {
  const { repo, ref, records } = context.proposal;
  const link = element("a", { href: `https://github.com/${repo}/blob/${ref}/${record.file}` }, record.file);
  const file = element("p", { class: "hint" }, link);
  const fill = (outcome, ...children) => {
    const label = element("span", { class: "count" }, outcome);
    const heading = element("h2", { tabindex: "-1" }, record.id, " ", label);
    section.replaceChildren(heading, file, ...children);
  };
  fill("loading …");
  try {
    const { outcome, parts } = await examine(record, context);
    fill(outcome, ...parts);
    outcomes.set(record.file, outcome);
  } catch (error) {
    const retry = async () => {
      await showRecord(section, record, context);
      section.querySelector("h2").focus();
    };
    const isExpected = error instanceof Unreadable;
    const message = isExpected ? error.message : `The record could not be shown: ${error.message}`;
    fill("not loaded", element("p", {}, message), retryButton(retry));
    outcomes.set(record.file, "not loaded");
  }
  if (outcomes.size === records.length) setStatus(summary());
}

/** Return a summary of all records: `3 records: 2 new, 1 changed.` */
function summary() {
  const words = [...outcomes.values()].sort();
  const counts = [...new Set(words)].map((word) => `${words.filter((item) => item === word).length} ${word}`);
  return `${count(words.length, "record")}: ${counts.join(", ")}.`;
}

/** Return the outcome for a record in a word, and the elements that show it. */
async function examine({ id, kind, file }, { proposal, rules, catalog }) {
  const text = await fetchFile(proposal, file, rules.data.limits.bytes);
  const pre = element("pre", { class: "proposal__text", tabindex: "0" }, text);
  const source = element("details", { class: "fold" }, element("summary", {}, "The file"), pre);
  let record;
  try {
    record = new RecordYaml(rules.data).parse(text, kind);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    source.open = true;
    return { outcome: "not formatted", parts: [formatNotice(error), source] };
  }
  const published = await fetchPublished(id, kind, catalog);
  const card = element("ol", { class: "cards" }, makeCard(record, id, rules));
  const problems = problemList(rules.check({ file, record, catalog }));
  const changes = published ? differences(published, record, kind, rules.data.fields) : [];
  const outcome = published ? (changes.length ? "changed" : "unchanged") : "new";
  return { outcome, parts: [card, ...problems, ...changesTable(changes), source] };
}

function formatNotice({ message, line }) {
  const command = () => element("code", {}, "catalog format");
  return element(
    "p",
    {},
    "This page only reads records formatted by ",
    command(),
    `. Line ${line}: ${message} Run `,
    command(),
    " and propose the result. The checks of a pull request read any format.",
  );
}

/** Fetch the published facts of a record; null if it is new. */
async function fetchPublished(id, kind, catalog) {
  if (kind === "paper") return catalog.has(id) ? fetchJson(new URL(`api/v1/papers/${id}.json`, BASE)) : null;
  const datasets = await fetchJson(new URL("api/v1/datasets.json", BASE));
  return datasets.find((dataset) => dataset.id === id) ?? null;
}

function problemList(problems) {
  if (!problems.length) return [element("p", {}, "No problems found by the rules that run in a browser.")];
  const rank = ({ severity }) => (severity === "error" ? 0 : 1);
  const items = problems.toSorted((a, b) => rank(a) - rank(b)).map(problemItem);
  return [element("h3", {}, count(problems.length, "problem")), element("ul", { class: "problems" }, items)];
}

const endSentence = (text) => (/[.?]$/.test(text) ? text : `${text}.`);

function problemItem({ rule, severity, path, message, hint }) {
  const url = new URL(`contributing/rules/#${encodeURIComponent(rule)}`, BASE);
  const link = element("a", { href: url.href }, rule);
  const level = element("strong", { class: `problem__${severity}` }, severity);
  const where = path.length ? [" in ", element("code", {}, path.join("."))] : [];
  const text = [message, hint].filter(Boolean).map(endSentence).join(" ");
  return element("li", {}, level, " ", link, where, ": ", text);
}

function changesTable(changes) {
  if (!changes.length) return [];
  const head = (text) => element("th", { scope: "col" }, text);
  const none = () => element("span", { class: "quiet" }, "none");
  const cell = (lines) =>
    element("td", {}, lines.length ? lines.map((line) => element("div", {}, line)) : none());
  const row = ({ field, before, after }) =>
    element("tr", {}, element("th", { scope: "row" }, field), cell(before), cell(after));
  const table = element(
    "table",
    { class: "diff" },
    element("thead", {}, element("tr", {}, element("td"), head("Published"), head("Proposed"))),
    element("tbody", {}, changes.map(row)),
  );
  const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": "Changes" };
  return [element("h3", {}, `${count(changes.length, "field")} changed`), element("div", region, table)];
}

start();
