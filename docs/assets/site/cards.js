/**
 * The cards of a long list are laid out when they come near (catalog.css), so that a page is there at once. The others follow here while
 * nothing else is to do, a few at a time: then the page is as high as it says.
 */

const SLICE = 5; // cards; so few that nobody waits for them

const idle = window.requestIdleCallback ?? setTimeout;
const waiting = [...document.querySelectorAll(".cards--long > .card")];

function layOut() {
  for (const card of waiting.splice(0, SLICE)) card.style.contentVisibility = "visible";
  if (waiting.length) idle(layOut);
}

if (waiting.length) idle(layOut);
