/** The page of the paper browser: its parts, and what it says about a result besides cards and filters. */

import { count } from "./dom.js";
import { chips, failure, notices } from "./feedback.js";
import { acceptSuggestion, readAsText, removeAllFilters, removeFilter } from "./filters.js";
import { followLinks } from "./follow.js";

const root = document.getElementById("browse");
export const form = document.querySelector(".browse__form");
export const part = (name) => document.querySelector(`.browse__${name}`);

export function scrollToTop() {
  if (root.getBoundingClientRect().top < 0) root.scrollIntoView();
}

/** Tell the style sheet and loader.js whether the browser is `ready` or `failed`. */
export const setPageState = (state) => (root.dataset.state = state);

export const setBusy = (isBusy) => part("results").setAttribute("aria-busy", String(isBusy));

/** Remove the list that the page began with, and return its cards. */
export function removeFirstList() {
  const cards = [...(part("static")?.querySelectorAll(".card") ?? [])];
  part("static")?.remove();
  return cards;
}

/**
 * Show filters as chips, notices with an extra one, and where to follow the papers.
 *
 * `change` shows the state that a function makes of the current one.
 */
export function showFeedback(base, index, result, filters, extraNotice, change) {
  const changeWith = (update) => (filter) => change((state) => update(index, state, filter));
  const handlers = {
    onRemove: changeWith(removeFilter),
    onText: changeWith(readAsText),
    onClear: changeWith(removeAllFilters),
  };
  part("chips").replaceChildren(...chips(index, filters, handlers));
  part("notice").replaceChildren(...notices(result, changeWith(acceptSuggestion)), extraNotice);
  part("follow").replaceChildren(...followLinks(base, index, result.query, filters));
  part("alternatives").replaceChildren();
}

/** Show the number of papers and of filters, wherever the page states them. */
export function showCounts(size, filterCount) {
  const papers = count(size, "paper");
  part("count").textContent = papers;
  part("export").disabled = !size;
  part("export").setAttribute("aria-label", `Export these ${papers}`);
  part("open").textContent = filterCount ? `Filters (${filterCount})` : "Filters";
  part("submit").textContent = `Show ${papers}`;
}

/** Show order and view; only words can be ranked. */
export function showToolbar({ words, phrases }, { sort, view }) {
  const [best] = part("sort").options;
  best.hidden = best.disabled = !words.length && !phrases.length;
  part("sort").value = sort || (best.disabled ? "newest" : "best");
  for (const button of part("views").children) {
    button.setAttribute("aria-pressed", String(button.value === view));
  }
}

/** Announce count and notices to screen readers. */
export function announceResult() {
  part("status").textContent = `${part("count").textContent}. ${part("notice").textContent}`;
  setBusy(false);
}

/** Return the focus to the element that had it, or to the heading if that is gone. */
export function restoreFocus(focus) {
  if (focus === document.activeElement) return;
  (focus.isConnected ? focus : part("heading")).focus({ preventScroll: true });
}

/** Report an error; what is on the page stays. */
export function reportFailure(error, onRetry, allPapers) {
  setBusy(false);
  part("notice").replaceChildren(...failure(error, onRetry, allPapers));
  if (part("static")) setPageState("failed");
}
