/** The list of papers in the browser, some at a time. */

import { PAGE_SIZE } from "./state.js";

const FIRST_CARDS = 12; // about as many as fit a screen

export class Results {
  #rows = [];
  #isMatch = () => false;

  /** `container` holds the list and the "more" button; `onMore` receives the new number of visible papers. */
  constructor(container, cards, onMore) {
    this.container = container;
    this.cards = cards;
    this.list = container.querySelector(".cards");
    this.more = container.querySelector(".browse__more");
    this.more.addEventListener("click", () => {
      const before = this.list.children.length;
      this.extend(before + PAGE_SIZE);
      onMore(this.list.children.length);
      this.list.children[before].querySelector("a").focus();
    });
  }

  /** Show the first papers of a search result; `extend` adds the others. */
  show({ rows, isMatch }, view) {
    this.#rows = rows;
    this.#isMatch = isMatch;
    this.list.replaceChildren(...this.#makeCards(0, FIRST_CARDS));
    this.more.hidden = true;
    this.setView(view);
    this.container.hidden = false;
  }

  extend(to) {
    this.list.append(...this.#makeCards(this.list.children.length, to));
    const remaining = this.#rows.length - this.list.children.length;
    this.more.hidden = remaining === 0;
    this.more.textContent = `Show ${Math.min(remaining, PAGE_SIZE)} more`;
  }

  setView(view) {
    this.list.classList.toggle("cards--dense", view === "dense");
    this.list.classList.toggle("cards--loading", !this.cards.hasDetails);
  }

  /** Add details to the visible cards, once `cards` has them. */
  addDetails() {
    for (const [at, card] of [...this.list.children].entries()) {
      this.cards.addDetails(card, this.#rows[at], this.#isMatch);
    }
    this.list.classList.toggle("cards--loading", !this.cards.hasDetails);
  }

  #makeCards(from, to) {
    return Array.from(this.#rows.slice(from, to), (row) => this.cards.make(row, this.#isMatch));
  }
}
