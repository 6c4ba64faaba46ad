/** A dialog over the page: closed with Escape, its button or a press beside it. The focus then returns to where it was. */

import { element } from "../search/dom.js";

export function openSheet(title, ...children) {
  const close = element("button", { type: "button", class: "sheet__close", "aria-label": "Close" }, "×");
  const heading = element("h2", { id: "sheet-title" }, title);
  const sheet = element("dialog", { class: "sheet md-typeset", "aria-labelledby": "sheet-title" }, heading, children, close);
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("pointerdown", (event) => isBeside(sheet, event) && sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
}

/** Whether a press is on what lies behind a dialog. */
function isBeside(sheet, { target, clientX, clientY }) {
  const { left, right, top, bottom } = sheet.getBoundingClientRect();
  return target === sheet && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}
