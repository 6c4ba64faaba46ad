/** A modal dialog, closed with Escape, its button or a press on the backdrop; then the focus returns. */

import { element } from "../search/dom.js";

export function openModal(title, ...children) {
  const close = element("button", { type: "button", class: "modal__close", "aria-label": "Close" }, "×");
  const heading = element("h2", { id: "sheet-title" }, title);
  const attributes = { class: "modal md-typeset", "aria-labelledby": "sheet-title" };
  const modal = element("dialog", attributes, heading, children, close);
  close.addEventListener("click", () => modal.close());
  modal.addEventListener("pointerdown", (event) => isOnBackdrop(modal, event) && modal.close());
  modal.addEventListener("close", () => modal.remove());
  document.body.append(modal);
  modal.showModal();
}

function isOnBackdrop(modal, { target, clientX, clientY }) {
  const { left, right, top, bottom } = modal.getBoundingClientRect();
  return target === modal && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}
