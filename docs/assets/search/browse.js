/** The papers' page: a question, filters and what they find, all of it in the address. */

import { Cards } from "./card.js";
import { count } from "./dom.js";
import { open } from "./engine.js";
import { active, clear, instead, label, named, without, wordless } from "./filters.js";
import { Panel } from "./panel.js";
import { adding } from "./query.js";
import { Results } from "./results.js";
import { chips, failure, notices, ways } from "./said.js";
import { STEP, read, write } from "./state.js";

const BASE = new URL("../../", import.meta.url);
const PATIENCE = 300; // milliseconds until a wait is mentioned, a count read out, and the address written
const REST = 100; // milliseconds without a key until all of an answer is shown
const WIDE = matchMedia("(min-width: 1000px)");

const root = document.getElementById("browse");
const form = document.querySelector(".browse__form");
const template = (name) => document.getElementById(`${name}-template`);
const part = (name) => document.querySelector(`.browse__${name}`);
const sheet = part("sheet");

let state = read(new URLSearchParams(location.search));
let turn = 0;
let engine, cards, panel, results;
let found = []; // the rows of the last answer
let lack = ""; // what is missing from every answer

const timers = {};

/** Do something later, and only once. */
function later(name, act, wait = PATIENCE) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(act, wait);
}

// --- The address

const address = () => location.pathname + (write(state) && `?${write(state)}`) + location.hash;

/** Write the state and the place on the page into the entry of the history. */
function remember() {
  clearTimeout(timers.remember);
  history.replaceState({ y: scrollY }, "", address());
}

/** Change filters, order or look, as a new entry of the history. */
function go(next) {
  remember();
  state = next;
  history.pushState({ y: 0 }, "", address());
  form.q.value = state.q;
  return show();
}

const change = (differently) => go({ ...differently(state), shown: STEP }).then(toTop);

function toTop() {
  if (root.getBoundingClientRect().top < 0) root.scrollIntoView();
}

async function back({ state: entry }) {
  const there = read(new URLSearchParams(location.search));
  if (write(there) === write(state)) return; // another place on the same page
  clearTimeout(timers.remember);
  state = there;
  form.q.value = state.q;
  if (await show()) scrollTo(0, entry?.y ?? 0);
}

// --- An answer

/** Ask the engine and show its answer, or only its beginning while somebody types; false, if another question came meanwhile. */
async function show(typing = false) {
  if (!results) return false;
  const mine = ++turn;
  try {
    const answer = await engine.ask({ text: state.q, filters: state.filters, sort: state.sort });
    if (!answer || mine !== turn) return false;
    clearTimeout(timers.rest);
    render(answer);
    const rest = () => results.extend(state.shown);
    if (typing) later("rest", rest, REST);
    else rest();
    if (!answer.rows.length) await explain(mine, answer.query);
    return mine === turn;
  } catch (error) {
    fail(error, () => show());
    return false;
  }
}

function render(answer) {
  part("plain")?.remove();
  root.dataset.state = "ready";
  const focus = document.activeElement;
  const filters = active(state);
  const drop = (filter) => change((now) => without(now, filter));
  part("chips").replaceChildren(...chips(engine.index, filters, drop, () => change(clear)));
  part("notice").replaceChildren(...notices(answer, mend), lack);
  part("ways").replaceChildren();
  found = answer.rows;
  results.show(answer, state.view);
  panel.show(answer.counts, filters);
  part("count").textContent = count(answer.rows.length, "paper");
  part("export").disabled = !found.length;
  part("export").setAttribute("aria-label", `Export these ${count(found.length, "paper")}`);
  part("open").textContent = filters.length ? `Filters (${filters.length})` : "Filters";
  part("done").textContent = `Show ${count(answer.rows.length, "paper")}`;
  bar(answer.query);
  later("status", () => (part("status").textContent = `${part("count").textContent}. ${part("notice").textContent}`));
  if (!focus.isConnected) part("heading").focus({ preventScroll: true });
}

/** What the sort menu and the view buttons say. */
function bar({ words, phrases }) {
  const [best] = form.ownerDocument.querySelectorAll(".browse__sort option");
  best.hidden = best.disabled = !words.length && !phrases.length;
  part("sort").value = state.sort || (best.disabled ? "newest" : "best");
  for (const button of part("views").children) button.setAttribute("aria-pressed", String(button.value === state.view));
}

/** Write what a misspelt filter should say. */
function mend({ key, value, not, nearest }) {
  const wrong = active(state).find((filter) => filter.key === key && filter.value === value && filter.not === not);
  const [at] = named(engine.index, { key, value: nearest });
  const { id = nearest, name = nearest } = engine.index.facets[key]?.entries[at] ?? {};
  change((now) => instead(now, wrong, wrong.piece === undefined ? id : name));
}

/** Where there is no result: how many papers there were without each filter, or without the words. */
async function explain(mine, query) {
  const others = active(state).map((filter) => [`Without ${label(engine.index, filter)}`, without(state, filter)]);
  if (others.length && wordless(state).q !== state.q) others.push(["Without the words", wordless(state)]);
  if (others.length > 1) others.push(["Without all of that", { ...state, q: "", filters: [] }]);
  const found = [];
  for (const [name, next] of others) {
    const answer = await engine.ask({ text: next.q, filters: next.filters });
    if (!answer || mine !== turn) return;
    found.push({ name, number: answer.rows.length, go: () => change(() => next) });
  }
  part("ways").replaceChildren(...ways(found, adding(BASE, query)));
}

// --- What people do

function listen() {
  const typed = () => {
    state = { ...state, q: form.q.value, shown: STEP };
    later("remember", remember);
    show(true);
  };
  form.addEventListener("input", (event) => event.isComposing || typed());
  form.addEventListener("compositionend", typed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember();
  });
  part("sort").addEventListener("change", ({ target }) => change((now) => ({ ...now, sort: target.value === "best" ? "" : target.value })));
  part("export").addEventListener("click", save);
  part("views").addEventListener("click", ({ target }) => target.value && look(target.value));
  part("open").addEventListener("click", () => sheet.showModal());
  for (const name of ["close", "done"]) part(name).addEventListener("click", () => sheet.close());
  WIDE.addEventListener("change", place);
  addEventListener("popstate", back);
  addEventListener("scroll", () => later("remember", remember), { passive: true });
  addEventListener("pagehide", remember);
}

/** All that is found, as a file. */
async function save() {
  try {
    const { openExport } = await import("../cite/export.js");
    await openExport(Array.from(found, (row) => engine.index.id(row)));
  } catch (error) {
    part("notice").replaceChildren(`The export could not be loaded: ${error.message}`);
  }
}

function look(view) {
  if (view !== state.view) go({ ...state, view });
}

/** The panel stands beside the papers, or on a sheet where there is no room. */
function place() {
  if (WIDE.matches && sheet.open) sheet.close();
  (WIDE.matches ? part("side") : part("panel")).append(panel.node);
}

// --- Begin

async function start() {
  const waiting = setTimeout(() => (part("notice").textContent = "Loading the search …"), PATIENCE);
  try {
    engine = await open(BASE);
    await engine.people(); // so that an address always gives the same result
  } catch (error) {
    return fail(error, start);
  } finally {
    clearTimeout(waiting);
  }
  cards = new Cards(template("card"), engine.index, BASE);
  panel = new Panel(engine.index, template("value"), { group: template("years"), bar: template("bar") }, change);
  results = new Results(part("results"), cards, (shown) => {
    state = { ...state, shown };
    remember();
  });
  state = { ...state, q: form.q.value }; // somebody may have typed meanwhile
  listen();
  place();
  await Promise.race([learn(), new Promise((resume) => setTimeout(resume, PATIENCE))]);
  const y = history.state?.y; // typing would overwrite it
  history.scrollRestoration = "manual";
  if ((await show()) && y) scrollTo(0, y);
}

/** Links, tracks and statuses come after the index. */
async function learn() {
  try {
    cards.learn(await engine.cards());
    results.complete();
  } catch {
    lack = "The links of the papers could not be loaded; each paper's own page has them.";
    part("notice").append(lack);
  }
}

/** Say what went wrong; what is shown stays. */
function fail(error, again) {
  part("notice").replaceChildren(...failure(error, again, new URL("all/", BASE).href));
  if (part("plain")) root.dataset.state = "failed";
}

form.q.value ||= state.q;

/** When the page can be used, or has said why not. */
export const ready = start();
