/** Shows on the home page which papers were added since the reader's last visit. */

import { count, element } from "../search/dom.js";
import { load, save, storageKey } from "./storage.js";

const KEY = storageKey("visited");
const BASE = new URL("../../", import.meta.url);
const MAX_PAPERS = 100; // in home/added.json
const DATE = /^\d{4}-\d\d-\d\d$/;

const today = new Date().toISOString().slice(0, 10);
const container = document.getElementById("new");

/** Return the date of the last visit before today, or null. */
function lastVisit() {
  const date = load(KEY) ?? "";
  return DATE.test(date) && !Number.isNaN(Date.parse(date)) && date < today ? date : null;
}

/** Format a date as `May 14`, with the year unless it is this one. */
function formatDate(date) {
  const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
  return new Date(date).toLocaleDateString("en-US", { day: "numeric", month: "long", year, timeZone: "UTC" });
}

async function show(since) {
  const response = await fetch(new URL("home/added.json", BASE));
  if (!response.ok) return;
  const papers = (await response.json()).filter(([, , added]) => added > since);
  if (!papers.length) return;
  const isCut = papers.length >= MAX_PAPERS;
  const number = isCut ? `${papers.length} or more new papers` : count(papers.length, "new paper");
  const heading = `${number} since ${formatDate(since)}`;
  const list = element(
    "details",
    { class: "fold" },
    element("summary", { title: count(papers.length, "paper") }, heading),
    element("ul", { class: "lines" }, papers.map(paperItem)),
  );
  container.replaceChildren(list, dismissButton());
}

function paperItem([id, title]) {
  const href = new URL(`papers/${encodeURIComponent(id)}/`, BASE).href;
  return element("li", {}, element("a", { href }, title));
}

function dismissButton() {
  const attributes = { type: "button", class: "home__dismiss", "aria-label": "Dismiss", title: "Dismiss" };
  const button = element("button", attributes, "×");
  button.addEventListener("click", () => {
    saveVisit();
    container.replaceChildren();
    document.getElementById("newest").focus();
  });
  return button;
}

/** Store today's date, once a day and not before the reader leaves. */
function saveVisit() {
  if (load(KEY) !== today) save(KEY, today);
}

addEventListener("pagehide", saveVisit);
const since = lastVisit();
if (since) show(since).catch(() => {}); // the page is complete without it
