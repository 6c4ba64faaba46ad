/** The paper browser: a query, filters, and their results. All of its state is in the URL. */

import { findAlternatives } from "./alternatives.js";
import {
  announceResult,
  form,
  part,
  removeFirstList,
  reportFailure,
  restoreFocus,
  scrollToTop,
  setBusy,
  setPageState,
  showCounts,
  showFeedback,
  showToolbar,
} from "./browse-page.js";
import { Cards } from "./cards.js";
import { DATE_SORTS, sortByDate } from "./dates.js";
import { openEngine } from "./engine.js";
import { emptyResult } from "./feedback.js";
import { activeFilters } from "./filters.js";
import { Panel } from "./panel.js";
import { addPaperUrl } from "./query.js";
import { Results } from "./results.js";
import { SeeAlso } from "./see-also.js";
import { PAGE_SIZE, readState, writeState } from "./state.js";

const BASE = new URL("../../", import.meta.url);
const DELAY_MS = 300; // before a wait is mentioned, a count announced, and the URL updated
const REST_DELAY_MS = 100; // without a key, before more than the first results are shown
const WIDE = matchMedia("(min-width: 1000px)");

const template = (name) => document.getElementById(`${name}-template`);
const sheet = part("sheet");

let engine, cards, panel, results, seeAlso;
const facetNames = () => Object.keys(engine?.index.facets ?? {}); // none before the index is loaded
const readUrl = () => readState(new URLSearchParams(location.search), facetNames());

let state = readUrl();
let turn = 0;
let rows = []; // of the current result
let cardsNotice = ""; // repeated with every result
const timers = {};

/** Run a function after a delay, unless it is scheduled again under the same name. */
function schedule(name, run, delay = DELAY_MS) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(run, delay);
}

// --- URL and history

const parametersOf = (someState) => writeState(someState, facetNames());
const pageUrl = () => `${location.pathname}?${parametersOf(state)}`.replace(/\?$/, "") + location.hash;

/** Save the state and the scroll position in the current history entry. */
function saveState() {
  clearTimeout(timers.save);
  history.replaceState({ y: scrollY }, "", pageUrl());
}

/** Show another state as a new history entry. */
function navigate(next) {
  saveState();
  state = next;
  history.pushState({ y: 0 }, "", pageUrl());
  form.q.value = state.q;
  return show();
}

/** Show the state that a function makes of the current one, from the top. */
const change = (update) => navigate({ ...update(state), limit: PAGE_SIZE }).then(scrollToTop);

async function onPopstate({ state: entry }) {
  const next = readUrl();
  if (parametersOf(next) === parametersOf(state)) return; // only the fragment changed
  clearTimeout(timers.save);
  state = next;
  form.q.value = state.q;
  if (await show()) scrollTo(0, entry?.y ?? 0);
}

// --- Results

/** Search and show the results, while typing only the first at once; false if another search began. */
async function show(isTyping = false) {
  if (!results) return false;
  const ownTurn = ++turn;
  setBusy(true);
  try {
    const result = await search();
    if (!result || ownTurn !== turn) return false;
    clearTimeout(timers.rest);
    render(result);
    const showRest = () => results.extend(state.limit);
    if (isTyping) schedule("rest", showRest, REST_DELAY_MS);
    else showRest();
    if (!result.rows.length) await showAlternatives(ownTurn, result);
    return ownTurn === turn;
  } catch (error) {
    fail(error, () => show());
    return false;
  }
}

/** Search for the current state. Without the file that has the dates, the order is the usual one. */
async function search() {
  const { q: text, filters, sort } = state;
  if (!DATE_SORTS.includes(sort)) return engine.search({ text, filters, sort });
  const columns = await engine.loadCards().catch(() => null);
  const result = await engine.search({ text, filters, sort: "newest" });
  return result && columns ? { ...result, rows: sortByDate(result.rows, columns[sort]) } : result;
}

function render(result) {
  setPageState("ready");
  const focus = document.activeElement;
  const pageCards = takePageCards(result.rows);
  const isPasted = result.link && !result.query.filters.length; // all that counts of the text is the link
  const filters = activeFilters(engine.index, isPasted ? { ...state, q: "" } : state);
  rows = result.rows;
  showFeedback(BASE, engine.index, result, filters, cardsNotice, change);
  seeAlso.show(result.query);
  results.show(result, state.view, pageCards);
  panel.show(result.counts, filters);
  showCounts(rows.length, filters.length);
  showToolbar(result.query, state);
  schedule("status", announceResult);
  restoreFocus(focus);
}

/** Remove the list that the page began with; return its cards if they are the first of a result. */
function takePageCards(resultRows) {
  const found = removeFirstList();
  const isFirst = ({ dataset }, at) =>
    at < resultRows.length && dataset.id === engine.index.id(resultRows[at]);
  return parametersOf(state) === "" && found.every(isFirst) ? found : [];
}

/** Offer less restrictive searches. */
async function showAlternatives(ownTurn, result) {
  const found = await findAlternatives(engine, state, result, () => ownTurn === turn);
  if (!found) return;
  const choices = found.alternatives.map(({ label, size, next }) => {
    return { label, size, apply: () => change(() => next) };
  });
  part("alternatives").replaceChildren(
    ...emptyResult(found.required, choices, addPaperUrl(BASE, result.link)),
  );
}

// --- Controls

function addListeners() {
  const onInput = () => {
    state = { ...state, q: form.q.value, limit: PAGE_SIZE };
    schedule("save", saveState);
    show(true);
  };
  form.addEventListener("input", (event) => event.isComposing || onInput());
  form.addEventListener("compositionend", onInput);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saveState();
  });
  part("sort").addEventListener("change", ({ target: { value } }) => {
    change((current) => ({ ...current, sort: value === "best" ? "" : value }));
  });
  part("export").addEventListener("click", exportResults);
  part("views").addEventListener("click", ({ target }) => target.value && setView(target.value));
  part("open").addEventListener("click", () => sheet.showModal());
  for (const name of ["close", "submit"]) part(name).addEventListener("click", () => sheet.close());
  WIDE.addEventListener("change", placePanel);
  addEventListener("popstate", onPopstate);
  addEventListener("scroll", () => schedule("save", saveState), { passive: true });
  addEventListener("pagehide", saveState);
}

async function exportResults() {
  try {
    const { openExport } = await import("../cite/export.js");
    await openExport(Array.from(rows, (row) => engine.index.id(row)));
  } catch (error) {
    part("notice").replaceChildren(`The export could not be loaded: ${error.message}`);
  }
}

function setView(view) {
  if (view !== state.view) navigate({ ...state, view });
}

/** Put the filter panel beside the papers or, on a narrow screen, on a sheet. */
function placePanel() {
  if (WIDE.matches && sheet.open) sheet.close();
  const place = WIDE.matches ? part("side") : part("panel");
  if (panel.node.parentNode !== place) place.append(panel.node);
}

// --- Startup

async function start() {
  const timer = setTimeout(() => (part("notice").textContent = "Loading search…"), DELAY_MS);
  try {
    engine = await openEngine(BASE);
    await engine.loadPeople(); // so that a URL always gives the same results
  } catch (error) {
    return fail(error, start);
  } finally {
    clearTimeout(timer);
  }
  cards = new Cards(template("card"), engine.index);
  panel = new Panel(
    part("side").querySelector(".panel"),
    engine.index,
    template("value"),
    { group: template("years"), bar: template("bar") },
    change,
  );
  results = new Results(part("results"), cards, (limit) => {
    state = { ...state, limit };
    saveState();
  });
  seeAlso = new SeeAlso(part("also"), BASE);
  state = { ...readUrl(), q: form.q.value }; // which may have been edited meanwhile
  addListeners();
  placePanel();
  await Promise.race([loadCards(), new Promise((resume) => setTimeout(resume, DELAY_MS))]);
  const y = history.state?.y; // before typing overwrites it
  history.scrollRestoration = "manual";
  if (y) await loadSummaries(); // on which the heights of cards depend
  if ((await show()) && y) scrollTo(0, y);
  if (!y) addSummaries();
}

/** Add the summaries to what is shown, unless they cannot be had. */
async function addSummaries() {
  if (!(await loadSummaries())) return;
  if (state.q) await show(); // the words may be in summaries
  else results.addDetails();
}

/** Load the summaries, which results can do without; return false if they cannot be had. */
async function loadSummaries() {
  try {
    cards.setSummaries(await engine.loadSummaries());
    return true;
  } catch {
    return false; // each paper's page has its summary
  }
}

/** Load what cards show besides, which results can do without. */
async function loadCards() {
  try {
    cards.setDetails(await engine.loadCards());
    results.addDetails();
  } catch {
    cardsNotice = "Links could not be loaded. You can find them on each paper's page.";
    part("notice").append(cardsNotice);
  }
}

/** Report an error, and offer to try again. */
const fail = (error, onRetry) => reportFailure(error, onRetry, new URL("all/", BASE).href);

form.q.value ||= state.q;

/** Resolves when the browser can be used, or has reported an error. */
export const ready = start();
