/** The list of papers in the browser, some at a time. */

import { button } from "./feedback.js";
import { PAGE_SIZE } from "./state.js";

const FIRST_CARDS = 12; // about as many as fit a screen

export class Results {
  #rows = [];
  #isMatch = () => false;
  #isDense = false;
  #pageCards = new Set();

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

  /** Show the first papers of a result, with the cards that the page has for them; `extend` adds others. */
  show({ rows, isMatch }, view, pageCards) {
    this.#rows = rows;
    this.#isMatch = isMatch;
    this.#isDense = view === "dense";
    this.#pageCards = new Set(pageCards);
    this.list.replaceChildren(...(pageCards.length ? pageCards : this.#makeCards(0, FIRST_CARDS)));
    this.more.hidden = true;
    this.list.classList.toggle("cards--dense", this.#isDense);
    this.#showLoading();
    this.container.hidden = false;
  }

  extend(to) {
    this.list.append(...this.#makeCards(this.list.children.length, to));
    const remaining = this.#rows.length - this.list.children.length;
    this.more.hidden = remaining === 0;
    this.more.textContent = `Show ${Math.min(remaining, PAGE_SIZE)} more`;
  }

  /** Add details to the visible cards, once `cards` has them. */
  addDetails() {
    for (const [at, card] of [...this.list.children].entries()) {
      if (this.#pageCards.has(card)) continue; // complete
      const unfold = card.querySelector(".card__unfold");
      unfold?.remove(); // which the new card lacks
      this.cards.addDetails(card, this.#rows[at], this.#isMatch);
      if (unfold) keepUnfolded(this.list.children[at], unfold);
    }
    this.#showLoading();
  }

  #showLoading() {
    this.list.classList.toggle("cards--loading", !this.cards.hasDetails && !this.#pageCards.size);
  }

  #makeCards(from, to) {
    return Array.from(this.#rows.slice(from, to), (row) => {
      const card = this.cards.make(row, this.#isMatch);
      if (this.#isDense) card.append(unfoldButton(card));
      return card;
    });
  }
}

/** Make the button that shows the rest of a card in the dense view: summary, authors, links and tags. */
function unfoldButton(card) {
  const toggle = ({ currentTarget: node }) => {
    const isOpen = node.closest(".card").classList.toggle("card--open");
    node.setAttribute("aria-expanded", String(isOpen));
  };
  const label = `Details of ${card.querySelector(".card__title a").textContent}`;
  return button("", toggle, { class: "card__unfold", "aria-expanded": "false", "aria-label": label });
}

/** Give a card, which may be a new one, the button of the one before it, and its state. */
function keepUnfolded(card, unfold) {
  card.append(unfold);
  card.classList.toggle("card--open", unfold.getAttribute("aria-expanded") === "true");
}
