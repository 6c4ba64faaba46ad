/** The papers that came into the catalog since a reader was here, on the home page. */

import { count, element } from "../search/dom.js";
import { load, save } from "./storage.js";

const KEY = "visited";
const BASE = new URL("../../", import.meta.url);
const MOST = 100; // papers that the site tells of
const DAY = /^\d{4}-\d\d-\d\d$/;

const today = new Date().toISOString().slice(0, 10);
const place = document.getElementById("new");

/** The day of the last visit, if it was before today. */
function before() {
  const day = load(KEY) ?? "";
  return DAY.test(day) && !Number.isNaN(Date.parse(day)) && day < today ? day : null;
}

/** `14 May`, with the year if it is another one. */
function said(day) {
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
  return new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year, timeZone: "UTC" });
}

async function show(since) {
  const reply = await fetch(new URL("home/added.json", BASE));
  if (!reply.ok) return;
  const rows = await reply.json();
  const fresh = rows.filter(([, , added]) => added > since);
  if (!fresh.length) return;
  const items = fresh.map(([id, title]) => element("li", {}, element("a", { href: new URL(`papers/${encodeURIComponent(id)}/`, BASE).href }, title)));
  const number = fresh.length >= MOST ? `${fresh.length} or more` : fresh.length;
  const close = element("button", { type: "button", class: "home__dismiss", "aria-label": "Dismiss", title: "Dismiss" }, "×");
  close.addEventListener("click", () => {
    leave();
    place.replaceChildren();
    document.getElementById("newest").focus();
  });
  place.replaceChildren(
    element("details", { class: "fold" },
      element("summary", { title: count(fresh.length, "paper") }, `${number} new since ${said(since)}`),
      element("ul", { class: "lines" }, items)),
    close);
}

/** Once a day is enough, and nothing is written before somebody leaves. */
function leave() {
  if (load(KEY) !== today) save(KEY, today);
}

addEventListener("pagehide", leave);
const since = before();
if (since) show(since).catch(() => {}); // nobody waits for it
