/** One tab stop for many controls, among which the arrow keys move. */

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Roving {
  #stop = null;

  /** `getRows` returns the controls in `container` by row; hidden and disabled ones are skipped. */
  constructor(container, getRows) {
    this.getRows = getRows;
    container.addEventListener("keydown", (event) => this.#onKeydown(event));
    container.addEventListener("focusin", ({ target }) => this.#setStop(target));
    for (const control of getRows().flat()) control.tabIndex = -1;
    this.update();
  }

  /** Move the tab stop if its control cannot have the focus any more. */
  update() {
    if (this.#stop === null || !isFocusable(this.#stop)) this.#setStop(this.#rows()[0]?.[0] ?? null);
  }

  #rows() {
    const rows = this.getRows().map((controls) => controls.filter(isFocusable));
    return rows.filter((controls) => controls.length);
  }

  #setStop(control) {
    if (this.#stop) this.#stop.tabIndex = -1;
    if (control) control.tabIndex = 0;
    this.#stop = control;
  }

  #onKeydown(event) {
    const rows = this.#rows();
    const row = rows.findIndex((controls) => controls.includes(event.target));
    if (row < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = target(rows, row, rows[row].indexOf(event.target), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** Return the control to which a key leads from a place, if it leads anywhere. */
function target(rows, row, column, key) {
  if (key === "Home") return rows[0][0];
  if (key === "End") return rows.at(-1)[0];
  const [down, right] = STEPS[key] ?? [0, 0];
  if (right) return rows[row][column + right];
  const controls = down ? rows[row + down] : undefined;
  return controls?.[Math.min(column, controls.length - 1)];
}

const isFocusable = (control) => !control.disabled && !control.closest("[hidden]");
