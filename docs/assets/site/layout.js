/**
 * Lays out the cards of a long list while the page is idle. The style sheet (catalog.css) skips cards outside
 * the viewport, so that the page appears at once, but then its height is only an estimate.
 */

const SLICE = 5; // cards; few enough not to delay input
const MAX_WAIT = { timeout: 1000 }; // ms, since a page that paints nothing may never be idle

const whenIdle = window.requestIdleCallback ?? setTimeout;
const skippedCards = [...document.querySelectorAll(".cards--long > .card")];

function layOutSlice() {
  for (const card of skippedCards.splice(0, SLICE)) card.style.contentVisibility = "visible";
  if (skippedCards.length) whenIdle(layOutSlice, MAX_WAIT);
}

if (skippedCards.length) whenIdle(layOutSlice, MAX_WAIT);
