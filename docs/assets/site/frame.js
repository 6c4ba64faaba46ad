/**
 * What the frame of every page does: light and dark, the way back to the top, the place in the table of
 * contents, and copies of code. The menu on phones is a popover, which needs no script.
 */

import { copyText } from "../cite/clipboard.js";
import { element } from "../search/dom.js";

const BASE = new URL("../../", import.meta.url);
const KEY = `${BASE.pathname}.scheme`; // read before the first paint too, in docs/templates/main.html
const TOP_AFTER = 400; // pixels scrolled

const scheme = document.querySelector(".scheme-button");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => document.body.dataset.mdColorScheme === "slate";

function setScheme(name) {
  document.body.dataset.mdColorScheme = name;
  scheme.title = `Switch to ${isDark() ? "light" : "dark"} mode`;
  scheme.setAttribute("aria-label", scheme.title);
}

let isChosen = false;
try {
  isChosen = ["default", "slate"].includes(localStorage.getItem(KEY));
} catch {} // without storage, a choice lasts for the page

function switchScheme() {
  isChosen = true;
  setScheme(isDark() ? "default" : "slate");
  try {
    localStorage.setItem(KEY, document.body.dataset.mdColorScheme);
  } catch {}
}

scheme.addEventListener("click", switchScheme);
prefersDark.addEventListener("change", () => {
  if (!isChosen) setScheme(prefersDark.matches ? "slate" : "default");
});
setScheme(document.body.dataset.mdColorScheme);

/** Offer a way back to a reader who scrolls up on a long page. */
function makeTopButton() {
  const icon = document.querySelector(".menu-button svg").cloneNode(true);
  icon.firstElementChild.setAttribute("href", new URL("assets/icons.svg#top", BASE));
  const button = element("button", { type: "button", class: "top-button" }, icon, " Back to top");
  button.addEventListener("click", () => {
    scrollTo({ top: 0 });
    document.querySelector(".site-name").focus({ preventScroll: true });
  });
  document.querySelector("main").append(button);
  return button;
}

let top;
let lastPosition = scrollY;
addEventListener(
  "scroll",
  () => {
    const isWanted = scrollY > TOP_AFTER && scrollY < lastPosition;
    lastPosition = scrollY;
    if (isWanted) top ??= makeTopButton();
    if (top) top.hidden = !isWanted;
  },
  { passive: true },
);

/** Mark the section in view in the table of contents: the last heading above the middle of the window. */
function followSections(links) {
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    const at = headings.findLastIndex((heading) => heading?.getBoundingClientRect().top < innerHeight / 2);
    for (const [index, link] of links.entries()) link.toggleAttribute("aria-current", index === at);
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}

const links = [...document.querySelectorAll(".toc a")];
if (links.length) followSections(links);

/** Give code a button that copies it, and let the keyboard scroll it. */
function completeCode(code) {
  const button = element("button", { type: "button", class: "copy-button" }, "Copy");
  button.addEventListener("click", async () => {
    button.textContent = (await copyText(code.textContent, code)) ? "Copied" : "Selected";
  });
  code.tabIndex = 0;
  code.parentElement.append(button);
}

for (const code of document.querySelectorAll("article pre > code")) completeCode(code);
