/** The papers that were found, some at a time. */

import { STEP } from "./state.js";

const SCREEN = 12; // papers that are seen at once, or nearly

export class Results {
  #rows = [];
  #marks = () => false;

  /** `place` holds the list and the button for more; `onMore` is told how many are shown then. */
  constructor(place, cards, onMore) {
    this.place = place;
    this.cards = cards;
    this.list = place.querySelector(".cards");
    this.more = place.querySelector(".browse__more");
    this.more.addEventListener("click", () => {
      const before = this.list.children.length;
      this.extend(before + STEP);
      onMore(this.list.children.length);
      this.list.children[before].querySelector("a").focus();
    });
  }

  /** Show the beginning of an answer; `extend` shows the rest. */
  show({ rows, marks }, view) {
    this.#rows = rows;
    this.#marks = marks;
    this.list.replaceChildren(...this.#made(0, SCREEN));
    this.more.hidden = true;
    this.look(view);
    this.place.hidden = false;
  }

  extend(to) {
    this.list.append(...this.#made(this.list.children.length, to));
    const left = this.#rows.length - this.list.children.length;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${Math.min(left, STEP)} more`;
  }

  look(view) {
    this.list.classList.toggle("cards--dense", view === "dense");
    this.list.classList.toggle("cards--waiting", !this.cards.isComplete);
  }

  /** Fill in what `cards` has learnt. */
  complete() {
    for (const [at, card] of [...this.list.children].entries()) this.cards.complete(card, this.#rows[at], this.#marks);
    this.list.classList.remove("cards--waiting");
  }

  #made(from, to) {
    return Array.from(this.#rows.slice(from, to), (row) => this.cards.make(row, this.#marks));
  }}
